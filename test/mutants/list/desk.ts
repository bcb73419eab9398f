import type {Mutant} from '../mutant.ts'

/** What a person may say of a send in doubt. */
export const desk: readonly Mutant[] = [
  {
    name: 'not sent, said at once',
    breaks: '"It was not sent" can be said as soon as the deadline has passed, while a slow server may still make the batch.',
    edits: [
      {
        file: 'src/apply/desk.ts',
        found: 'instant(millis(intent.giveUpBy) + settling)',
        replaced: 'instant(millis(intent.giveUpBy))',
      },
    ],
    caughtBy: {file: 'test/apply/desk.test.ts', test: '"not sent" may be said a quarter of an hour after the deadline'},
  },
  {
    name: 'not sent, said while it is sent',
    breaks: '"It was not sent" can be said while the process that sent it is alive: a frozen one goes on and sends it.',
    edits: [
      {
        file: 'src/commands/resolve-by-word.ts',
        found: 'if (holder && isAlive(holder))',
        replaced: 'if (holder && isAlive(holder) && !approval)',
      },
    ],
    caughtBy: {
      file: 'test/cli/not-sent.test.ts',
      test: '"not sent" said while the run that sent it is alive is refused, and changes nothing',
    },
  },
  {
    name: 'an approval for everything',
    breaks: 'An approval of one send is taken for each later one at the same address.',
    edits: [
      {
        file: 'src/commands/confirm.ts',
        found: 'one.address === address && one.seq === seq',
        replaced: 'one.address === address && Number(one.seq) <= seq',
      },
    ],
    caughtBy: {
      file: 'test/cli/not-sent.test.ts',
      test: '"not sent" said with an approval for another record is refused, and changes nothing',
    },
  },
  {
    name: 'any batch fits',
    breaks: 'A doubt can be settled with the batch of another send.',
    edits: [
      {
        file: 'src/apply/desk.ts',
        found: 'if (owner !== undefined && attempt.batchID !== id)',
        replaced: 'if (owner === attempt.address && attempt.batchID !== id)',
      },
    ],
    caughtBy: {file: 'test/apply/desk.test.ts', test: 'not of another survey, and not if another send owns it'},
  },
]
