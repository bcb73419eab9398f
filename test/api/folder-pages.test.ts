import {mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {folderPages} from '../../src/api/rate/folder-pages.ts'
import {Stop} from '../../src/exit.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fieldwork-pages-'))
})
afterEach(() => rmSync(root, {recursive: true}))
const epoch = '0123abcd'
const now = Date.parse('2031-12-01T09:00:00Z')
const at = (...parts: readonly string[]): string => join(root, 'memory', 'rate', 'name', ...parts)
const open = () => folderPages(at(), () => now, epoch)

test('nothing is made before something is written; then it is for its user alone', () => {
  const pages = open()
  expect([pages.list(), pages.read(7, 0), readdirSync(root)]).toEqual([[], undefined, []])
  pages.begin(7, '\none\n')
  pages.begin(7, '\ntwo\n')
  pages.begin(12, '\nthree\n')
  expect([pages.list(), pages.read(7, 0), pages.read(7, 5)]).toEqual([[7, 12], '\none\n\ntwo\n', '\ntwo\n'])
  expect([at(), at(`${epoch}-7`)].map(path => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
})

test('a page that is shorter than what was read of it is not that page any more', () => {
  const pages = open()
  pages.begin(7, '\none\n')
  expect([pages.read(7, 5), pages.read(7, 6)]).toEqual(['', undefined])
})

test('an end is written on a page that is there, and makes none', () => {
  const pages = open()
  pages.begin(7, '\none\n')
  pages.end(7, '\nover\n')
  pages.end(8, '\nover\n')
  pages.remove(9)
  expect([pages.list(), pages.read(7, 0)]).toEqual([[7], '\none\n\nover\n'])
  pages.remove(7)
  expect(pages.list()).toEqual([])
})

test('pages of another start of the machine mean nothing, and go after a day; what is no page stays', () => {
  open().begin(7, '\none\n')
  const day = 24 * 3600
  for (const [name, age] of [
    ['ffffffff-7', day + 60],
    ['ffffffff-8', day - 60],
    ['notes.txt', 9 * day],
  ] as const) {
    writeFileSync(at(name), 'x')
    utimesSync(at(name), now / 1000 - age, now / 1000 - age)
  }
  expect(open().list()).toEqual([7])
  expect(readdirSync(at()).sort()).toEqual(['0123abcd-7', 'ffffffff-8', 'notes.txt'])
})

const stopOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    const [diagnostic] = error.diagnostics
    return [error.code, diagnostic?.code, diagnostic?.detail?.replace(root, '…')]
  }
}

test('where calls can not be counted, none is made', () => {
  mkdirSync(at(`${epoch}-1`), {recursive: true})
  symlinkSync('/dev/full', at(`${epoch}-2`))
  expect([1, 2].map(page => [stopOf(() => open().read(page, 0)), stopOf(() => open().begin(page, '\none\n'))])).toEqual([
    [
      [7, 'FW406', `…/memory/rate/name/${epoch}-1: it is no page of a ledger.`],
      [7, 'FW406', `…/memory/rate/name/${epoch}-1: it is a folder.`],
    ],
    [
      [7, 'FW406', `…/memory/rate/name/${epoch}-2: ELOOP.`],
      [7, 'FW406', `…/memory/rate/name/${epoch}-2: ELOOP.`],
    ],
  ])
  rmSync(at(), {recursive: true})
  writeFileSync(at(), 'a file in the place of the folder')
  expect([stopOf(() => open().list()), stopOf(() => open().begin(1, '\none\n'))]).toEqual([
    [7, 'FW406', '…/memory/rate/name: a part of the path is no folder.'],
    [7, 'FW406', `…/memory/rate/name/${epoch}-1: a part of the path is no folder.`],
  ])
  // An end that can't be written makes a slot come free later, and no more than that.
  open().end(1, '\nover\n')
  expect(statSync(dirname(at())).isDirectory()).toBe(true)
})
