import type {ApplyEvent} from '../../apply/events.ts'
import type {Plan} from '../../plan/model.ts'
import {applyFrame} from '../apply-frame.ts'
import {type ApplyModel, applied, initialModel, interrupted} from '../apply-model.ts'
import {applyRowLine, columnFor, idColumnFor} from '../apply-row-lines.ts'
import {summaryLines} from '../apply-summary.ts'
import {diagnosticLines} from '../diagnostic-lines.ts'
import type {Line} from '../line.ts'
import type {NextCommands} from '../next-commands.ts'
import type {ReviewKey} from '../review-scene.ts'
import {rowsBetween} from '../rows.ts'
import {digitsFor} from '../short-address.ts'
import {text} from '../text.ts'
import {Picture} from './picture.tsx'
import {redraws} from './redraws.ts'
import {mounted, sizeOf, type Terminal} from './terminal.ts'

export interface ApplyOptions extends Terminal {
  readonly plan: Plan
  /** What the apply tells. The screen only reads it; when it ends, the screen leaves. */
  readonly events: AsyncIterable<ApplyEvent>
  readonly clock: {now(): number}
  /** Ctrl-C was pressed, for the `times`th time (at most twice). */
  readonly onInterrupt: (times: number) => void
  readonly callsPerMinute?: number
  readonly zone?: string
  readonly commands?: NextCommands
}

/** How often it is drawn at least. */
const tickMs = 1000
/** So many sends the summary lists itself. */
const listedBySummary = 10

/** Shows an apply as it goes. What has ended goes up into the terminal's history; the summary stays below it. */
export async function applyScreen(options: ApplyOptions): Promise<ApplyModel> {
  const {plan, events, stdout, colour, clock, zone = 'UTC', commands} = options
  const addresses = plan.actions.map(({address}) => address)
  const digits = digitsFor(addresses)
  const column = columnFor(addresses, digits)
  let model = initialModel(plan, options)
  let scrolled = 0
  let told = 0
  let history: readonly (readonly Line[])[] = []

  const rowLines = (from: number, to: number) => {
    const rows = rowsBetween(model.ended, from, to)
    const view = {width: sizeOf(stdout).width, digits, column, idColumn: idColumnFor(rows), nowMs: clock.now()}
    return rows.map(row => applyRowLine(row, view))
  }
  const frame = (): readonly Line[] => {
    const next = applyFrame(model, {...sizeOf(stdout), nowMs: clock.now(), digits, column, zone, scrolled})
    const diagnostics = model.diagnostics.slice(told).map(diagnostic => diagnosticLines([diagnostic], sizeOf(stdout)))
    history = [...history, ...rowLines(scrolled, next.scrolled).map(line => [line]), ...diagnostics]
    scrolled = next.scrolled
    told = model.diagnostics.length
    return next.lines
  }
  const picture = (lines: readonly Line[]) => <Picture history={history} frame={lines} colour={colour} onKey={act} />
  const drawing = redraws(() => {
    const lines = frame()
    screen.draw(picture(lines))
  })
  const screen = mounted(picture(frame()), options)
  const tick = setInterval(drawing.now, tickMs)
  stdout.on('resize', drawing.now)
  try {
    for await (const event of events) {
      model = applied(model, event, clock.now())
      drawing.soon()
    }
  } finally {
    clearInterval(tick)
    drawing.stop()
    stdout.off('resize', drawing.now)
    // A last time, so that what has ended since the last drawing is in the history.
    frame()
    const unlisted = scrolled > 0 || model.ended.length > listedBySummary ? rowLines(scrolled, model.ended.length) : []
    const summary = summaryLines(model, {width: sizeOf(stdout).width, digits, ...(commands && {commands})})
    await screen.leave(picture([]), text([...unlisted, ...summary], {colour}))
  }
  return model

  function act(key: ReviewKey): void {
    if (key !== 'interrupt' || model.interrupts >= 2) return
    model = interrupted(model)
    options.onInterrupt(model.interrupts)
    drawing.soon()
  }
}
