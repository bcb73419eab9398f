import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import type {Sum} from '../../src/address.ts'
import {Stop} from '../../src/exit.ts'
import {systemDisk} from '../../src/state/stores/disk.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {lineage} from './scene.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

const memory = (): string => join(folder, 'memory')
const marksOf = (root = '/home/ada/project', panel = 'default') => openMarks(systemDisk, memory(), root, [panel])
const sum = (digit: string): Sum => digit.repeat(64) as Sum
const other = 'f'.repeat(32)
const mark = (seq: number, digit: string, of = lineage) => ({lineage: of, seq, sum: sum(digit)})

test('nothing is remembered at first, and asking writes nothing', async () => {
  const marks = marksOf()
  expect([await marks.forProject(), await marks.forLineage(lineage), await marks.expects(lineage)]).toEqual([
    undefined,
    undefined,
    false,
  ])
  expect(() => statSync(memory())).toThrow('ENOENT')
})

test('a lineage that is begun is expected before its first mark, and only in its project', async () => {
  await marksOf().expect(lineage)
  expect(await marksOf().expects(lineage)).toBe(true)
  expect(await marksOf().forProject()).toBeUndefined()
  expect(await marksOf('/home/ada/other').expects(lineage)).toBe(false)
  expect(await marksOf('/home/ada/project', 'staging').expects(lineage)).toBe(false)
})

test('the mark of the furthest record counts, whoever wrote last', async () => {
  const [fast, slow] = [marksOf(), marksOf()]
  await slow.advance(lineage, mark(1, 'a'))
  await fast.advance(lineage, mark(3, 'c'))
  await slow.advance(lineage, mark(2, 'b'))
  expect([await marksOf().forProject(), await marksOf().forLineage(lineage)]).toEqual([mark(3, 'c'), mark(3, 'c')])
})

test('a project that was moved is still known by its lineage', async () => {
  await marksOf('/home/ada/project').advance(lineage, mark(3, 'c'))
  const moved = marksOf('/home/ada/moved')
  expect([await moved.forProject(), await moved.forLineage(lineage)]).toEqual([undefined, mark(3, 'c')])
})

test('who lost the race for the first record leaves no mark behind', async () => {
  await marksOf().expect(other)
  await marksOf().advance(lineage, mark(1, 'a'))
  await marksOf().expect(other)
  expect(await marksOf().forProject()).toEqual(mark(1, 'a'))
})

test('trust forgets what was known, also what was further', async () => {
  const marks = marksOf()
  await marks.advance(lineage, mark(9, 'a'))
  await marks.trust(mark(4, 'b'))
  expect(await marksOf().forProject()).toEqual(mark(4, 'b'))
  await marks.trust(mark(2, 'c', other))
  expect([await marksOf().forProject(), await marksOf().expects(lineage)]).toEqual([mark(2, 'c', other), false])
})

test('a line that was cut off, and anything else that is no mark, is passed over', async () => {
  await marksOf().advance(lineage, mark(3, 'c'))
  const file = join(memory(), 'marks', lineage)
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n4 abc\n\n99999999999999999 ${'d'.repeat(64)}\n5 ${'e'.repeat(63)}`)
  expect(await marksOf().forProject()).toEqual(mark(3, 'c'))
  await marksOf().advance(lineage, mark(6, 'f'))
  expect(await marksOf().forProject()).toEqual(mark(6, 'f'))
})

test('a lineage that is no lineage names no file', async () => {
  expect(await marksOf().forLineage('../../etc/passwd')).toBeUndefined()
})

test('the memory is for its user alone', async () => {
  await marksOf().advance(lineage, mark(1, 'a'))
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
  expect([mode(join(memory(), 'marks')), mode(join(memory(), 'marks', lineage))]).toEqual(['700', '600'])
})

test.each<[string, () => Promise<unknown>]>([
  ['expect', () => marksOf().expect(lineage)],
  ['advance', () => marksOf().advance(lineage, mark(1, 'a'))],
  ['trust', async () => marksOf().trust(mark(1, 'a'))],
])('%s stops where the memory can’t be written', async (_name, write) => {
  writeFileSync(memory(), 'a file where the folder should be')
  await expect(write()).rejects.toMatchObject({name: 'Stop', code: 7, diagnostics: [{code: 'FW124'}]})
})

test('a mark that can’t be read is no missing mark', async () => {
  mkdirSync(join(memory(), 'marks', lineage), {recursive: true})
  await expect(marksOf().forLineage(lineage)).rejects.toThrow(Stop)
})
