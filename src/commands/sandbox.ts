import {sandboxPort} from '../config/server.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {faultNames} from '../sandbox/faults.ts'
import {line, toned} from '../views/line.ts'
import type {Context} from './context.ts'
import {print} from './output.ts'

export interface SandboxCommandOptions {
  readonly port: number
  readonly fault: readonly string[]
  readonly firstId?: number
  readonly latency?: number
  readonly delivery?: number
}

/** IDs of batches must not repeat over restarts: seconds since this moment are a first ID that none has had. */
const epoch = Date.UTC(2020, 0, 1)

/** `fieldwork sandbox`: the built-in Communities API on loopback, until Ctrl-C. */
export async function sandbox(context: Context, options: SandboxCommandOptions): Promise<ExitCode> {
  const {startSandbox} = await import('../sandbox/server.ts')
  const {port, fault, firstId = Math.floor((context.clock.now() - epoch) / 1000), latency = 50, delivery = 5000} = options
  const running = await startSandbox({port, firstId, latency, faults: fault, clock: context.clock, deliveryMs: delivery}).catch(
    (error: unknown) => {
      throw cannotStart(port, error)
    },
  )
  if (context.options.format === 'json') context.stdout.write(`${JSON.stringify({url: running.url, key: running.key})}\n`)
  else {
    print(context, [
      line(toned('bold', 'The sandbox listens.'), ' Nothing that is sent to it reaches anybody.'),
      line(''),
      line('Every project has a panel for it, with a recorded state of its own:'),
      line(toned('bold', `  fieldwork plan --panel sandbox${port === sandboxPort ? '' : ` --url ${running.url}`}`)),
      line(''),
      line(`It listens at ${running.url}, its key is ${running.key}. Ctrl-C ends it.`),
    ])
  }
  const {first} = context.interrupts()
  await new Promise<void>(resolve => first.addEventListener('abort', () => resolve(), {once: true}))
  await running.close()
  return exit.done
}

function cannotStart(port: number, error: unknown): unknown {
  if (error instanceof RangeError)
    return stop(
      exit.usage,
      {
        code: 'FW166',
        summary: 'There is no such fault',
        detail: `${error.message}.`,
        help: `Faults are: ${faultNames.join(', ')}; with @N for the Nth call.`,
      },
      error,
    )
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return stop(
      exit.network,
      {
        code: 'FW167',
        summary: 'The port is taken',
        detail: `Something listens on port ${port} already.`,
        help: 'Choose another: fieldwork sandbox --port 0 takes any that is free.',
      },
      error,
    )
  }
  return error
}
