import type {Mutant} from '../mutant.ts'

/** What records mean when they are read. */
export const records: readonly Mutant[] = [
  {
    name: 'outcome matched by address',
    breaks: 'An outcome closes whatever try is the newest at its address: a late one clears the open try of another run.',
    edits: [
      {
        file: 'src/state/fold.ts',
        found:
          'function learned(state: Working, intent: Seq, fact: Fact, line: Line): void {\n  const attempt = state.attempts.get(intent)\n',
        replaced: `function learned(state: Working, named: Seq, fact: Fact, line: Line): void {
  const attempt = [...state.attempts.values()].findLast(({address}) => address === ('address' in line && line.address))
  const intent = attempt?.seq ?? named
`,
      },
    ],
    caughtBy: {file: 'test/state/fold.test.ts', test: 'an outcome closes only the try that it names'},
  },
  {
    name: 'intent ignored on replay',
    breaks: 'An intent without an outcome, as a crash leaves it, blocks nothing.',
    edits: [
      {
        file: 'src/state/state.ts',
        found: "standing === 'open' || standing === 'in-doubt'",
        replaced: "standing === 'in-doubt'",
      },
    ],
    caughtBy: {file: 'test/plan/decisions.test.ts', test: 'after a first send that ended nothing'},
  },
  {
    name: 'doubt keyed by address instead of family',
    breaks: 'A doubt blocks only the very address that it is at: a second send (`+2`) goes out beside it.',
    edits: [
      {
        file: 'src/state/fold.ts',
        found: '  const family = familyOf(parts)\n',
        replaced: '  const family = familyOf(parts) && (address as string as Family)\n',
      },
    ],
    caughtBy: {
      file: 'test/plan/decisions.test.ts',
      test: 'a second send that ended in-doubt blocks the first, itself and the third',
    },
  },
  {
    name: 'a refusal undoes a send',
    breaks: 'A refusal that comes after "created" leads back to "may be sent".',
    edits: [{file: 'src/state/transitions.ts', found: "refused: alarm('created'),", replaced: "refused: alarm('refused'),"}],
    caughtBy: {file: 'test/state/transitions.test.ts', test: 'what went out stays gone out, whatever is said afterwards'},
  },
  {
    name: 'a living runner counts as gone',
    breaks:
      'What is in flight on another machine, or where nothing is provable, is in doubt at once and can be settled while it is being sent.',
    edits: [
      {
        file: 'src/state/stores/holder.ts',
        found: 'holder.started === null || holder.machine !== machineDigest()) return false',
        replaced: 'holder.started === null || holder.machine !== machineDigest()) return true',
      },
    ],
    caughtBy: {file: 'test/state/lock.test.ts', test: 'a process is only gone where that is provable'},
  },
  {
    name: 'doubt before its deadline',
    breaks: 'A send counts as in doubt as soon as it is recorded, while its answer may still come.',
    edits: [
      {
        file: 'src/state/doubt.ts',
        found: 'now > millis(attempt.intent.giveUpBy)',
        replaced: 'now > millis(attempt.at)',
      },
    ],
    caughtBy: {file: 'test/state/doubt.test.ts', test: 'and at its deadline'},
  },
]
