import {expect, test} from 'vitest'
import type {PostedPerson} from '../../src/address.ts'
import {checkMark} from '../../src/commands/verify-state.ts'
import {desired} from '../../src/desired/desire.ts'
import {exit, Stop} from '../../src/exit.ts'
import {instant} from '../../src/instant.ts'
import type {CreateBatch, Plan} from '../../src/plan/model.ts'
import {plan} from '../../src/plan/plan.ts'
import type {Entry, Line} from '../../src/state/entry.ts'
import {fold} from '../../src/state/fold.ts'
import {openJournal} from '../../src/state/journal.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {campaign, intentFor, lineage, peopleIn, project, start, toEveryone, toFilter, toPeople} from '../plan/scene.ts'
import {journal as firstLine, linesOf, run, saying} from '../state/scene.ts'
import {figures} from '../support/figures.ts'
import {drawn, long} from '../support/long.ts'
import {memoryDisk} from '../support/memory-disk.ts'
import {storeOn} from '../support/store.ts'
import {type Damaged, damages} from './cases.ts'

const path = '/project/.fieldwork/default.jsonl'
const files = [
  campaign('a', {members: ['ada', 'bob'], batches: [toFilter(145)]}),
  campaign('b', {batches: [toPeople(['ada', 'bob', 'cyd'], {compose: {surveyID: 8}})]}),
  campaign('c', {batches: [toEveryone(9, {compose: {surveyID: 9}})]}),
  campaign('d', {batches: [toFilter(146, {compose: {surveyID: 10}})]}),
  campaign('e', {batches: [toFilter(147, {compose: {surveyID: 11}})]}),
]
const made = desired(project(files), lineage)
const now = start + 1_000_000

/** A journal with every kind of record: sent, refused, in doubt, settled, halted and resumed; `e` was never sent. */
const entries = ((): readonly Entry[] => {
  const all: Entry[] = [firstLine()]
  const none = plan(made, fold(linesOf(all).lines), {now: start, gone: new Set()}, {version: '1.0.0'})
  const sends = none.actions.filter((action): action is CreateBatch => action.type === 'create-batch')
  const [{members} = {}] = made.campaigns
  const people = peopleIn(members).map((person, index) => `${person}.${members?.row(index)}` as PostedPerson)
  all.push({type: 'members.posted', campaign: 'a', people, added: 2, notAdded: 0})
  const facts = ['created', 'created', 'in-doubt', 'created', 'verdict:sent-without-id', 'refused'] as const
  for (const [index, action] of sends.entries()) {
    if (action.address.startsWith('e/')) continue
    all.push(intentFor(action, made))
    const seq = all.length
    all.push(saying(facts[index] ?? 'created', seq, action.address, 1400 + index))
    if (index === 2) all.push(saying('verdict:created', seq, action.address, 1402))
    if (index === 3) all.push({type: 'halt', who: 'ada@host', reason: 'wait'}, {type: 'resume', who: 'ada@host'})
  }
  const last = sends.find(({address}) => address.startsWith('d/'))
  if (!last) throw new TypeError('no send of d')
  // The last record is of a send that was begun and answered.
  all.push(intentFor(last, made), saying('created', all.length + 1, last.address, 1499))
  return all
})()
const {lines, texts} = linesOf(entries)
const whole = Buffer.from(texts.map(text => `${text}\n`).join(''))

/** What a plan makes of the bytes: its sends and what is in doubt, or the stop. `marked` is the last record that this machine remembers. */
async function planned(bytes: Buffer, marked: Line): Promise<Plan | Stop> {
  const memory = new Map([
    [path, bytes],
    [`/memory/marks/${lineage}`, Buffer.from(`\n${marked.seq} ${marked.sum}`)],
  ])
  const disk = memoryDisk(memory)
  const marks = openMarks(disk, '/memory', '/project', ['default'])
  await marks.expect(lineage)
  try {
    const empty = {lineage: 'f'.repeat(32), panel: 'default', origin: 'loopback'}
    const journal = await openJournal(
      storeOn(path, async () => {}, disk),
      marks,
      () => instant(now),
      run,
      empty,
    )
    const untrusted = await checkMark(journal, marks, path)
    if (untrusted) return new Stop(exit.state, [])
    if (journal.torn)
      return new Stop(exit.state, [{severity: 'error', code: 'FW120', summary: '', detail: `line ${journal.torn.line}`}])
    return plan(desired(project(files), journal.state.lineage), journal.state, {now, gone: new Set()}, {version: '1.0.0'})
  } catch (error) {
    if (error instanceof Stop) return error
    throw error
  }
}
const sendsOf = ({actions, inDoubt}: Plan): string => JSON.stringify([actions.map(({address}) => address), inDoubt])

const [head, before] = [lines.at(-1), lines.at(-2)]
if (!head || !before) throw new TypeError('no records')

test.each([
  ['that this machine has marked to its end', head],
  ['whose last record was not marked any more', before],
])('a damaged journal %s: what was sent can not be sent again', async (_name, marked) => {
  const sound = await planned(whole, marked)
  if (sound instanceof Stop) throw sound
  expect(sound.actions.map(({address}) => address)).toEqual(['e/main'])
  const counts = {cases: 0, refused: 0, same: 0, 'in doubt': 0}
  const all: readonly Damaged[] = drawn([...damages(whole)], 3000)
  for (const {how, bytes} of all) {
    const result = await planned(bytes, marked)
    counts.cases++
    if (result instanceof Stop) {
      const {code, diagnostics} = result
      const said = `${diagnostics[0]?.detail}`
      expect({
        how,
        code,
        where: /line \d+|record \d+|became shorter|gone or empty|its lineage is another|not known/.test(said) || said,
      }).toEqual({how, code: exit.state, where: true})
      counts.refused++
    } else if (sendsOf(result) === sendsOf(sound)) counts.same++
    else {
      // The last answer is lost, its intent is there: nobody sends it.
      expect({
        how,
        sends: result.actions.map(({address}) => address),
        doubts: result.inDoubt.map(({address}) => String(address)),
      }).toEqual({
        how,
        sends: ['e/main'],
        doubts: ['d/main'],
      })
      counts['in doubt']++
    }
  }
  expect(counts.refused).toBeGreaterThan(0)
  expect(counts.same).toBeGreaterThan(0)
  if (long) expect(counts.cases).toBeGreaterThan(10_000)
  figures('journal damage', counts)
})
