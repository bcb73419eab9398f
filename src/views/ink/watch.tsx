import type {NextCommands} from '../next-commands.ts'
import type {ReviewKey} from '../review-scene.ts'
import {statusLines} from '../status-lines.ts'
import {allDelivered, type StatusReport} from '../status-report.ts'
import {text} from '../text.ts'
import {watchFrame} from '../watch-frame.ts'
import {decision} from './decision.ts'
import {Picture} from './picture.tsx'
import {redraws} from './redraws.ts'
import {mounted, sizeOf, type Terminal} from './terminal.ts'

export interface WatchOptions extends Terminal {
  /** What is known before the first reading. */
  readonly report: StatusReport
  /** Gives a report after each reading, with a problem in words where one failed; the function that it returns ends it. */
  readonly subscribe: (show: (report: StatusReport, problem?: string) => void) => () => void
  readonly everySeconds: number
  readonly clock: {now(): number}
  /** Calls that the API allows. */
  readonly allowance?: number
  readonly commands?: NextCommands
}

const tickMs = 1000

/** Keeps the state of the sends on the screen until all are delivered, or somebody leaves. The last picture stays. */
export async function watchScreen(options: WatchOptions): Promise<{readonly ended: 'delivered' | 'left'}> {
  const {subscribe, everySeconds, allowance, stdout, colour, clock, commands} = options
  let report = options.report
  let problem: string | undefined
  const done = decision<'delivered' | 'left'>()
  const act = (key: ReviewKey) => {
    if (key === 'interrupt' || key === 'escape' || (typeof key === 'object' && key.text === 'q')) done.make('left')
  }
  const picture = () => (
    <Picture
      frame={watchFrame(report, {
        ...sizeOf(stdout),
        nowMs: clock.now(),
        everySeconds,
        ...(allowance !== undefined && {allowance}),
        ...(problem !== undefined && {problem}),
      })}
      colour={colour}
      onKey={act}
    />
  )
  const screen = mounted(picture(), options)
  const drawing = redraws(() => screen.draw(picture()))
  const tick = setInterval(drawing.now, tickMs)
  stdout.on('resize', drawing.now)
  const unsubscribe = subscribe((next, failed) => {
    report = next
    problem = failed
    // A report may come after each batch that was read: many at once are one picture.
    drawing.soon()
    if (allDelivered(next)) done.make('delivered')
  })
  const ended = await done.made
  unsubscribe()
  clearInterval(tick)
  drawing.stop()
  stdout.off('resize', drawing.now)
  const stays = text(statusLines(report, {width: sizeOf(stdout).width, nowMs: clock.now(), ...(commands && {commands})}), {
    colour,
  })
  await screen.leave(<Picture frame={[]} colour={colour} onKey={() => undefined} />, stays)
  return {ended}
}
