import type {TestPanel} from '../support/panel.ts'
import {type Ended, NeverEnded} from '../support/program.ts'
import {type Came, goesOn} from './goes-on.ts'
import {type Injection, injecting, type Point, watched} from './strace.ts'

/** A command to be swept. */
export interface Swept {
  readonly name: string
  /** A project of its own for each run, ready for the command. */
  readonly ready: () => Promise<TestPanel>
  readonly args: (panel: TestPanel) => Promise<readonly string[]> | readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** The calls of a command that may be stopped or refused. What Node writes to wake itself isn't the program's. */
export async function pointsOf({ready, args, env}: Swept): Promise<readonly Point[]> {
  const panel = await ready()
  const {points} = await watched(panel, await args(panel), env)
  await panel.end()
  return points.filter(({about}) => about !== 'loop')
}

/** One run of a sweep, and what it came to. */
export interface Swipe {
  readonly swept: Swept
  readonly injection: Injection
  readonly ended: Ended
  readonly came: Came
}

/** Runs at once: a run that is refused something waits, now and then, before it tries again. */
const atOnce = 4

/** Runs a command with each injection, then lets a user go on. */
export async function sweep(all: readonly {readonly swept: Swept; readonly injection: Injection}[]): Promise<readonly Swipe[]> {
  const swipes: Swipe[] = []
  const queue = [...all]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const {swept, injection} = next
      const panel = await swept.ready()
      const ended = await panel.run(await swept.args(panel), swept.env, injecting(injection)).catch(neverEnded)
      swipes.push({swept, injection, ended, came: await goesOn(panel).catch(error => stuck(neverEnded(error)))})
      await panel.end()
    }
  }
  await Promise.all(Array.from({length: atOnce}, worker))
  return swipes
}

/** How a run ended that had to be ended: with no code and no signal, which no run has that ended by itself. */
function neverEnded(error: unknown): Ended {
  if (!(error instanceof NeverEnded)) throw error
  return {code: null, signal: null, out: '', err: error.message}
}
const stuck = ({err}: Ended): Came => ({twice: [], lost: [], stuck: err, settled: 0})

/** A swipe in words, with what went wrong in it: nothing, where all is well. */
export function wrongIn({swept, injection: {point, what, fromThen}, ended, came}: Swipe): readonly string[] {
  const where = `${swept.name}, ${point.call} ${point.nth}${fromThen ? ' and later' : ''} (${point.about}), ${what}`
  const found = [
    ...came.twice.map(each => `twice: ${each}`),
    ...came.lost.map(each => `lost: ${each}`),
    ...(ended.code === null && ended.signal === null ? ['never ended'] : []),
    ...(came.stuck === undefined ? [] : [`stuck: ${came.stuck}`]),
  ]
  return found.map(each => `${where}: ${each}\n  it had ended with ${ended.code ?? ended.signal}: ${ended.err}`)
}
