import {expect, test} from 'vitest'
import {instant} from '../../src/instant.ts'
import type {Entry} from '../../src/state/entry.ts'
import {type Journal, openJournal} from '../../src/state/journal.ts'
import type {State} from '../../src/state/state.ts'
import {memoryMarks, type SharedJournal, sharedJournal} from './memory-store.ts'
import {address, intent, journal, lineage, run, saying, start} from './scene.ts'

const empty = {lineage, panel: 'default', origin: 'loopback'}
const open = (shared: SharedJournal, marks = memoryMarks(), by = run): Promise<Journal> =>
  openJournal(shared.store(), marks, () => instant(start), by, empty)
const isFree = ({families}: State): boolean => families.size === 0
const kinds = ({lines}: SharedJournal): string[] => lines.map(({seq, type, run: by}) => `${seq} ${type} ${by.slice(0, 1)}`)

test('an empty journal is called as it was told', async () => {
  const {state, torn} = await open(sharedJournal())
  expect({...state, torn}).toMatchObject({...empty, head: null, torn: undefined})
})

test('before the first record the lineage is remembered, after each record the mark', async () => {
  const [shared, marks] = [sharedJournal(), memoryMarks()]
  const book = await open(shared, marks)
  await book.append(journal())
  await book.append(intent('a/main'))
  expect(marks.said).toEqual(['expect 0123', 'mark 1', 'mark 2'])
  expect(book.state.head?.seq).toBe(2)
})

test('appends that are asked for at once come one after another', async () => {
  const shared = sharedJournal()
  const book = await open(shared)
  const entries: Entry[] = [journal(), intent('a/main'), intent('b/main'), saying('created', 2, 'a/main')]
  const lines = await Promise.all(entries.map(entry => book.append(entry)))
  expect(lines.map(line => line?.seq)).toEqual([1, 2, 3, 4])
})

test('who is overtaken reads on and asks again; a no means that nothing is written', async () => {
  const shared = sharedJournal()
  shared.add(journal())
  const book = await open(shared)
  shared.add(intent('a/main'))
  const asked: number[] = []
  const line = await book.append(intent('a/main'), state => {
    asked.push(state.head?.seq ?? 0)
    return isFree(state)
  })
  expect([line, asked, kinds(shared)]).toEqual([undefined, [1, 2], ['1 journal b', '2 batch.intent b']])
})

test('a fact lands after whatever others have added', async () => {
  const shared = sharedJournal()
  shared.add(journal())
  shared.add(intent('a/main'), run)
  const book = await open(shared)
  let others = 3
  shared.before = () => {
    if (others-- > 0) shared.add(intent(`other-${others}/main`))
  }
  expect(await book.append(saying('created', 2, 'a/main'))).toMatchObject({seq: 6})
  expect(book.state.attempts.get(2)?.standing).toBe('created')
})

test('of two that take the same send at once one gets it', async () => {
  const shared = sharedJournal()
  shared.add(journal())
  const books = await Promise.all(['a', 'b', 'c'].map(name => open(shared, memoryMarks(), name.repeat(16))))
  const taken = await Promise.all(books.map(book => book.append(intent('a/main'), isFree)))
  expect(taken.filter(line => line !== undefined)).toHaveLength(1)
  expect(kinds(shared)).toEqual(['1 journal b', '2 batch.intent a'])
})

test('nothing is appended to a torn journal', async () => {
  const shared = sharedJournal()
  shared.add(journal())
  shared.torn = {line: 2, bytes: 17}
  const book = await open(shared)
  await expect(book.append(intent('a/main'))).rejects.toMatchObject({code: 7, diagnostics: [{code: 'FW120'}]})
  expect(kinds(shared)).toEqual(['1 journal b'])
})

test('a failed append doesn’t stop the next one', async () => {
  const shared = sharedJournal()
  const book = await open(shared)
  await book.append(journal())
  shared.before = entry => {
    if (entry.type === 'run.end') throw new Error('full')
  }
  const [failed, next] = [book.append({type: 'run.end', exit: 0}), book.append(intent('b/main'))]
  await expect(failed).rejects.toThrow('full')
  expect(await next).toMatchObject({seq: 2})
})

test('a record whose mark can’t be kept is in the state, so that its runner can close it', async () => {
  const [shared, marks] = [sharedJournal(), memoryMarks()]
  const book = await open(shared, marks)
  await book.append(journal())
  marks.broken = new Error('no room')
  await expect(book.append(intent('a/main'))).rejects.toThrow('no room')
  expect(book.state.attempts.get(2)?.standing).toBe('open')
})

test('it holds the records that it holds', async () => {
  const shared = sharedJournal()
  const [one, two] = [shared.add(journal()), shared.add(intent('a/main'))]
  const book = await open(shared)
  expect([one, two].map(record => book.holds(record))).toEqual([true, true])
  expect([book.holds({...one, seq: 2}), book.holds({...two, seq: 3}), book.holds({seq: 0, sum: one.sum})]).toEqual([
    false,
    false,
    false,
  ])
})

test.each<[string, Entry]>([
  ['batch.sent', {type: 'batch.sent', address: address('a/main')} as unknown as Entry],
  ['batch.created', {type: 'batch.created', intent: 2, address: address('a/main')} as unknown as Entry],
  ['halt', {type: 'halt', reason: 'no one said it'} as unknown as Entry],
])('a record "%s" of a form that this version does not know stops it', async (type, entry) => {
  const shared = sharedJournal()
  shared.add(journal())
  shared.add(intent('a/main'))
  shared.add(entry)
  await expect(open(shared)).rejects.toMatchObject({
    code: 7,
    diagnostics: [{code: 'FW125', detail: `the journal, record 3: "${type}" is not known in this form.`}],
  })
})
