import {expect, test} from 'vitest'
import type {Sum} from '../../src/address.ts'
import type {Disk} from '../../src/state/stores/disk.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {createDisk} from '../simulation/disk.ts'
import {createTimeline, type Fate} from '../simulation/timeline.ts'
import {randomness} from '../support/long.ts'
import {storeOn} from '../support/store.ts'
import {intent, journal, lineage, linesOf, saying} from './scene.ts'

const path = '/project/.fieldwork/default.jsonl'

/** A disk whose power can go: then nothing is left of what wasn't flushed, neither bytes nor names. */
function machine() {
  const timeline = createTimeline(randomness(1))
  const disk = createDisk(timeline)
  return {
    run: async (work: (disk: Disk) => Promise<void>, fate: Fate = {}): Promise<void> => {
      timeline.begin('runner', fate, process => work(disk.of(process)))
      await timeline.settle()
      expect(timeline.log.filter(row => row.includes('failed'))).toEqual([])
    },
    powerCut: (): void => {
      timeline.reboot()
      disk.lose(() => 0.9)
    },
    read: (file: string): string | undefined => disk.read(file)?.toString(),
  }
}

test('a record that was appended is there when the power goes', async () => {
  const {lines, texts} = linesOf([journal(), intent('a/main'), saying('created', 2, 'a/main')])
  const {run, powerCut, read} = machine()
  let there = ''
  let after: Sum | '' = ''
  for (const [index, line] of lines.entries()) {
    const text = texts[index] ?? ''
    await run(async disk => {
      const store = storeOn(path, async () => {}, disk)
      await store.read(1)
      expect(await store.append(after, [{text, line}])).toBe('appended')
    })
    powerCut()
    there += `${text}\n`
    after = line.sum
    expect(read(path)).toBe(there)
  }
})

test('what a run has begun that was killed anywhere, the next one makes last', async () => {
  const {lines, texts} = linesOf([journal(), intent('a/main')])
  const [first, second] = lines.map((line, index) => ({line, text: texts[index] ?? ''}))
  if (!first || !second) throw new TypeError('two records')
  for (let kill = 1; kill < 25; kill++) {
    const {run, powerCut, read} = machine()
    const begin = async (disk: Disk): Promise<void> => {
      await marksOn(disk).advance(lineage, mark(1))
      const store = storeOn(path, async () => {}, disk)
      if ((await store.read(1)).lines.length === 0) await store.append('', [first])
    }
    await run(begin, {kill})
    await run(async disk => {
      await begin(disk)
      const store = storeOn(path, async () => {}, disk)
      await store.read(1)
      expect(await store.append(first.line.sum, [second])).toBe('appended')
      await marksOn(disk).advance(lineage, mark(2))
    })
    powerCut()
    expect({kill, there: read(path)}).toEqual({kill, there: `${first.text}\n${second.text}\n`})
    await run(async disk => expect(await marksOn(disk).forProject()).toEqual(mark(2)))
  }
})

const marksOn = (disk: Disk) => openMarks(disk, '/memory', '/project', ['default'])
const mark = (seq: number) => ({lineage, seq, sum: String(seq).repeat(64) as Sum})

test('a mark that was set is there when the power goes', async () => {
  const {run, powerCut} = machine()
  for (const seq of [1, 2, 3]) {
    await run(disk => marksOn(disk).advance(lineage, mark(seq)))
    powerCut()
    await run(async disk => expect(await marksOn(disk).forProject()).toEqual(mark(seq)))
  }
})

test('what a person has said to be the newest state is remembered when the power goes', async () => {
  const {run, powerCut} = machine()
  await run(disk => marksOn(disk).advance(lineage, mark(3)))
  await run(disk => marksOn(disk).trust(mark(2)))
  powerCut()
  await run(async disk => expect(await marksOn(disk).forProject()).toEqual(mark(2)))
  await run(disk => marksOn(disk).forget())
  powerCut()
  await run(async disk => expect(await marksOn(disk).forProject()).toBeUndefined())
})
