import type {Mutant} from '../mutant.ts'

const rounds = 'test/plan/rounds.test.ts'

/** Waves, repeats, reminders: which round goes, and when. */
export const roundsAndReminders: readonly Mutant[] = [
  {
    name: 'reminder before the first',
    breaks: 'What comes after another batch goes although that one is not confirmed.',
    edits: [
      {
        file: 'src/plan/create.ts',
        found: 'if (prior && prior.at === undefined && !isLater)',
        replaced: 'if (prior && prior.at === undefined && !prior)',
      },
    ],
    caughtBy: {file: rounds, test: 'one batch goes so much later than another, once that one is confirmed'},
  },
  {
    name: 'reminder waits for nobody',
    breaks: 'A batch that reminds of another is not kept back until that one has gone, unless `after` says so too.',
    edits: [
      {
        file: 'src/config/batch-of.ts',
        found: 'const waitsFor = after?.batch ?? reminds',
        replaced: 'const waitsFor = after?.batch',
      },
    ],
    caughtBy: {
      file: 'test/config/several.test.ts',
      test: 'a reminder waits for what it reminds of',
    },
  },
  {
    name: 'passed rounds are sent',
    breaks: 'A runner that was away sends every round that was due meanwhile, and not only the newest.',
    edits: [
      {
        file: 'src/plan/rounds.ts',
        found: "  if (due && (timeOf(due) ?? 0) > at) return {is: 'passed', by: due}\n",
        replaced: '',
      },
    ],
    caughtBy: {file: rounds, test: 'of several that are due only the newest goes, and what was passed over is said'},
  },
  {
    name: 'only the clock passes a round',
    breaks: 'Where a clock is set back, an older round goes after the newer one that has gone already.',
    edits: [{file: 'src/plan/rounds.ts', found: ' || mayHaveBegun(state, campaign, round)', replaced: ''}],
    caughtBy: {file: rounds, test: 'a clock that is set back after a send brings no older round back'},
  },
  {
    name: 'round without an end',
    breaks: 'A round may still leave after the next one is due.',
    edits: [
      {
        file: 'src/plan/rounds.ts',
        found: "return {is: 'here', ...(until !== undefined && {until})}",
        replaced: "return {is: 'here'}",
      },
    ],
    caughtBy: {file: rounds, test: 'it may go until the next one is due, however late it may be'},
  },
  {
    name: 'round before its time',
    breaks: 'A round that is not due yet is sent.',
    edits: [
      {
        file: 'src/plan/create.ts',
        found: 'if (sendAt !== undefined && sendAt > present.now)',
        replaced: 'if (sendAt !== undefined && sendAt < 0)',
      },
    ],
    caughtBy: {file: rounds, test: 'waves go one after another, each when it is due'},
  },
  {
    name: 'rule changed in silence',
    breaks: 'A repeat whose rule was changed after a send goes on by the new rule, and nobody has said where it begins.',
    edits: [
      {
        file: 'src/plan/plan.ts',
        found: 'isNew && changed !== undefined ? heldByRule(unit, changed) : decide(context, unit)',
        replaced: 'decide(context, unit)',
      },
    ],
    caughtBy: {file: rounds, test: 'another hour after a send is held until it is said where the new rule begins'},
  },
  {
    name: 'rule that begins in the past',
    breaks: 'A new rule is taken although it begins before the last send of the old one.',
    edits: [{file: 'src/plan/rounds.ts', found: ' && repeat.from > sent', replaced: ''}],
    caughtBy: {file: rounds, test: 'another hour after a send is held until it is said where the new rule begins'},
  },
  {
    name: 'renamed wave is new',
    breaks: 'The earlier names of a wave do not count: a wave that was renamed looks as if it had never been sent.',
    edits: [{file: 'src/plan/context.ts', found: 'waves.map(wave =>', replaced: 'waves.slice(0, 1).map(wave =>'}],
    caughtBy: {
      file: rounds,
      test: 'a wave that was renamed is the same one where formerly says so, and otherwise looks like one that was sent',
    },
  },
]
