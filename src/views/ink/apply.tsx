import type {ApplyEvent} from '../../apply/events.ts'
import type {Plan} from '../../plan/model.ts'
import {applyFrame} from '../apply-frame.ts'
import {type ApplyModel, applied, initialModel, interrupted} from '../apply-model.ts'
import {applyRowLine, columnFor} from '../apply-row-lines.ts'
import {summaryLines} from '../apply-summary.ts'
import {diagnosticLines} from '../diagnostic-lines.ts'
import type {Line} from '../line.ts'
import type {ReviewKey} from '../review-scene.ts'
import {rowsBetween} from '../rows.ts'
import {digitsFor} from '../short-address.ts'
import {text} from '../text.ts'
import {Picture} from './picture.tsx'
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
}

/** How often it is drawn at most, and at least. */
const redrawMs = 100
const tickMs = 1000
/** So many sends the summary lists itself. */
const listedBySummary = 10

/** Shows an apply as it goes. What has ended goes up into the terminal's history; the summary stays below it. */
export async function applyScreen(options: ApplyOptions): Promise<ApplyModel> {
  const {plan, events, stdout, colour, clock, zone = 'UTC'} = options
  const addresses = plan.actions.map(({address}) => address)
  const digits = digitsFor(addresses)
  const column = columnFor(addresses, digits)
  let model = initialModel(plan, options)
  let scrolled = 0
  let told = 0
  let history: readonly (readonly Line[])[] = []
  let pending: NodeJS.Timeout | undefined

  const rowLines = (from: number, to: number) =>
    rowsBetween(model.ended, from, to).map(row =>
      applyRowLine(row, {width: sizeOf(stdout).width, digits, column, nowMs: clock.now()}),
    )
  const frame = (): readonly Line[] => {
    const next = applyFrame(model, {...sizeOf(stdout), nowMs: clock.now(), digits, column, zone, scrolled})
    const diagnostics = model.diagnostics.slice(told).map(diagnostic => diagnosticLines([diagnostic], sizeOf(stdout)))
    history = [...history, ...rowLines(scrolled, next.scrolled).map(line => [line]), ...diagnostics]
    scrolled = next.scrolled
    told = model.diagnostics.length
    return next.lines
  }
  const picture = (lines: readonly Line[]) => <Picture history={history} frame={lines} colour={colour} onKey={act} />
  const draw = () => {
    clearTimeout(pending)
    pending = undefined
    const lines = frame()
    screen.draw(picture(lines))
  }
  const soon = () => {
    pending ??= setTimeout(draw, redrawMs)
  }
  const screen = mounted(picture(frame()), options)
  const tick = setInterval(draw, tickMs)
  stdout.on('resize', draw)
  try {
    for await (const event of events) {
      model = applied(model, event, clock.now())
      soon()
    }
  } finally {
    clearInterval(tick)
    clearTimeout(pending)
    stdout.off('resize', draw)
    // A last time, so that what has ended since the last drawing is in the history.
    frame()
    const unlisted = scrolled > 0 || model.ended.length > listedBySummary ? rowLines(scrolled, model.ended.length) : []
    await screen.leave(picture([]), text([...unlisted, ...summaryLines(model, {width: sizeOf(stdout).width, digits})], {colour}))
  }
  return model

  function act(key: ReviewKey): void {
    if (key !== 'interrupt' || model.interrupts >= 2) return
    model = interrupted(model)
    options.onInterrupt(model.interrupts)
    soon()
  }
}
