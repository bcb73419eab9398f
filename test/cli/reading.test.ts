import {expect, test} from 'vitest'
import type {Context} from '../../src/commands/context.ts'
import {reading} from '../../src/commands/reading.ts'

/** What is said of 2,000 campaigns, one of which takes so many milliseconds. */
function said({each = 2, isTTY = false, quiet = false, env = {}, rows = false}): readonly string[] {
  const written: string[] = []
  let now = 5
  const context = {
    clock: {monotonic: () => now},
    options: {quiet},
    env,
    stderr: {isTTY, write: (text: string) => written.push(text)},
  } as unknown as Context
  const told = reading(context)
  for (let read = 0; read < 2000; read++, now += each)
    if (rows) told.rows('members/q\u001b3.csv', read)
    else told.campaigns(read, 2000)
  told.end()
  return written
}

test('what is read within a second says nothing', () => {
  expect(said({each: 0.5})).toEqual([])
  expect(said({each: 0.5, isTTY: true})).toEqual([])
})

test('on a terminal one line is written anew, and goes at the end', () => {
  const lines = said({isTTY: true, each: 0.55})
  expect(lines).toEqual(['\rReading 1,819 of 2,000 campaigns …\u001b[K', '\r\u001b[K'])
  expect(said({isTTY: true}).length).toBe(31)
})

test('elsewhere it is a line now and then', () => {
  expect(said({})).toEqual(['Reading 500 of 2,000 campaigns …\n'])
  expect(said({each: 20})).toEqual(
    [50, 550, 1050, 1550].map(read => `Reading ${read.toLocaleString('en-US')} of 2,000 campaigns …\n`),
  )
  expect(said({isTTY: true, env: {CI: 'true'}})).toEqual(['Reading 500 of 2,000 campaigns …\n'])
  expect(said({isTTY: true, env: {TERM: 'dumb'}})).toEqual(['Reading 500 of 2,000 campaigns …\n'])
})

test('-q says nothing', () => {
  expect(said({quiet: true, isTTY: true})).toEqual([])
  expect(said({quiet: true})).toEqual([])
})

test('rows of a member file are counted the same way, and its name does nothing to the terminal', () => {
  const lines = said({isTTY: true, each: 0.55, rows: true})
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^\rReading members\/q[^\u001b]*3\.csv: 1,819 rows …\u001b\[K$/)
})
