import {expect, test} from 'vitest'
import {emptyPage, type Page, readOn} from '../../src/api/rate/page.ts'

const spoilt = 1000
const [a, b] = ['a'.repeat(16), 'b'.repeat(16)]
const read = (...pieces: readonly string[]): Page => {
  const page = emptyPage()
  for (const piece of pieces) readOn(page, 2, piece, spoilt)
  return page
}
const calls = (...pieces: readonly string[]) => [...read(...pieces).calls]

test('calls in the order of their lines, and their ends', () => {
  const text = `\n+ ${b} 120000 300000\n\n+ ${a} 120001 300001\n\n- ${b} 180000\n\n! 120001 130000\n- ${a} 190000\n`
  expect(read(text)).toEqual({
    calls: new Map([
      [b, 180_000],
      [a, 190_000],
    ]),
    complaints: [{taken: 120_001, at: 130_000}],
    matters: 1_330_000,
    length: text.length,
  })
})

test('an end brings it forward, never back; an end of something unknown is nothing', () => {
  expect(calls(`\n+ ${a} 120000 300000\n- ${a} 300001\n- ${b} 5\n`)).toEqual([[a, 300_000]])
})

test('a line that is just being written is left until it is whole', () => {
  const page = read(`\n+ ${a} 1200`)
  expect(page).toEqual({...emptyPage(), length: 1})
  readOn(page, 2, `+ ${a} 120000 300000\n`, spoilt)
  expect([...page.calls]).toEqual([[a, 300_000]])
})

test('what can not be read counts as a call for some time after the page', () => {
  expect(calls('\nrubbish\n+ x\n').map(([, until]) => until)).toEqual([181_000, 181_000])
})
