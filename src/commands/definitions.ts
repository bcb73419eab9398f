import {type Command, Option} from '@commander-js/extra-typings'
import type {ExitCode} from '../exit.ts'
import {adopt} from './adopt.ts'
import {apply} from './apply.ts'
import {choiceOf, duration, durationOption, port, selecting, whole} from './command-options.ts'
import type {Context} from './context.ts'
import {demo} from './demo.ts'
import {doubts} from './doubts.ts'
import {halt} from './halt.ts'
import {history} from './history.ts'
import {planCommand} from './plan.ts'
import {rehearse} from './rehearse.ts'
import {resolve} from './resolve.ts'
import {resume} from './resume.ts'
import {defaultPort, sandbox} from './sandbox.ts'
import {trust} from './state.ts'
import {mend} from './state-mend.ts'
import {status} from './status.ts'
import {UsageError} from './usage-error.ts'
import {validate} from './validate.ts'

/** How a definition makes its command, and says what is to be run. */
export interface Definer {
  /** A command with the options of all commands, its examples first in the help. */
  add(name: string, description: string, examples: readonly string[]): Command
  /** A command that only holds others. */
  group(name: string, description: string, examples: readonly string[]): Pick<Definer, 'add'>
  chosen(command: {optsWithGlobals(): object}, run: (context: Context) => Promise<ExitCode>): void
  /** Folder of the example campaigns. */
  readonly examples: string
}

/** Each command by its name. Only those that the arguments may mean are made. */
export const definitions: Readonly<Record<string, (definer: Definer) => void>> = {
  demo: ({add, chosen, examples}) => {
    add('demo', 'See it work: a sandbox, example campaigns, a lost answer settled. No account, no project, under a minute', [
      'fieldwork demo',
    ]).action((_options, command) => chosen(command, context => demo(context, examples)))
  },
  validate: ({add, chosen}) => {
    add('validate', 'Check everything that needs no network: every mistake at once', [
      'fieldwork validate',
      'fieldwork validate --format json',
    ])
      .argument('[paths...]', 'all campaigns are always checked')
      .action((paths, _options, command) => chosen(command, context => validate(context, paths)))
  },
  plan: ({add, chosen}) => {
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
  },
  apply: ({add, chosen}) => {
    selecting(
      add('apply', 'Carry a plan out: add the members, create the batches. Asks first', [
        'fieldwork apply',
        'fieldwork apply plan.json --yes',
        'fieldwork apply campaigns/q3.yaml',
      ]),
    )
      .option('--yes', 'do not ask: for machines')
      .addOption(durationOption('--lock-timeout <duration>', 'how long to wait for another run', 0, 'not at all'))
      .argument('[plan-or-paths...]', 'a saved plan, or campaign files or folders')
      .action((paths, {yes, lockTimeout, only, exclude}, command) =>
        chosen(command, context => apply(context, {...choiceOf(paths, only, exclude), yes: yes === true, lockTimeout})),
      )
  },
  status: ({add, chosen}) => {
    add('status', 'List recorded batches with ID and status', [
      'fieldwork status',
      'fieldwork status --refresh',
      'fieldwork status --watch',
    ])
      .option('--refresh', 'read them from the API')
      .option('--watch', 'go on reading until all are delivered')
      .addOption(durationOption('--every <duration>', 'how often to read with --watch', 30_000, '30s'))
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
  },
  doubts: ({add, chosen}) => {
    add('doubts', 'Show the sends whose outcome nobody knows, and settle them on a terminal', [
      'fieldwork doubts',
      'fieldwork doubts --out verdicts.csv',
    ])
      .option('--out <file>', 'write a CSV file to fill in, for resolve --file')
      .action(({out}, command) => chosen(command, context => doubts(context, out)))
  },
  resolve: ({add, chosen}) => {
    add('resolve', 'Say what became of sends in doubt', [
      'fieldwork resolve q3-pulse/main --batch-id 1401',
      'fieldwork resolve q3-pulse/main --sent --reason "two people have it"',
      'fieldwork resolve \'pilot/main#*\' --abandon --reason "too late by now"',
      'fieldwork resolve --file verdicts.csv',
    ])
      .option('--batch-id <number>', 'it is there: the batch is read and must fit', whole)
      .option('--sent', 'it went, its ID is unknown')
      .option('--not-sent', 'it did not go: it may be sent again')
      .option('--abandon', 'never send it')
      .option('--reason <text>', 'why; it is kept in the record')
      .option('--file <file>', 'verdicts from a CSV file with the columns address, verdict, reason')
      .option('--approval <file>', 'with not-sent on a machine: JSON naming address and seq, or a list of such')
      .option('--yes', 'do not ask where a pattern chooses several: for machines')
      .argument('[addresses...]', 'addresses, their beginnings, or patterns with *')
      .action((addresses, {batchId, sent, notSent, abandon, reason, file, approval, yes}, command) => {
        const verdicts = [batchId !== undefined, sent, notSent, abandon].filter(Boolean).length
        if (verdicts > 1) throw new UsageError('--batch-id, --sent, --not-sent and --abandon exclude each other')
        const verdict = sent ? 'sent' : notSent ? 'not-sent' : abandon ? 'abandon' : undefined
        if (file !== undefined && (verdicts > 0 || addresses.length > 0))
          throw new UsageError('--file says what became of which send: name no address and no verdict beside it')
        if (file === undefined && addresses.length === 0) throw new UsageError('of which send? Name its address, or --file FILE')
        if (batchId !== undefined && (addresses.length > 1 || addresses[0]?.includes('*')))
          throw new UsageError('--batch-id is of one send: name one address')
        if (file === undefined && verdicts === 0)
          throw new UsageError('what became of it? Give --batch-id N, --sent, --not-sent or --abandon')
        if (verdict && (reason === undefined || reason.trim() === ''))
          throw new UsageError(`--${verdict} needs --reason TEXT: it is kept in the record`)
        chosen(command, context =>
          resolve(context, {
            addresses,
            yes: yes === true,
            ...(batchId !== undefined && {batchId}),
            ...(verdict && {verdict}),
            ...(reason !== undefined && {reason}),
            ...(file !== undefined && {file}),
            ...(approval !== undefined && {approval}),
          }),
        )
      })
  },
  adopt: ({add, chosen}) => {
    add('adopt', 'Record a batch that was created elsewhere, so that it is not sent. Sends nothing', [
      'fieldwork adopt q3-pulse/main 1401',
      'fieldwork adopt pilot/main#3fa9c1 1402 --reason "made in the browser"',
    ])
      .option('--yes', 'do not ask')
      .option('--reason <text>', 'why; it is kept in the record')
      .argument('<address>', 'an address of the campaigns, or its beginning')
      .argument('<batch-id>', 'the ID that QuestionPro gave it', whole)
      .action((address, batchId, {yes, reason}, command) =>
        chosen(command, context => adopt(context, {address, batchId, yes: yes === true, ...(reason !== undefined && {reason})})),
      )
  },
  halt: ({add, chosen}) => {
    add('halt', 'Stop every runner before its next send', [
      'fieldwork halt --reason "wrong template"',
      'fieldwork halt q3-pulse --reason "asked by legal"',
    ])
      .requiredOption('--reason <text>', 'why; it is kept in the record')
      .argument('[campaign]', 'only this campaign')
      .action((campaign, {reason}, command) => {
        if (reason.trim() === '') throw new UsageError('--reason is empty: whoever finds the halt has to know why')
        chosen(command, context => halt(context, campaign, reason))
      })
  },
  resume: ({add, chosen}) => {
    add('resume', 'Lift every halt, or that of one campaign, after showing what is due', [
      'fieldwork resume',
      'fieldwork resume q3-pulse',
    ])
      .option('--yes', 'do not ask')
      .argument('[campaign]', 'only the halt of this campaign')
      .action((campaign, {yes}, command) => chosen(command, context => resume(context, campaign, yes === true)))
  },
  history: ({add, chosen}) => {
    add('history', 'Show what was sent, when, by whom, under which plan. Reads the recorded state only', [
      'fieldwork history',
      'fieldwork history --since 7d --campaign q3-pulse',
      'fieldwork history --verify',
    ])
      .option('--since <time>', 'from then on: 7d, 2031-12-10, or 2031-12-10 13:43 Europe/Paris')
      .option('--campaign <name>', 'only this campaign, under any of its names')
      .option('--verify', 'check that the recorded state is whole, and the one that this machine knows')
      .action(({since, campaign, verify}, command) => {
        if (verify && (since !== undefined || campaign !== undefined))
          throw new UsageError('--verify checks all that is recorded: leave --since and --campaign out')
        chosen(command, context =>
          history(context, {
            verify: verify === true,
            ...(since !== undefined && {since}),
            ...(campaign !== undefined && {campaign}),
          }),
        )
      })
  },
  state: ({group, chosen}) => {
    const {add} = group('state', 'Settle a recorded state that this machine does not know, or a torn end', [
      'fieldwork state trust',
      'fieldwork state mend',
    ])
    add('trust', 'Say that the recorded state as it stands is the newest one', ['fieldwork state trust'])
      .option('--yes', 'do not ask')
      .action(({yes}, command) => chosen(command, context => trust(context, yes === true)))
    add('mend', 'Cut a torn or damaged end off the recorded state, keeping a copy', ['fieldwork state mend'])
      .option('--yes', 'do not ask')
      .action(({yes}, command) => chosen(command, context => mend(context, yes === true)))
  },
  rehearse: ({add, chosen}) => {
    selecting(
      add('rehearse', 'The whole apply against the built-in sandbox, showing each request. Nothing leaves this machine', [
        'fieldwork rehearse',
        'fieldwork rehearse campaigns/q3.yaml',
      ]),
    )
      .argument('[paths...]', 'campaign files or folders')
      .action((paths, {only, exclude}, command) => chosen(command, context => rehearse(context, choiceOf(paths, only, exclude))))
  },
  sandbox: ({add, chosen}) => {
    add('sandbox', 'The built-in Communities API on this machine, with memory, and faults on demand', [
      'fieldwork sandbox',
      'fieldwork sandbox --fault lost-answer@1',
    ])
      .option('--port <number>', '0 takes any that is free', port, defaultPort)
      .addOption(
        new Option('--fault <name>', 'NAME[@N], such as lost-answer@2; may be repeated')
          .argParser((name: string, all: readonly string[]) => [...all, name])
          .default([] as readonly string[], 'none'),
      )
      .option('--first-id <number>', 'ID of the first batch', whole)
      .option('--latency <duration>', 'how long an answer takes', duration)
      .option('--delivery <duration>', 'how long a batch takes to be delivered', duration)
      .action(({port: number, fault, firstId, latency, delivery}, command) =>
        chosen(command, context =>
          sandbox(context, {
            port: number,
            fault,
            ...(firstId !== undefined && {firstId}),
            ...(latency !== undefined && {latency}),
            ...(delivery !== undefined && {delivery}),
          }),
        ),
      )
  },
}
