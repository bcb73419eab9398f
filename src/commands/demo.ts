import {cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {type ExitCode, exit, stop} from '../exit.ts'
import {line, toned} from '../views/line.ts'
import {apply} from './apply.ts'
import {type Context, hasScreen} from './context.ts'
import {doubts} from './doubts.ts'
import {print} from './output.ts'
import {planCommand} from './plan.ts'
import {resolve} from './resolve.ts'
import {status} from './status.ts'

/** How long a person has to read before a prompt answers itself. */
const pause = 2500

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
  const screen = hasScreen(context)
  const {first} = context.interrupts()
  const say = async (title: string, command: string): Promise<void> => {
    print(context, [line(''), line(toned('bold', `━━ ${title}`)), line(toned('dim', `$ ${command}`)), line('')])
    await context.clock.sleep(screen ? 1200 : 300, first)
  }
  const choice = {paths: []}

  print(context, [
    line(toned('bold', 'fieldwork demo'), ': example campaigns, a sandbox on this machine, a folder that is thrown away.'),
    line('Nothing leaves this machine. Ctrl-C ends it.'),
  ])
  await say('What would happen?', 'fieldwork plan --out plan.json')
  await planCommand(context, {...choice, out: 'plan.json', detailedExitcode: false})
  await context.clock.sleep(screen ? pause : 300, first)

  await say('Do it. (The answer to the last send will be lost on purpose.)', 'fieldwork apply plan.json')
  const actions = 5
  sandbox.fault(`lost-answer@${actions}`)
  await expecting(exit.doubt, apply(context, {paths: ['plan.json'], yes: !screen, lockTimeout: 0}))

  await say('One answer was lost. Was it sent? Nobody knows, so nothing is sent again.', 'fieldwork doubts')
  await expecting(exit.doubt, doubts(context))
  await context.clock.sleep(screen ? pause : 300, first)

  const [address, id] = ['quarterly-pulse/main', sandbox.batches.at(-1)?.id ?? 0]
  await say(
    'A person looks it up in the web interface, and says which batch it is.',
    `fieldwork resolve ${address} --batch-id ${id}`,
  )
  await expecting(exit.done, resolve(context, {address, batchId: id}))

  await say('Follow it until everything is delivered.', 'fieldwork status --watch')
  await expecting(exit.done, status(context, {refresh: false, watch: true, every: 1000}))

  await say('And again? What was sent is a fact: there is nothing to do.', 'fieldwork plan')
  await planCommand(context, {...choice, detailedExitcode: false})
  print(context, [line(''), line('That was all. Your own first plan: README.md.')])
  return first.aborted ? exit.interrupted : exit.done
}

/** An act that ends otherwise is a bug: the demo must not smile over it. */
async function expecting(code: ExitCode, act: Promise<ExitCode>): Promise<void> {
  const ended = await act
  if (ended !== code) throw new Error(`the demo expected exit code ${code} and got ${ended}`)
}
