import type {Mutant} from '../mutant.ts'

/** What is planned, and what may still be recorded as an intent. */
export const planning: readonly Mutant[] = [
  {
    name: 'guard ignores halts',
    breaks: 'A halt that comes after the plan was made stops nothing.',
    edits: [{file: 'src/plan/guard.ts', found: '    if (haltOf(state, campaign.names)) return false\n', replaced: ''}],
    caughtBy: {file: 'test/plan/guard.test.ts', test: 'another run has recorded a halt: false'},
  },
  {
    name: 'guard ignores other names',
    breaks: 'A send that another run has recorded under an earlier name of the campaign is not seen as the same.',
    edits: [
      {
        file: 'src/plan/guard.ts',
        found: 'new Set([...families, familyOf(parts)])',
        replaced: 'new Set([familyOf(parts)])',
      },
    ],
    caughtBy: {
      file: 'test/plan/guard.test.ts',
      test: 'the same batch under an old name is the same batch, whatever it says there',
    },
  },
  {
    name: 'guard ignores other addresses',
    breaks: 'The same survey to the same recipients, sent by another campaign since the plan was made, is sent again.',
    edits: [
      {
        file: 'src/plan/guard.ts',
        found: 'return !taken && !others && !elsewhere',
        replaced: 'return !taken && !(others && elsewhere)',
      },
    ],
    caughtBy: {file: 'test/plan/guard.test.ts', test: 'another run has recorded the same elsewhere: false'},
  },
  {
    name: 'one plan, one person twice',
    breaks: 'Two campaigns of one plan send the same survey to the same person.',
    edits: [
      {
        file: 'src/plan/look-alike.ts',
        found: 'const claim = context.claimed.get(content)',
        replaced: 'const claim = twin && context.claimed.get(content)',
      },
    ],
    caughtBy: {file: 'test/plan/names.test.ts', test: 'the same person in two campaigns has the same survey once'},
  },
  {
    name: 'distinct is for ever',
    breaks: 'Words of `distinct` that were used for a send allow the next one too: the same file sends again and again.',
    edits: [
      {
        file: 'src/plan/context.ts',
        found: '  distinct !== undefined && intent.distinct !== distinct\n',
        replaced: '  distinct !== undefined\n',
      },
    ],
    caughtBy: {file: 'test/plan/decisions.test.ts', test: 'words of distinct that were used for a send say nothing new'},
  },
  {
    name: 'stale plan carried out',
    breaks: 'A saved plan is carried out although a file of its campaigns has changed: more people may be in it.',
    edits: [
      {
        file: 'src/plan/stale.ts',
        found: '...changedSources(action, saved, desired), ',
        replaced: '',
      },
    ],
    caughtBy: {file: 'test/plan/stale.test.ts', test: 'one person more or fewer in a member file is another file'},
  },
  {
    name: 'more than the saved plan',
    breaks: 'Of a saved plan all is carried out that would be planned now, also what came since.',
    edits: [
      {
        file: 'src/plan/stale.ts',
        found: 'actions: open.flatMap(({address}) => anew.get(address) ?? [])',
        replaced: 'actions: now.actions',
      },
    ],
    caughtBy: {file: 'test/plan/stale.test.ts', test: 'what is done is left out, and what came since isn’t carried out'},
  },
]
