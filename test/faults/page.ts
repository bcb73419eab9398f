import {names} from './case.ts'
import {faults} from './faults.ts'
import {table} from './table.ts'
import {
  batchesEnds,
  batchVerdicts,
  type MemberVerdict,
  membersEnd,
  memberVerdicts,
  positions,
  statusEnd,
  statusVerdicts,
} from './verdicts.ts'

const marks = ['<!-- table: WRITE_DOCS=1 npx vitest run test/faults/page.test.ts -->', '<!-- end of table -->'] as const

/** The page with the table of all faults in it. */
export function page(text: string): string {
  const [from, to] = marks.map(mark => text.indexOf(mark))
  if (from === undefined || to === undefined || from < 0 || to < from) throw new Error('the page has lost the marks of its table')
  return `${text.slice(0, from + marks[0].length)}\n${rows().join('\n')}\n${text.slice(to)}`
}

const rows = (): readonly string[] => [
  '| fault | what happens | done | batches | members | status |',
  '|---|---|---|---|---|---|',
  ...names.map(name => {
    const {done, batches, members, status} = table[name]
    const cells = [
      faults[name].what,
      done ? 'yes' : 'no',
      batches.map(ofBatches).join(' **or** '),
      ofMembers(members),
      ofStatus(status),
    ]
    return `| \`${name}\` | ${cells.join(' | ')} |`
  }),
]

/** `4, 1/2/3 POSTs, in doubt`: figures that differ for the first, middle and last request stand beside each other. */
const cell = (ends: readonly {readonly exit: number; readonly heard: number}[], call: string, words: string): string =>
  `${perPosition(ends.map(({exit}) => exit))}, ${perPosition(ends.map(({heard}) => heard))} ${call}, ${words}`

const perPosition = (figures: readonly number[]): string => (new Set(figures).size === 1 ? String(figures[0]) : figures.join('/'))

const ofBatches = (verdict: keyof typeof batchVerdicts): string =>
  cell(
    positions.flatMap(position => batchesEnds([verdict], position)),
    'POSTs',
    batchVerdicts[verdict].words,
  )

const ofMembers = (verdict: MemberVerdict): string =>
  cell(
    positions.map(position => membersEnd(verdict, position)),
    'POSTs',
    memberVerdicts[verdict].words,
  )

const ofStatus = (verdict: keyof typeof statusVerdicts): string =>
  cell(
    positions.map(position => statusEnd(verdict, position)),
    'GETs',
    statusVerdicts[verdict].words,
  )
