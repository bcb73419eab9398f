import {Command, CommanderError, InvalidArgumentError, Option} from '@commander-js/extra-typings'
import {readDuration} from '../config/duration.ts'
import type {ExitCode} from '../exit.ts'
import {apply} from './apply.ts'
import type {Context, GlobalOptions} from './context.ts'
import {doubts} from './doubts.ts'
import {halt} from './halt.ts'
import {planCommand} from './plan.ts'
import {resolve} from './resolve.ts'
import {resume} from './resume.ts'
import {mend, trust} from './state.ts'
import {status} from './status.ts'
import {validate} from './validate.ts'

/** Wrong usage, with the words for it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What the arguments ask for: nothing has happened yet. */
export interface Parsed {
  readonly options: GlobalOptions
  readonly run: (context: Context) => Promise<ExitCode>
}

/** Commands that are planned and not in this version: a clearer answer than "unknown command". */
const later = ['init', 'doctor', 'pin', 'history', 'adopt', 'run', 'schema', 'fmt', 'completion', 'explain']

/** Reads the arguments. `examples` is the folder of the example campaigns. Throws `UsageError` (exit 64) before anything else happens; help is written by `write`, and `Parsed` is then undefined. */
export async function parse(
  args: readonly string[],
  {version, examples, write}: {readonly version: string; readonly examples: string; readonly write: (text: string) => void},
): Promise<Parsed | undefined> {
  let parsed: Parsed | undefined
  const chosen = (command: {optsWithGlobals(): object}, run: Parsed['run']): void => {
    parsed = {options: globalOptions(command.optsWithGlobals()), run}
  }
  const program = new Command('fieldwork')
    .description('Campaign-as-code for survey panels: write campaigns as YAML, see the plan, apply it at most once.')
    .version(version)
    .enablePositionalOptions(false)
    .exitOverride()
    .configureOutput({writeOut: write, writeErr: () => {}})
    .showSuggestionAfterError(true)
    .helpCommand(true)
  withExamples(program, [
    'fieldwork demo                 see it work, no account needed',
    'fieldwork validate             check the campaigns',
    'fieldwork plan                 what would happen',
    'fieldwork apply                do it, after asking',
  ])

  const add = (name: string, description: string, examples: readonly string[]) => {
    const command = globals(
      program
        .command(name)
        .description(description)
        .exitOverride()
        .configureOutput({writeOut: write, writeErr: () => {}}),
    )
    withExamples(command, examples)
    return command
  }
  globals(program)

  add('demo', 'See it work: a sandbox, example campaigns, a lost answer settled. No account, no project, under a minute', [
    'fieldwork demo',
  ]).action((_options, command) => chosen(command, async context => (await import('./demo.ts')).demo(context, examples)))

  add('validate', 'Check everything that needs no network: every mistake at once', [
    'fieldwork validate',
    'fieldwork validate --format json',
  ])
    .argument('[paths...]', 'all campaigns are always checked')
    .action((_paths, _options, command) => chosen(command, context => validate(context)))

  selecting(
    add('plan', 'Show the difference between the campaigns and the recorded state. Sends nothing', [
      'fieldwork plan',
      'fieldwork plan --out plan.json',
      'fieldwork plan --only q3-pulse',
    ]),
  )
    .option('--out <file>', 'save the plan, for apply')
    .option('--detailed-exitcode', 'exit 2 if there are changes, 10 if something is held')
    .argument('[paths...]', 'campaign files or folders')
    .action((paths, {out, detailedExitcode, only, exclude}, command) =>
      chosen(command, context =>
        planCommand(context, {
          ...choiceOf(paths, only, exclude),
          detailedExitcode: detailedExitcode === true,
          ...(out !== undefined && {out}),
        }),
      ),
    )

  selecting(
    add('apply', 'Carry a plan out: add the members, create the batches. Asks first', [
      'fieldwork apply',
      'fieldwork apply plan.json --yes',
      'fieldwork apply campaigns/q3.yaml',
    ]),
  )
    .option('--yes', 'do not ask: for machines')
    .option('--lock-timeout <duration>', 'how long to wait for another run', duration, 0)
    .argument('[plan-or-paths...]', 'a saved plan, or campaign files or folders')
    .action((paths, {yes, lockTimeout, only, exclude}, command) =>
      chosen(command, context => apply(context, {...choiceOf(paths, only, exclude), yes: yes === true, lockTimeout})),
    )

  add('status', 'List recorded batches with ID and status', [
    'fieldwork status',
    'fieldwork status --refresh',
    'fieldwork status --watch',
  ])
    .option('--refresh', 'read them from the API')
    .option('--watch', 'go on reading until all are delivered')
    .option('--every <duration>', 'how often to read with --watch', duration, 30_000)
    .argument('[address]', 'an address or its beginning')
    .action((address, {refresh, watch, every}, command) =>
      chosen(command, context =>
        status(context, {
          refresh: refresh === true,
          watch: watch === true,
          every: Math.max(1000, every),
          ...(address !== undefined && {address}),
        }),
      ),
    )

  add('doubts', 'Show the sends whose outcome nobody knows', ['fieldwork doubts']).action((_options, command) =>
    chosen(command, context => doubts(context)),
  )

  add('resolve', 'Say what became of a send in doubt', [
    'fieldwork resolve q3-pulse/main --batch-id 1401',
    'fieldwork resolve q3-pulse/main --sent --reason "two people have it"',
  ])
    .option('--batch-id <number>', 'it is there: the batch is read and must fit', whole)
    .option('--sent', 'it went, its ID is unknown')
    .option('--not-sent', 'it did not go: it may be sent again')
    .option('--abandon', 'never send it')
    .option('--reason <text>', 'why; it is kept in the record')
    .option('--approval <file>', 'with --not-sent on a machine: JSON naming address and seq')
    .argument('<address>', 'an address or its beginning')
    .action((address, {batchId, sent, notSent, abandon, reason, approval}, command) => {
      if ([batchId !== undefined, sent, notSent, abandon].filter(Boolean).length > 1) {
        throw new UsageError('--batch-id, --sent, --not-sent and --abandon exclude each other')
      }
      const verdict = sent ? 'sent' : notSent ? 'not-sent' : abandon ? 'abandon' : undefined
      chosen(command, context =>
        resolve(context, {
          address,
          ...(batchId !== undefined && {batchId}),
          ...(verdict && {verdict}),
          ...(reason !== undefined && {reason}),
          ...(approval !== undefined && {approval}),
        }),
      )
    })

  add('halt', 'Stop every runner before its next send', [
    'fieldwork halt --reason "wrong template"',
    'fieldwork halt q3-pulse --reason "asked by legal"',
  ])
    .requiredOption('--reason <text>', 'why; it is kept in the record')
    .argument('[campaign]', 'only this campaign')
    .action((campaign, {reason}, command) => chosen(command, context => halt(context, campaign, reason)))

  add('resume', 'Lift every halt, after showing what is due', ['fieldwork resume'])
    .option('--yes', 'do not ask')
    .action(({yes}, command) => chosen(command, context => resume(context, yes === true)))

  const state = program
    .command('state')
    .description('Settle a recorded state that this machine does not know, or a torn end')
    .exitOverride()
    .configureOutput({writeOut: write, writeErr: () => {}})
  withExamples(state, ['fieldwork state trust', 'fieldwork state mend'])
  for (const [name, description] of [
    ['trust', 'Say that the recorded state as it stands is the newest one'],
    ['mend', 'Cut a torn end off the recorded state, keeping a copy'],
  ] as const) {
    globals(
      state
        .command(name)
        .description(description)
        .exitOverride()
        .configureOutput({writeOut: write, writeErr: () => {}}),
    )
      .option('--yes', 'do not ask')
      .action(({yes}, command) => chosen(command, context => (name === 'trust' ? trust : mend)(context, yes === true)))
  }

  selecting(
    add('rehearse', 'The whole apply against the built-in sandbox, showing each request. Nothing leaves this machine', [
      'fieldwork rehearse',
      'fieldwork rehearse campaigns/q3.yaml',
    ]),
  )
    .argument('[paths...]', 'campaign files or folders')
    .action((paths, {only, exclude}, command) =>
      chosen(command, async context => (await import('./rehearse.ts')).rehearse(context, choiceOf(paths, only, exclude))),
    )

  add('sandbox', 'The built-in Communities API on this machine, with memory, and faults on demand', [
    'fieldwork sandbox',
    'fieldwork sandbox --fault lost-answer@1',
  ])
    .option('--port <number>', '0 takes any that is free', port, 8460)
    .option(
      '--fault <name>',
      'NAME[@N], such as lost-answer@2; may be repeated',
      (name: string, all: readonly string[]) => [...all, name],
      [] as readonly string[],
    )
    .option('--first-id <number>', 'ID of the first batch', whole)
    .option('--latency <duration>', 'how long an answer takes', duration)
    .option('--delivery <duration>', 'how long a batch takes to be delivered', duration)
    .action(({port: number, fault, firstId, latency, delivery}, command) =>
      chosen(command, async context =>
        (await import('./sandbox.ts')).sandbox(context, {
          port: number,
          fault,
          ...(firstId !== undefined && {firstId}),
          ...(latency !== undefined && {latency}),
          ...(delivery !== undefined && {delivery}),
        }),
      ),
    )

  try {
    await program.parseAsync(args, {from: 'user'})
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw new UsageError(words(error, args))
  }
  if (!parsed && args.length === 0) write(program.helpInformation())
  if (!parsed && args.length > 0) throw new UsageError('no command was given')
  return parsed
}

function words({message, code}: CommanderError, args: readonly string[]): string {
  if (code === 'commander.unknownOption' && args.includes('--dry-run'))
    return 'there is no --dry-run: "fieldwork plan" shows what would happen and sends nothing'
  const command = args.find(word => !word.startsWith('-'))
  if (code === 'commander.unknownCommand' && command !== undefined && later.includes(command))
    return `"${command}" isn't built yet in this version`
  return code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '').replaceAll('\n', ' ')
}

/** Options that every command takes. */
const globals = <C extends Command>(command: C) =>
  command
    .option('-C, --project <dir>', 'the project folder')
    .option('--panel <name>', 'the panel to work on')
    .option('--url <url>', 'a server in place of the panel’s data centre')
    .addOption(new Option('--format <format>', 'text for people, json for programs').choices(['text', 'json'] as const))
    .option('--color', 'colours always')
    .option('--no-color', 'colours never')
    .option('--tui', 'the screen, also where it would not come by itself')
    .option('--no-tui', 'plain lines')
    .option('-q, --quiet', 'no progress and no warnings')
    .option('-v, --verbose', 'more detail')

const selecting = <C extends Command>(command: C) =>
  command
    .option('--only <addresses>', 'only these: addresses, beginnings or patterns, with commas', list)
    .option('--exclude <addresses>', 'all but these', list)

function withExamples(command: Pick<Command, 'addHelpText'>, examples: readonly string[]): void {
  command.addHelpText('before', `Examples:\n${examples.map(example => `  ${example}`).join('\n')}\n`)
}

const list = (text: string): readonly string[] =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')

const choiceOf = (paths: readonly string[], only: readonly string[] | undefined, exclude: readonly string[] | undefined) => ({
  paths,
  ...(only !== undefined && {only}),
  ...(exclude !== undefined && {exclude}),
})

function duration(text: string): number {
  if (text === '0') return 0
  const read = readDuration(text, {file: '', line: 1, column: 1, endColumn: 1, frame: []})
  if (!read.ok) throw new InvalidArgumentError('a duration is a number with s, m, h, d or w: 30s, 5m')
  return read.value
}

function whole(text: string): number {
  if (!/^[1-9][0-9]{0,15}$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError('it has to be a whole number from 1')
  return Number(text)
}

function port(text: string): number {
  if (!/^[0-9]{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535')
  return Number(text)
}

function globalOptions(options: object): GlobalOptions {
  const {project, panel, url, format, color, tui, quiet, verbose} = options as Partial<Record<keyof GlobalOptions, unknown>>
  return {
    ...(typeof project === 'string' && {project}),
    ...(typeof panel === 'string' && {panel}),
    ...(typeof url === 'string' && {url}),
    format: format === 'json' ? 'json' : 'text',
    ...(typeof color === 'boolean' && {color}),
    ...(typeof tui === 'boolean' && {tui}),
    quiet: quiet === true,
    verbose: verbose === true,
  }
}
