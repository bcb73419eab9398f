import {whole} from './command-options.ts'
import {type Definer, jobs} from './definer.ts'
import {UsageError} from './usage-error.ts'

/** The commands by which people look into what is recorded, and settle it. */
export const deskDefinitions: Readonly<Record<string, (definer: Definer) => void>> = {
  doubts: ({add, chosen}) => {
    add('doubts', 'Show the sends whose outcome nobody knows, and settle them on a terminal', [
      'fieldwork doubts',
      'fieldwork doubts --out verdicts.csv',
    ])
      .option('--out <file>', 'write a CSV file to fill in, for resolve --file')
      .action(({out}, command) => chosen(command, async context => (await jobs()).doubts(context, out)))
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
      .argument('[doubts...]', 'addresses, their beginnings, or patterns with *')
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
        chosen(command, async context =>
          (await jobs()).resolve(context, {
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
        chosen(command, async context =>
          (await jobs()).adopt(context, {address, batchId, yes: yes === true, ...(reason !== undefined && {reason})}),
        ),
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
        chosen(command, async context => (await jobs()).halt(context, campaign, reason))
      })
  },
  resume: ({add, chosen}) => {
    add('resume', 'Lift every halt, or that of one campaign, after showing what is due', [
      'fieldwork resume',
      'fieldwork resume q3-pulse',
    ])
      .option('--yes', 'do not ask')
      .argument('[campaign]', 'only the halt of this campaign')
      .action((campaign, {yes}, command) =>
        chosen(command, async context => (await jobs()).resume(context, campaign, yes === true)),
      )
  },
  history: ({add, chosen}) => {
    add('history', 'Show what was sent, when, by whom, under which plan. Reads the recorded state only', [
      'fieldwork history',
      'fieldwork history --since 7d --campaign q3-pulse',
      'fieldwork history --verify',
    ])
      .option('--since <time>', 'from then on: 7d, 2031-12-10, or 2031-12-10 13:43 Europe/Paris')
      .option('--campaign <campaign>', 'only this campaign, under any of its names')
      .option('--verify', 'check that the recorded state is whole, and the one that this machine knows')
      .action(({since, campaign, verify}, command) => {
        if (verify && (since !== undefined || campaign !== undefined))
          throw new UsageError('--verify checks all that is recorded: leave --since and --campaign out')
        chosen(command, async context =>
          (await jobs()).history(context, {
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
      .action(({yes}, command) => chosen(command, async context => (await jobs()).trust(context, yes === true)))
    add('mend', 'Cut a torn or damaged end off the recorded state, keeping a copy', ['fieldwork state mend'])
      .option('--yes', 'do not ask')
      .action(({yes}, command) => chosen(command, async context => (await jobs()).mend(context, yes === true)))
  },
}
