import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Sum} from '../../src/address.ts'
import {instant} from '../../src/instant.ts'
import type {Entry, Line} from '../../src/state/entry.ts'
import {openJournal, type StateStore} from '../../src/state/journal.ts'
import {type Sealed, written} from '../../src/state/line.ts'
import {address, intent, journal, linesOf, saying, start} from './scene.ts'

/** A place for one journal, which any number of runners can open. */
export interface Place {
  open(): StateStore
}

const by = (name: string) => ({at: instant(start), run: name.padEnd(16, '0')})
const entry = (text: string): Entry => ({type: 'halt', who: text, reason: text})

/** Records that stand one on the other, the first after `head`. */
function after(head: {readonly seq: number; readonly sum: Sum | ''}, entries: readonly Entry[], run = 'a'): readonly Sealed[] {
  const records: Sealed[] = []
  for (const [index, each] of entries.entries())
    records.push(
      written(each, {
        ...by(run),
        seq: head.seq + 1 + index,
        ...(index > 0 && {with: head.seq + 1}),
        prev: records.at(-1)?.line.sum ?? head.sum,
      }),
    )
  return records
}
const none = {seq: 0, sum: '' as const}
const headOf = (lines: readonly Line[]): {readonly seq: number; readonly sum: Sum | ''} => lines.at(-1) ?? none
const linesIn = (records: readonly Sealed[]): readonly Line[] => records.map(({line}) => line)

/**
 * What every store has to hold, whatever it is made of: `place` makes a new, empty one. Put a new store through this before anything is kept in it.
 */
export function conformance(name: string, place: () => Promise<Place> | Place): void {
  const filled = async (): Promise<{readonly here: Place; readonly lines: readonly Line[]}> => {
    const here = await place()
    const records = after(none, [journal(), intent('a/main'), saying('created', 2, 'a/main')])
    await here.open().read(1)
    const store = here.open()
    await store.read(1)
    expect(await store.append('', records)).toBe('appended')
    return {here, lines: linesIn(records)}
  }

  test(`${name}: nothing is there at first, and reading makes nothing`, async () => {
    const {open} = await place()
    expect(await open().read(1)).toEqual({lines: []})
    expect(await open().read(1)).toEqual({lines: []})
  })

  test(`${name}: what was appended is read, whole and in its order, from any number on`, async () => {
    const {here, lines} = await filled()
    for (const from of [1, 2, 3, 4]) expect(await here.open().read(from)).toEqual({lines: lines.slice(from - 1)})
    const store = here.open()
    for (const from of [3, 1, 4, 2]) expect(await store.read(from)).toEqual({lines: lines.slice(from - 1)})
  })

  test(`${name}: who appends after another record than the last is overtaken, and nothing of it is ever read`, async () => {
    const {here, lines} = await filled()
    const [first, second] = [here.open(), here.open()]
    await first.read(1)
    await second.read(1)
    const [won, lost] = [
      after(headOf(lines), [entry('first')]),
      after(headOf(lines), [entry('second'), entry('second too')], 'b'),
    ]
    expect(await first.append(headOf(lines).sum, won)).toBe('appended')
    expect(await second.append(headOf(lines).sum, lost)).toBe('overtaken')
    for (const store of [here.open(), second, first]) expect((await store.read(1)).lines).toEqual([...lines, ...linesIn(won)])
    const next = after(headOf(linesIn(won)), [entry('second')], 'b')
    expect(await second.append(headOf(linesIn(won)).sum, next)).toBe('appended')
    expect((await here.open().read(5)).lines).toEqual(linesIn(next))
  })

  test(`${name}: of two that begin it, one has begun it`, async () => {
    const {open} = await place()
    const stores = [open(), open(), open()]
    for (const store of stores) await store.read(1)
    const records = ['a', 'b', 'c'].map(run => after(none, [journal(run)], run))
    const told = await Promise.all(stores.map((store, index) => store.append('', records[index] ?? [])))
    expect(told.filter(each => each === 'appended')).toHaveLength(1)
    const {lines} = await open().read(1)
    expect(lines).toEqual(linesIn(records[told.indexOf('appended')] ?? []))
  })

  test(`${name}: of many that append at once each append is one of a whole, none lies within another, none is lost`, async () => {
    const {here, lines} = await filled()
    const runs = ['a', 'b', 'c', 'd', 'e', 'f']
    await Promise.all(
      runs.map(async run => {
        const store = here.open()
        let head = headOf((await store.read(1)).lines)
        for (let number = 0; number < 8; ) {
          const records = after(head, [entry(`${run} ${number}`), entry(`${run} ${number} too`)], run)
          if ((await store.append(head.sum, records)) === 'appended') {
            number++
            head = headOf(linesIn(records))
          } else {
            const read = (await store.read(head.seq + 1)).lines
            expect(read.length).toBeGreaterThan(0)
            head = headOf(read)
          }
        }
      }),
    )
    const added = (await here.open().read(lines.length + 1)).lines.map(line => (line.type === 'halt' ? line.reason : line.type))
    expect(added).toHaveLength(runs.length * 16)
    const pairs = Array.from({length: added.length / 2}, (_, index) => added.slice(index * 2, index * 2 + 2))
    for (const [one, two] of pairs) expect(two).toBe(`${one} too`)
    for (const run of runs)
      expect(pairs.flatMap(([one]) => (one?.startsWith(`${run} `) ? [one] : []))).toEqual(
        Array.from({length: 8}, (_, number) => `${run} ${number}`),
      )
  })

  test(`${name}: any text comes back as it was`, async () => {
    const {here, lines} = await filled()
    const store = here.open()
    let head = headOf((await store.read(1)).lines)
    const all = [...lines]
    const texts = fc.sample(fc.string({unit: 'binary', maxLength: 300}), {numRuns: 40, seed: 7})
    for (const text of [...texts, 'é'.repeat(70_000), '\u2028\u0000\ud800']) {
      // A lone surrogate has no bytes of its own: what is sealed is what they become.
      const records = after(head, [entry(Buffer.from(text).toString())])
      expect(await store.append(head.sum, records)).toBe('appended')
      all.push(...linesIn(records))
      head = headOf(linesIn(records))
    }
    expect((await here.open().read(1)).lines).toEqual(all)
  })

  test(`${name}: of runners that all want the same sends, one gets each, and every fact lands`, async () => {
    const here = await place()
    const empty = {lineage: '0123456789abcdef0123456789abcdef', panel: 'default', origin: 'loopback'}
    const marks = {expect: async () => {}, unseen: async () => [], advance: async () => {}}
    const taken = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async run => {
        const book = await openJournal(here.open(), marks, () => instant(start), run.repeat(16), empty)
        await book.append(journal(), state => state.head === null)
        const mine: number[] = []
        for (let number = 1; number <= 6; number++) {
          const to = `batch-${number}/main`
          const line = await book.append(intent(to), state => !state.families.has(address(to) as never))
          if (!line) continue
          mine.push(number)
          await book.append(saying('created', line.seq, to, 1400 + number))
        }
        return mine
      }),
    )
    expect(taken.flat().sort()).toEqual([1, 2, 3, 4, 5, 6])
    const {lines} = await here.open().read(1)
    const texts = linesOf(lines.map(({seq: _seq, at: _at, run: _run, prev: _prev, sum: _sum, ...rest}) => rest as Entry)).lines
    expect(lines.map(({seq}) => seq)).toEqual(texts.map(({seq}) => seq))
    expect(lines.filter(({type}) => type === 'batch.created')).toHaveLength(6)
  })
}
