import {cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ExitCode, exit, stop} from '../exit.ts'
import {wrapped} from '../views/layout.ts'
import {line, toned} from '../views/line.ts'
import {apply} from './apply.ts'
import {type Context, columns, hasScreen} from './context.ts'
import {doubts} from './doubts.ts'
import {print} from './output.ts'
import {planCommand} from './plan.ts'
import {resolve} from './resolve.ts'
import {status} from './status.ts'

/** How long a person has to read before a prompt answers itself. */
const pause = 2500
/** How many batches the examples send: the answer to the last one is lost. */
const sends = 5

/** `fieldwork demo`: plan, apply, a lost answer, settled, delivered; in a temporary folder, against the built-in sandbox. */
export async function demo(context: Context, examples: string): Promise<ExitCode> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fieldwork-demo-')))
  const {startSandbox} = await import('../sandbox/server.ts')
  const sandbox = await startSandbox({clock: context.clock, latency: 120, deliveryMs: 4000, firstId: 1400})
  try {
    return await acts(context, folder, examples, sandbox)
  } finally {
    await sandbox.close()
    rmSync(folder, {recursive: true, force: true})
  }
}

interface Stage {
  readonly url: string
  readonly key: string
  readonly batches: readonly {readonly id: number}[]
  fault(text: string): void
}

async function acts(outer: Context, folder: string, examples: string, sandbox: Stage): Promise<ExitCode> {
  if (!existsSync(examples)) {
    throw stop(exit.invalid, {
      code: 'FW168',
      summary: 'The example campaigns are not there',
      detail: `The demo runs what stands in ${examples}.`,
      help: 'Install fieldwork again.',
    })
  }
  const project = join(folder, 'project')
  mkdirSync(project)
  cpSync(examples, join(project, 'campaigns'), {recursive: true})
  const {FIELDWORK_PANEL: _panel, NODE_DEBUG: _debug, ...env} = outer.env
  const {project: _project, panel: _other, url: _url, ...options} = outer.options
  const context: Context = {
    ...outer,
    cwd: project,
    memory: join(folder, 'memory'),
    env: {...env, FIELDWORK_URL: sandbox.url, QUESTIONPRO_API_KEY: sandbox.key},
    options: {...options, format: 'text'},
    autoAnswer: pause,
  }
  print(context, [
    ...wrapped(
      line(toned('bold', 'fieldwork demo'), ': example campaigns, a sandbox on this machine, a folder that is thrown away.'),
      columns(context.stdout),
    ),
    line('Nothing leaves this machine. Ctrl-C ends it.'),
  ])
  const {first} = context.interrupts()
  for (const act of actsOf(context, sandbox)) {
    print(context, [
      line(''),
      line(toned('bold', `━━ ${act.title}`)),
      line(toned('dim', `$ fieldwork ${act.command()}`)),
      line(''),
    ])
    await context.clock.sleep(act.before, first)
    const code = first.aborted ? exit.interrupted : await act.run()
    // A person who left an act (Ctrl-C, or a "no" at a prompt) has seen enough.
    if (first.aborted || code === exit.held) return left(context, first.aborted ? exit.interrupted : code)
    if (code !== act.ends) throw new Error(`the demo expected exit code ${act.ends} and got ${code}`)
    await context.clock.sleep(act.after, first)
  }
  print(context, [line(''), line('That was all. Your own first plan: README.md.')])
  return exit.done
}

function left(context: Context, code: ExitCode): ExitCode {
  print(context, [line(''), line('The demo ends here. Nothing is left behind.')])
  return code
}

/** One act: what a person would type, and what it must end with. An act that ends otherwise is a bug: the demo must not smile over it. */
interface Act {
  readonly title: string
  readonly command: () => string
  readonly run: () => Promise<ExitCode>
  readonly ends: ExitCode
  /** Time to read, in milliseconds. */
  readonly before: number
  readonly after: number
}

function actsOf(context: Context, sandbox: Stage): readonly Act[] {
  const screen = hasScreen(context)
  const [before, after] = screen ? [1200, pause] : [300, 300]
  const address = 'quarterly-pulse/main'
  const id = (): number => sandbox.batches.at(-1)?.id ?? 0
  const everything = {paths: []}
  return [
    {
      title: 'What would happen?',
      command: () => 'plan --out plan.json',
      run: () => planCommand(context, {...everything, out: 'plan.json', detailedExitcode: false}),
      ends: exit.done,
      before,
      after,
    },
    {
      title: 'Do it. (The answer to the last send will be lost on purpose.)',
      command: () => 'apply plan.json',
      run: () => {
        sandbox.fault(`lost-answer@${sends}`)
        return apply(context, {paths: ['plan.json'], yes: !screen, lockTimeout: 0})
      },
      ends: exit.doubt,
      before,
      after: 0,
    },
    {
      title: 'One answer was lost. Was it sent? Nobody knows, so nothing is sent again.',
      command: () => 'doubts',
      // In plain lines: the screen would wait for a key.
      run: () => doubts({...context, options: {...context.options, tui: false}}),
      ends: exit.doubt,
      before,
      after,
    },
    {
      title: 'A person looks it up in the web interface, and says which batch it is.',
      command: () => `resolve ${address} --batch-id ${id()}`,
      run: () => resolve(context, {addresses: [address], batchId: id(), yes: false}),
      ends: exit.done,
      before,
      after: 0,
    },
    {
      title: 'Follow it until everything is delivered.',
      command: () => 'status --watch',
      run: () => status(context, {refresh: false, watch: true, every: 1000}),
      ends: exit.done,
      before,
      after: 0,
    },
    {
      title: 'And again? What was sent is a fact: there is nothing to do.',
      command: () => 'plan',
      run: () => planCommand(context, {...everything, detailedExitcode: false}),
      ends: exit.done,
      before,
      after: 0,
    },
  ]
}
