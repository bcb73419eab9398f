import {deskFrame} from '../desk-frame.ts'
import {answered, desked, initialDesk} from '../desk-model.ts'
import type {DeskAnswer, DeskDoubt, DeskModel, DeskRequest} from '../desk-scene.ts'
import {deskSummary, settledLines} from '../desk-summary.ts'
import type {Line} from '../line.ts'
import type {ReviewKey} from '../review-scene.ts'
import {digitsFor} from '../short-address.ts'
import {text} from '../text.ts'
import {decision} from './decision.ts'
import {Picture} from './picture.tsx'
import {mounted, sizeOf, type Terminal} from './terminal.ts'

export interface DeskOptions extends Terminal {
  readonly panel: string
  readonly doubts: readonly DeskDoubt[]
  readonly clock: {now(): number}
  /** Reads or records what the screen asks for. The signal says that the answer isn't waited for any more. */
  readonly ask: (request: DeskRequest, signal: AbortSignal) => Promise<DeskAnswer>
  /** The command that shows what is left. */
  readonly command: string
}

/** So that "not sent" is offered once it may be said. */
const tickMs = 1000

/** Walks through the doubts until all are settled or somebody leaves. What was settled stays in the terminal's history. */
export async function deskScreen(options: DeskOptions): Promise<{readonly open: number}> {
  const {panel, doubts, clock, ask, command, stdout, colour} = options
  let model = initialDesk(doubts)
  let waiting: {readonly left: AbortController; readonly done: Promise<void>} | undefined
  const ended = decision<void>()
  const failures: unknown[] = []
  const digits = digitsFor(doubts.map(({address}) => address))
  const history = (): readonly (readonly Line[])[] =>
    model.settled.map(settled => settledLines(settled, digits, sizeOf(stdout).width))
  const picture = (frame: readonly Line[]) => <Picture history={history()} frame={frame} colour={colour} onKey={act} />
  const frame = () => (model.ended ? [] : deskFrame(model, {panel, ...sizeOf(stdout), nowMs: clock.now()}))
  const screen = mounted(picture(frame()), options)
  const redraw = () => screen.draw(picture(frame()))
  const tick = setInterval(redraw, tickMs)
  stdout.on('resize', redraw)
  await ended.made
  clearInterval(tick)
  stdout.off('resize', redraw)
  // What is being recorded is waited for: it belongs into the history.
  if (model.step.at === 'waiting' && model.step.request.is === 'settle') await waiting?.done
  await screen.leave(picture([]), text(deskSummary(model, {width: sizeOf(stdout).width, command}), {colour}))
  if (failures.length > 0) throw failures[0]
  return {open: model.doubts.length}

  function act(key: ReviewKey): void {
    become(desked(model, key, clock.now()))
  }

  function become(next: DeskModel): void {
    const {step} = model
    model = next
    if (next.step !== step) {
      waiting?.left.abort()
      waiting = next.step.at === 'waiting' ? asked(next.step) : undefined
    }
    redraw()
    if (!next.ended) return
    if (next.step.at === 'waiting' && next.step.request.is !== 'settle') waiting?.left.abort()
    ended.make()
  }

  function asked(step: Extract<DeskModel['step'], {at: 'waiting'}>) {
    const left = new AbortController()
    const done = ask(step.request, left.signal).then(
      answer => {
        if (model.step === step) become(answered(model, answer))
      },
      (error: unknown) => {
        failures.push(error)
        become({...model, ended: true})
      },
    )
    return {left, done}
  }
}
