import {join} from 'node:path'
import {Argument, Option} from '@commander-js/extra-typings'
import {sandboxPort} from '../config/server.ts'
import {choiceOf, duration, durationOption, port, selecting, whole} from './command-options.ts'
import {shells} from './completion-scripts.ts'
import {reportFormats} from './context.ts'
import {type Definer, jobs} from './definer.ts'
import {deskDefinitions} from './desk-definitions.ts'
import {validate} from './validate.ts'

/** Each command by its name. Only those that the arguments may mean are made, and those that nobody waits for every day are loaded only then. */
export const definitions: Readonly<Record<string, (definer: Definer) => void>> = {
  demo: ({add, chosen, home}) => {
    add('demo', 'See it work: a sandbox, example campaigns, a lost answer settled. No account, no project, under a minute', [
      'fieldwork demo',
    ]).action((_options, command) => chosen(command, async context => (await jobs()).demo(context, join(home, 'campaigns'))))
  },
  init: ({add, chosen, home}) => {
    add('init', 'Begin a project: settings, a first campaign to fill in, schemas for the editor', [
      'fieldwork init',
      'fieldwork init --yes -C my-panel',
    ])
      .option('--yes', 'ask nothing: take what is usual')
      .action(({yes}, command) => chosen(command, async context => (await jobs()).init(context, home, yes === true)))
  },
  doctor: ({add, chosen, home}) => {
    add('doctor', 'Is everything set up: files, key, server, clocks, recorded state. Changes nothing', [
      'fieldwork doctor',
      'fieldwork doctor --panel staging',
      'fieldwork doctor --offline --format json',
    ])
      .option('--offline', 'ask no server')
      .action(({offline}, command) => chosen(command, async context => (await jobs()).doctor(context, home, offline === true)))
  },
  validate: ({add, chosen}) => {
    add(
      'validate',
      'Check everything that needs no network: every mistake at once',
      [
        'fieldwork validate',
        'fieldwork validate --online',
        'fieldwork validate --format json',
        'fieldwork validate --format sarif > fieldwork.sarif',
      ],
      reportFormats,
    )
      .option('--online', 'also ask the panel for the filters and surveys. Only reads')
      .argument('[paths...]', 'all campaigns are always checked')
      .action((paths, {online}, command) => chosen(command, context => validate(context, paths, online === true)))
  },
  fmt: ({add, chosen}) => {
    add('fmt', 'Format campaign files and fieldwork.yaml: comments, order and meaning stay', [
      'fieldwork fmt',
      'fieldwork fmt --check',
      'fieldwork fmt campaigns/q3.yaml',
    ])
      .option('--check', 'write nothing; exit 3 if a file is not formatted')
      .argument('[paths...]', 'campaign files or folders; default: all, and fieldwork.yaml')
      .action((paths, {check}, command) =>
        chosen(command, async context => (await jobs()).fmt(context, {paths, check: check === true})),
      )
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
        chosen(command, async context =>
          (await jobs()).planCommand(context, {
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
        chosen(command, async context =>
          (await jobs()).apply(context, {...choiceOf(paths, only, exclude), yes: yes === true, lockTimeout}),
        ),
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
        chosen(command, async context =>
          (await jobs()).status(context, {
            refresh: refresh === true,
            watch: watch === true,
            every: Math.max(1000, every),
            ...(address !== undefined && {address}),
          }),
        ),
      )
  },
  ...deskDefinitions,
  pin: ({add, chosen}) => {
    add(
      'pin',
      'Write what the filters and surveys of the campaigns mean into fieldwork.lock, for reviews. Only reads from the API',
      ['fieldwork pin'],
    ).action((_options, command) => chosen(command, async context => (await jobs()).pin(context)))
  },
  schema: ({add, chosen, home}) => {
    add('schema', 'Print a schema: of campaigns, fieldwork.yaml, or what a command prints', [
      'fieldwork schema',
      'fieldwork schema plan',
    ])
      .argument('[schema]', 'campaign, project, plan, events, …')
      .action((name, _options, command) => chosen(command, async context => (await jobs()).schema(context, home, name)))
  },
  completion: ({add, chosen}) => {
    add('completion', 'Print a script that completes commands, flags, addresses and names in your shell', [
      'source <(fieldwork completion bash)',
      'fieldwork completion bash > ~/.local/share/bash-completion/completions/fieldwork',
      'source <(fieldwork completion zsh)',
      'fieldwork completion fish > ~/.config/fish/completions/fieldwork.fish',
    ])
      .addArgument(new Argument('<shell>').choices(shells))
      .action((shell, _options, command) => chosen(command, async context => (await jobs()).completion(context, shell)))
  },
  explain: ({add, chosen, home}) => {
    add('explain', 'What a diagnostic means, and what to do', ['fieldwork explain FW042'])
      .argument('<code>', 'as the diagnostic shows it')
      .action((code, _options, command) => chosen(command, async context => (await jobs()).explain(context, home, code)))
  },
  rehearse: ({add, chosen}) => {
    selecting(
      add('rehearse', 'The whole apply against the built-in sandbox, showing each request. Nothing leaves this machine', [
        'fieldwork rehearse',
        'fieldwork rehearse campaigns/q3.yaml',
      ]),
    )
      .argument('[paths...]', 'campaign files or folders')
      .action((paths, {only, exclude}, command) =>
        chosen(command, async context => (await jobs()).rehearse(context, choiceOf(paths, only, exclude))),
      )
  },
  sandbox: ({add, chosen}) => {
    add('sandbox', 'The built-in Communities API on this machine, with memory, and faults on demand', [
      'fieldwork sandbox',
      'fieldwork sandbox --fault lost-answer@1',
    ])
      .option('--port <number>', '0 takes any that is free', port, sandboxPort)
      .addOption(
        new Option('--fault <fault>', 'NAME[@N], such as lost-answer@2; may be repeated')
          .argParser((name: string, all: readonly string[]) => [...all, name])
          .default([] as readonly string[], 'none'),
      )
      .option('--first-id <number>', 'ID of the first batch', whole)
      .option('--latency <duration>', 'how long an answer takes', duration)
      .option('--delivery <duration>', 'how long a batch takes to be delivered', duration)
      .action(({port: number, fault, firstId, latency, delivery}, command) =>
        chosen(command, async context =>
          (await jobs()).sandbox(context, {
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
