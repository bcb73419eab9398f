import {transitions} from '../../src/state/transitions.ts'
import {answerClasses} from './answers.ts'
import {tables} from './promela.ts'
import type {Exploration} from './spin.ts'

type Model = Exploration['model']
const bounds = (text: string): readonly string[] => text.split(' ')

/** What is explored whole; what is packed, by the long run only. */
export const wholes: readonly (Exploration & {readonly name: string})[] = [
  {name: 'two runners, three tries, a resend', model: 'sending', defines: bounds('RUNNERS=2 TRIES=3 SENDS=2')},
  {name: 'three runners', model: 'sending', defines: bounds('RUNNERS=3 TRIES=2')},
  {name: 'halts and resumes', model: 'sending', defines: bounds('RUNNERS=2 TRIES=2 HALTS=2')},
  {name: 'two families at once', model: 'sending', defines: bounds('RUNNERS=1 TRIES=2 FAMILIES=2')},
  {name: 'adopting', model: 'sending', defines: bounds('RUNNERS=2 TRIES=2 ADOPTS')},
  {name: 'a swapped file', model: 'journal', defines: bounds('RUNNERS=2 RECORDS=4 KEPT=0 CUTS=0')},
  {name: 'power cuts', model: 'journal', defines: bounds('RUNNERS=2 RECORDS=4 SWAPS=0')},
  {name: 'a stranger and a swapped file', model: 'journal', defines: bounds('RUNNERS=1 RECORDS=4 STRANGER')},
  {name: 'two machines that know the state', model: 'journal', defines: bounds('RUNNERS=1 RECORDS=4 STRANGER TRUST SWAPS=0')},
  {name: 'two writers', model: 'append', defines: bounds('WRITERS=2 LINES=5')},
  {
    name: 'three runners, three tries, a resend',
    model: 'sending',
    defines: bounds('RUNNERS=3 TRIES=3 SENDS=2'),
    search: 'packed',
  },
  {name: 'four tries, two resends', model: 'sending', defines: bounds('RUNNERS=2 TRIES=4 SENDS=3'), search: 'packed'},
  {
    name: 'halts, three tries, a resend',
    model: 'sending',
    defines: bounds('RUNNERS=2 TRIES=3 SENDS=2 HALTS=2'),
    search: 'packed',
  },
  {
    name: 'two families, three tries, a resend',
    model: 'sending',
    defines: bounds('RUNNERS=1 TRIES=3 SENDS=2 FAMILIES=2'),
    search: 'packed',
  },
  {name: 'two families, two runners', model: 'sending', defines: bounds('RUNNERS=2 TRIES=2 FAMILIES=2'), search: 'packed'},
  {
    name: 'adopting, three tries, a resend',
    model: 'sending',
    defines: bounds('RUNNERS=2 TRIES=3 SENDS=2 ADOPTS'),
    search: 'packed',
  },
  {name: 'swaps and power cuts', model: 'journal', defines: bounds('RUNNERS=2 RECORDS=5 KEPT=0'), search: 'packed'},
  {name: 'two swaps', model: 'journal', defines: bounds('RUNNERS=2 RECORDS=4 SWAPS=2'), search: 'packed'},
  {name: 'three writers', model: 'append', defines: bounds('WRITERS=3 LINES=4'), search: 'packed'},
]

/** A safeguard that is taken out, the assertion that must fail then, and what that means. */
export interface Dropped extends Exploration {
  readonly name: string
  readonly violates: string
}

const sends = bounds('RUNNERS=2 TRIES=3 SENDS=2')
const files = bounds('RUNNERS=2 RECORDS=4 CUTS=0')
const second = 'sent['
const drop = (model: Model, defines: readonly string[], flag: string, name: string, violates = second): Dropped => ({
  name,
  model,
  // Where it comes to a second send, the other assertions are silent until then.
  defines: [...defines, flag, ...(violates === second || violates === 'sent<=1' ? ['ONLY_SENDS'] : [])],
  violates,
  ...(model === 'sending' && {search: 'shortest'}),
})

export const dropped: readonly Dropped[] = [
  drop('sending', sends, 'NO_COMPARE', 'an append that compares nothing'),
  drop('sending', sends, 'NO_CLOCK', 'no look at the clock before the write'),
  drop('sending', sends, 'NO_SEQ_IN_OUTCOME', 'an outcome that closes whatever is open at its address'),
  drop('sending', sends, 'NO_INTENT_FIRST', 'the intent recorded with the outcome'),
  drop('sending', sends, 'NO_REPLAY_OF_INTENTS', 'an open intent that the fold passes over'),
  drop('sending', sends, 'NO_WAIT', '"not sent" said at once'),
  drop('sending', sends, 'NO_FAMILY', 'a doubt that blocks its own number only', '!(((standing[i]=='),
  drop('sending', sends, 'NO_PREDECESSOR', 'a resend that asks for no settled send before it', '(num==1)||(last==1)'),
  drop('sending', bounds('RUNNERS=2 TRIES=2 HALTS=1'), 'NO_HALT_IN_FENCE', 'a halt that the guard passes over', '!(halted)'),
  drop(
    'sending',
    bounds('RUNNERS=1 TRIES=2 HALTS=2'),
    'NO_COMPARE_IN_RESUME',
    'a resume that lifts what it never saw',
    'saw==halts',
  ),
  drop('sending', bounds('RUNNERS=1 TRIES=2 ADOPTS'), 'NO_GUARD_OF_ADOPT', 'an adoption that looks at nothing'),
  drop('sending', bounds('RUNNERS=1 TRIES=2 ADOPTS'), 'NO_COUNT_OF_ADOPTED', 'an adopted batch that the fold passes over'),
  drop(
    'journal',
    bounds('RUNNERS=1 RECORDS=4 SWAPS=0 ONLY_SENDS'),
    'NO_FLUSH_FIRST',
    'a write before the flush of its intent',
    'sent==0',
  ),
  drop(
    'journal',
    bounds('RUNNERS=1 RECORDS=4 SWAPS=0'),
    'NO_FLUSH_BEFORE_MARK',
    'a mark before the flush of its record',
    '(swaps>0)',
  ),
  drop('journal', bounds('RUNNERS=2 RECORDS=4 SWAPS=0'), 'NO_MARK_BEFORE_RECORDS', 'marks read after the records', '(swaps>0)'),
  drop('journal', bounds('RUNNERS=1 RECORDS=4 CUTS=0'), 'NO_MARK', 'no mark at all', 'sent<=1'),
  drop('journal', bounds('RUNNERS=1 RECORDS=4 CUTS=0'), 'NO_MARK_FIRST', 'a write before the mark of its intent', 'sent<=1'),
  drop('journal', bounds('RUNNERS=1 RECORDS=4 CUTS=0'), 'NO_SUM_IN_MARK', 'a mark that counts records only', 'sent<=1'),
  drop('journal', files, 'NO_OLDER_MARKS', 'a look at the last mark only', 'sent<=1'),
  drop(
    'journal',
    bounds('RUNNERS=1 RECORDS=4 STRANGER CUTS=0'),
    'NO_REFUSAL_OF_STRANGERS',
    'a machine without a mark that sends',
    'sent<=1',
  ),
  drop('journal', files, 'NO_LOOK_BACK', 'no look back between the mark of an intent and its write', 'sent<=1'),
  drop('append', [], 'NO_READ_BACK', 'an append that does not read back', '!(won['),
  drop('append', [], 'NO_LOOK_AT_PIECES', 'an append that does not see what it is glued to', 'form[at]==1'),
  {
    name: 'an unknown answer taken for "not done"',
    model: 'sending',
    defines: [...sends, 'ONLY_SENDS'],
    tables: tables(
      transitions,
      answerClasses.map(each => (each.truth === 'any' ? {...each, outcome: 'not-done'} : each)),
    ),
    violates: second,
    search: 'shortest',
  },
]

/** What is open by design, and named in docs/reliability.md: spin has to find the run of events. */
export const open: readonly Dropped[] = [
  drop('sending', sends, 'HOLE', 'a process frozen between its look at the clock and its write'),
  drop('sending', sends, 'SLOW_SERVER', 'a server that makes a batch after the time that a person waits'),
  drop(
    'journal',
    bounds('RUNNERS=1 RECORDS=4 STRANGER CUTS=0'),
    'TRUST',
    'a copy older than the mark of one machine, and no older than the mark of the other',
    'sent<=1',
  ),
  drop(
    'journal',
    bounds('RUNNERS=1 RECORDS=4 STRANGER CUTS=0'),
    'KEPT=0',
    'a deleted journal on a machine that never knew it',
    'sent<=1',
  ),
]
