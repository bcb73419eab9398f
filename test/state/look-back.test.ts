import {mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {instant} from '../../src/instant.ts'
import type {Journal} from '../../src/state/journal.ts'
import {openJournal} from '../../src/state/journal.ts'
import {systemDisk} from '../../src/state/stores/disk.ts'
import {openMarks, type ProjectMarks} from '../../src/state/stores/marks.ts'
import {storeOn} from '../support/store.ts'
import {intent, journal, saying, start} from './scene.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

/** A project of one machine, whose runs all remember in one place. `marking` is called by a run before it marks. */
function machine() {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
  folders.push(folder)
  const path = join(folder, 'project', '.fieldwork', 'default.jsonl')
  const open = async (run: string, marking: () => Promise<void> = async () => {}): Promise<Journal> => {
    const marks: ProjectMarks = openMarks(systemDisk, join(folder, 'memory'), folder, ['default'])
    const slow: ProjectMarks = {...marks, advance: async (lineage, at) => marking().then(() => marks.advance(lineage, at))}
    const empty = {lineage: '0123456789abcdef0123456789abcdef', panel: 'default', origin: 'loopback'}
    return openJournal(storeOn(path), slow, () => instant(start), run.repeat(16), empty)
  }
  return {path, open}
}
/** Records an intent as apply does, if nobody else has: true if the request may leave. */
const intends = async (book: Journal): Promise<boolean> =>
  (await book.append(intent('a/main'), state => state.attempts.size === 0)) !== undefined

test.each([
  ['in place', (path: string, text: string) => writeFileSync(path, text)],
  [
    'under its name',
    (path: string, text: string) => {
      writeFileSync(`${path}.old`, text)
      renameSync(`${path}.old`, path)
    },
  ],
])(
  'an old copy that is put back %s under a run: what another run has sent meanwhile is not sent again',
  async (_how, putBack) => {
    const {path, open} = machine()
    const first = await open('a')
    await first.append(journal())
    const old = readFileSync(path, 'utf8')
    // While the first run waits at its prompt, another one sends.
    const second = await open('b')
    expect(await intends(second)).toBe(true)
    await second.append(saying('created', 2, 'a/main'))
    putBack(path, old)
    await expect(intends(first)).rejects.toMatchObject({code: 7})
  },
)

test.each(['in place', 'under its name'])(
  'a copy that is put back %s between a record and its mark: of two one may send',
  async how => {
    const {path, open} = machine()
    await (await open('a')).append(journal())
    const old = readFileSync(path, 'utf8')
    const sent: string[] = []
    const second = async (): Promise<void> => {
      if (how === 'in place') writeFileSync(path, old)
      else {
        writeFileSync(`${path}.old`, old)
        renameSync(`${path}.old`, path)
      }
      if (await intends(await open('b'))) sent.push('b')
    }
    const first = await open('a', second)
    await intends(first)
      .then(may => may && sent.push('a'))
      .catch((error: unknown) => expect(error).toMatchObject({code: 7}))
    expect(sent).toEqual(['b'])
  },
)

test('a longer file of another branch that is written over it under a run is no place to append to', async () => {
  const {path, open} = machine()
  const first = await open('a')
  await first.append(journal())
  const base = readFileSync(path, 'utf8')
  const second = await open('b')
  expect(await intends(second)).toBe(true)
  // The other branch: the same beginning, then records that send nothing, of another machine.
  writeFileSync(path, base)
  const memoryOfAnother = await openJournal(
    storeOn(path),
    {expect: async () => {}, unseen: async () => [], advance: async () => {}},
    () => instant(start),
    'c'.repeat(16),
    {lineage: '0123456789abcdef0123456789abcdef', panel: 'default', origin: 'loopback'},
  )
  for (const exit of [0, 0, 0]) await memoryOfAnother.append({type: 'run.end', exit})
  await expect(intends(first)).rejects.toMatchObject({code: 7})
})

test('what is looked back at is what was marked since: the same journal passes again and again', async () => {
  const {open} = machine()
  const [first, second] = [await open('a'), await open('b')]
  await first.append(journal())
  for (let number = 0; number < 5; number++) {
    for (const book of [first, second]) {
      const line = await book.append({type: 'halt', who: 'ada', reason: `${number}`}, () => true)
      expect(line).toBeDefined()
    }
  }
})
