#!/usr/bin/env node
import {createRequire} from 'node:module'
import {fileURLToPath} from 'node:url'
import {type ExitCode, exit} from './exit.ts'

/** The one reader of `process`: arguments to command to exit code. */
const args = process.argv.slice(2)

// What needs nothing is answered before anything is loaded.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) process.stdout.write(`${__VERSION__}\n`)
else await main()

async function main(): Promise<void> {
  const output = survivePipes()
  // Some of the bundled libraries are CommonJS and ask for Node's own modules by `require`.
  globalThis.require = createRequire(import.meta.url)
  const {bugReport, run} = await import('./run.ts')
  const reportOf = (error: unknown): string => bugReport(error, args.includes('-v') || args.includes('--verbose'), process.env)
  // A bug outside of every promise: Node would print it with all that hangs on it.
  process.on('uncaughtException', error => {
    process.stderr.write(reportOf(error))
    process.exit(exit.bug)
  })
  // The bundle stands in dist/, beside the examples, the schemas and the docs.
  const home = fileURLToPath(new URL('..', import.meta.url))
  const ended: ExitCode = await run(args, __VERSION__, home, process).catch((error: unknown) => {
    process.stderr.write(reportOf(error))
    return exit.bug
  })
  process.exitCode = ended
  // What is still open (a terminal, a pooled socket) must not keep a finished program; what was written must have left, or have failed.
  const leave = (): void => {
    // Who reads the output must learn that it isn't whole, unless the run ended with something worse.
    const lost = output.lost()
    const code = ended === exit.done && lost !== undefined ? exit.bug : ended
    if (lost === undefined) process.exit(code)
    process.stderr.write(`fieldwork: a part of the output could not be written (${lost}).\n`, () => process.exit(code))
  }
  process.stdout.write('', () => process.stderr.write('', () => setImmediate(leave)))
}

/** A reader that leaves (`| head`) or a full disk behind the output stops nothing: what can't be written any more is dropped, and said at the end. */
function survivePipes(): {readonly lost: () => string | undefined} {
  let lost: string | undefined
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') lost ??= error.code ?? error.message
    })
  }
  return {lost: () => lost}
}
