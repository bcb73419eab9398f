import {randomBytes} from 'node:crypto'
import {hostname, userInfo} from 'node:os'
import {join} from 'node:path'
import {hrtime} from 'node:process'
import {setTimeout as delay} from 'node:timers/promises'
import type {Clock} from './apply/ports.ts'
import {asks} from './commands/completion-scripts.ts'
import {type Context, columns, type GlobalOptions, type Interrupts} from './commands/context.ts'
import {jobs} from './commands/definer.ts'
import {report} from './commands/output.ts'
import {parse} from './commands/program.ts'
import {UsageError} from './commands/usage-error.ts'
import {type ExitCode, exit, Stop} from './exit.ts'
import {harmless} from './views/harmless.ts'
import {wrapped} from './views/layout.ts'
import {line} from './views/line.ts'
import {text} from './views/text.ts'

/** Runs the program (`home` is the folder that it is installed in): arguments, then the one command that they name. Gives the exit code; rejects only for a bug. */
export async function run(args: readonly string[], version: string, home: string, world: NodeJS.Process): Promise<ExitCode> {
  if (args[0] === asks) {
    const {complete} = await jobs()
    const {stdout} = world
    await complete(args.slice(1), {version, home, write: text => void stdout.write(text)}, options =>
      contextOf(world, version, options),
    )
    return exit.done
  }
  try {
    const parsed = await parse(args, {version, home, write: text => void world.stdout.write(text)})
    if (!parsed) return exit.done
    const context = contextOf(world, version, parsed.options)
    try {
      return await parsed.run(context)
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      report(context, error.diagnostics)
      return error.code
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const said = wrapped(line(`fieldwork: ${harmless(error.message)}`), columns(world.stderr), 2)
    world.stderr.write(text([...said, line('See: fieldwork --help')], {colour: false}))
    return exit.usage
  }
}

function contextOf(world: NodeJS.Process, version: string, options: GlobalOptions): Context {
  const {env, stdin, stdout, stderr, pid} = world
  let interrupts: Interrupts | undefined
  return {
    version,
    options,
    cwd: world.cwd(),
    env,
    pid,
    stdin,
    stdout,
    stderr,
    clock: systemClock,
    random: bytes => randomBytes(bytes).toString('hex'),
    who: `${userName()}@${hostname()}`.slice(0, 100),
    memory: join(env.XDG_STATE_HOME || join(env.HOME || userInfo().homedir, '.local', 'state'), 'fieldwork'),
    interrupts: () => {
      interrupts ??= listen(world)
      return interrupts
    },
  }
}

const systemClock: Clock = {
  now: () => Date.now(),
  // One clock for all processes of the machine, which nobody sets: CLOCK_MONOTONIC on Linux, and its like elsewhere. `performance.now()` counts from the process' own start.
  monotonic: () => Number(hrtime.bigint()) / 1e6,
  sleep: async (ms, signal) => {
    // Woken by the signal is an end like any other: who sleeps asks why it woke.
    await delay(ms, undefined, signal ? {signal} : {}).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error
    })
  },
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container's user may have no name.
    return 'unknown'
  }
}

function listen(world: NodeJS.Process): Interrupts {
  const [first, second] = [new AbortController(), new AbortController()]
  const interrupt = (): void => (first.signal.aborted ? second : first).abort()
  world.on('SIGINT', interrupt)
  world.on('SIGTERM', interrupt)
  return {first: first.signal, second: second.signal, interrupt}
}

/** What is said of a bug, without addresses, and without what the environment keeps secret. The stack only where more detail was asked for: it is of no use to others. */
export function bugReport(error: unknown, verbose: boolean, env: Readonly<Record<string, string | undefined>>): string {
  const what =
    error instanceof Error ? (verbose ? (error.stack ?? error.message) : `${error.name}: ${error.message}`) : String(error)
  const keyless = secretsIn(env).reduce((text, secret) => text.replaceAll(secret, '[key]'), what)
  const safe = keyless.replace(/[^\s@]+@[^\s@]+/g, '[address]').replace(/[^\P{C}\n]/gu, '?')
  return `fieldwork: a bug. ${safe}\nNothing is retried by itself: look at "fieldwork status" and "fieldwork doubts" before you run it again.\n`
}

/** Values of variables that are named like something secret. */
const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= 8 && /key|token|secret|password/i.test(name) ? [value] : [],
  )
