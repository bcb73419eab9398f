import {spawn} from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {buildSync} from 'esbuild'
import {afterEach, expect, test} from 'vitest'
import {Stop} from '../../src/exit.ts'
import {instant} from '../../src/instant.ts'
import type {Entry, Line} from '../../src/state/entry.ts'
import {fold} from '../../src/state/fold.ts'
import type {StateStore} from '../../src/state/journal.ts'
import {written} from '../../src/state/line.ts'
import {storeOn} from '../support/store.ts'
import {intent, journal, linesOf, run, saying, start} from './scene.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})
function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
  folders.push(folder)
  return join(folder, '.fieldwork', 'default.jsonl')
}
const waits: number[] = []
const storeAt = (path: string, meanwhile: () => void = () => {}): StateStore =>
  storeOn(path, async ms => {
    waits.push(ms)
    meanwhile()
  })
const {lines, texts} = linesOf([journal(), intent('a/main'), saying('created', 2, 'a/main')])
const text = texts.map(line => `${line}\n`).join('')
const [one = '', two = ''] = texts

function withJournal(content: string): string {
  const path = place()
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, content)
  return path
}
const seqs = (read: {readonly lines: readonly Line[]}): number[] => read.lines.map(({seq}) => seq)
const why = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    value => `no stop: ${JSON.stringify(value)}`,
    (error: unknown) =>
      error instanceof Stop ? `${error.code} ${error.diagnostics[0]?.code} ${error.diagnostics[0]?.detail}` : String(error),
  )
/** Whether a file with something in it is there. */
const journalExists = (path: string): boolean => existsSync(path) && statSync(path).size > 0

/** Appends one record after another. */
async function add(store: StateStore, entry: Entry, after: Line | undefined): Promise<Line | 'overtaken'> {
  const {seq, sum} = after ?? {seq: 0, sum: '' as const}
  const record = written(entry, {seq: seq + 1, at: instant(start), run, prev: sum})
  return (await store.append(sum, [record])) === 'appended' ? record.line : 'overtaken'
}

test('no file is an empty journal, and reading makes none', async () => {
  const path = place()
  expect(await storeAt(path).read(1)).toEqual({lines: []})
  expect(journalExists(path)).toBe(false)
})

test('the first record makes the file, for its user alone', async () => {
  const path = place()
  expect(await add(storeAt(path), journal(), undefined)).toEqual(lines[0])
  expect(readFileSync(path, 'utf8')).toBe(`${one}\n`)
  expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
  expect(journalExists(path)).toBe(true)
})

test('reading gives what came since', async () => {
  const path = withJournal(`${one}\n`)
  const store = storeAt(path)
  expect(seqs(await store.read(1))).toEqual([1])
  expect(seqs(await store.read(2))).toEqual([])
  appendFileSync(path, text.slice(one.length + 1))
  expect(seqs(await store.read(2))).toEqual([2, 3])
  expect(seqs(await store.read(3))).toEqual([3])
  expect(seqs(await store.read(1))).toEqual([1, 2, 3])
})

test('of two that append after the same record the first has won, and the other can read it and go on', async () => {
  const path = withJournal(`${one}\n`)
  const [first, second] = [storeAt(path), storeAt(path)]
  await first.read(1)
  await second.read(1)
  const won = await add(first, intent('a/main'), lines[0])
  expect(won).toEqual(lines[1])
  expect(await add(second, intent('b/main'), lines[0])).toBe('overtaken')
  expect((await second.read(2)).lines).toEqual([lines[1]])
  expect(await add(second, saying('created', 2, 'a/main'), lines[1])).toEqual(lines[2])
  expect(seqs(await first.read(3))).toEqual([3])
  expect(seqs(await storeAt(path).read(1))).toEqual([1, 2, 3])
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(4)
})

test('a record for another place than the end isn’t even written', async () => {
  const path = withJournal(text)
  const store = storeAt(path)
  await store.read(1)
  expect(await add(store, intent('b/main'), lines[0])).toBe('overtaken')
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a last line without its newline is whole if its sum says so, and the next record begins its own line', async () => {
  const path = withJournal(text.slice(0, -1))
  const store = storeAt(path)
  expect(await store.read(1)).toEqual({lines})
  const next = await add(store, intent('b/main'), lines[2])
  expect(next).toMatchObject({seq: 4})
  expect(seqs(await storeAt(path).read(1))).toEqual([1, 2, 3, 4])
  expect(readFileSync(path, 'utf8').startsWith(text)).toBe(true)
})

test('its newline may also come later', async () => {
  const path = withJournal(text.slice(0, -1))
  const store = storeAt(path)
  await store.read(1)
  appendFileSync(path, '\n')
  expect(await store.read(4)).toEqual({lines: []})
  expect(await add(store, intent('b/main'), lines[2])).toMatchObject({seq: 4})
  expect(seqs(await storeAt(path).read(1))).toEqual([1, 2, 3, 4])
})

test('a piece of a line is torn when it stays so for a second; what stands before it is read', async () => {
  const path = withJournal(`${one}\n${two.slice(0, 50)}`)
  waits.length = 0
  expect(await storeAt(path).read(1)).toEqual({lines: [lines[0]], torn: {line: 2, bytes: 50}})
  expect(waits).toEqual([1000])
})

test('a piece of a line that is completed meanwhile was another runner’s write', async () => {
  const path = withJournal(`${one}\n${two.slice(0, 50)}`)
  const store = storeAt(path, () => writeFileSync(path, `${one}\n${two}\n`))
  expect(await store.read(1)).toEqual({lines: lines.slice(0, 2)})
})

test.each<[string, (path: string) => void, string]>([
  ['shorter', path => truncateSync(path, 100), '7 FW121 the journal became shorter while it was read.'],
  ['gone', path => unlinkSync(path), '7 FW121 the journal, line 3: the file was there and is gone.'],
  [
    'followed by something else',
    path => appendFileSync(path, 'hello\n'),
    '7 FW121 the journal, line 4: it has no sum at its end.',
  ],
])('a journal that is %s all at once: nobody reads it on', async (_name, change, expected) => {
  const path = withJournal(text)
  const store = storeAt(path)
  await store.read(1)
  change(path)
  expect(await why(store.read(4))).toBe(expected)
})

test.each<[string, (path: string) => void, string]>([
  ['shorter', path => truncateSync(path, 100), '7 FW121 the journal became shorter while it was read.'],
  ['gone', path => unlinkSync(path), '7 FW123 the journal: '],
])('a journal that is %s all at once: nobody writes to it', async (_name, change, expected) => {
  const path = withJournal(text)
  const store = storeAt(path)
  await store.read(1)
  change(path)
  expect((await why(add(store, intent('b/main'), lines[2]))).startsWith(expected)).toBe(true)
})

test('a folder in the place of the journal is unreadable', async () => {
  const path = place()
  mkdirSync(path, {recursive: true})
  expect(await why(storeAt(path).read(1))).toBe('7 FW122 the journal: it is not a file.')
})

/** Runs several processes that append to one journal, each with a name of its own. */
async function together(path: string, names: readonly string[], count: number): Promise<readonly number[][]> {
  const script = join(dirname(dirname(path)), 'appender.mjs')
  const entry = fileURLToPath(new URL('./appender.ts', import.meta.url))
  buildSync({entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'esm', logLevel: 'error'})
  return Promise.all(
    names.map(
      name =>
        new Promise<number[]>((resolve, reject) => {
          const child = spawn(process.execPath, [script, path, name, String(count)], {stdio: ['ignore', 'pipe', 'pipe']})
          const [out, err]: [Buffer[], Buffer[]] = [[], []]
          child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
          child.stderr.on('data', (bytes: Buffer) => err.push(bytes))
          child.once('error', reject)
          child.once('close', code =>
            code === 0 ? resolve(JSON.parse(String(Buffer.concat(out)))) : reject(new Error(String(Buffer.concat(err)))),
          )
        }),
    ),
  )
}

test('eight processes that append at once: one journal, no fact lost, no send taken twice', async () => {
  const path = place()
  const [names, count] = [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 15]
  const taken = await together(path, names, count)
  const read = await storeAt(path).read(1)
  expect(read.torn).toBeUndefined()
  const numbers = Array.from({length: count}, (_, index) => index + 1)
  expect(taken.flat().sort((a, b) => a - b)).toEqual(numbers)
  const facts = read.lines.flatMap(line => (line.type === 'halt' ? [line.reason] : []))
  expect(facts.toSorted()).toEqual(names.flatMap(name => numbers.map(number => `${name} ${number}`)).sort())
  expect([...fold(read.lines).families.values()].map(tries => tries.length)).toEqual(numbers.map(() => 1))
  expect(read.lines.filter(({type}) => type === 'journal')).toHaveLength(1)
})
