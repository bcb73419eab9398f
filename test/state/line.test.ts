import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readLine} from '../../src/state/line.ts'
import {intent, journal, linesOf, saying} from './scene.ts'

const {lines, texts} = linesOf([journal(), intent('a/main'), saying('in-doubt', 2, 'a/main')])
const [first = ''] = texts

test('a line says what was written, its number first and its sum last', () => {
  expect(first).toBe(
    '{"seq":1,"at":"2031-12-01T09:00:00Z","run":"aaaaaaaaaaaaaaaa","type":"journal","lineage":"0123456789abcdef0123456789abcdef",' +
      '"panel":"default","origin":"loopback","normalisation":1,"prev":"","sum":"cb16b2ec9e60b0d1ba67dd43e5ff3a43b3f2de6e5b4a4f4fbd2d8bd5a0a3e2c1"}'.replace(
        /[0-9a-f]{64}/,
        lines[0]?.sum ?? '',
      ),
  )
  expect(texts.map(readLine)).toEqual(lines)
})

test.each([
  ['', 'it has no sum at its end'],
  ['{}', 'it has no sum at its end'],
  [first.slice(0, -1), 'it has no sum at its end'],
  [`${first} `, 'it has no sum at its end'],
  [`${first}\r`, 'it has no sum at its end'],
  [` ${first}`, 'its sum is not the sum of its bytes'],
  [first.replace('default', 'Default'), 'its sum is not the sum of its bytes'],
  [first.replace('"prev":""', '"prev": ""'), 'its sum is not the sum of its bytes'],
])('%j can not be trusted', (text, why) => {
  expect(readLine(text)).toBe(why)
})

test('any one flipped bit is noticed', () => {
  const bytes = Buffer.from(first)
  fc.assert(
    fc.property(fc.nat({max: bytes.length * 8 - 1}), bit => {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(typeof readLine(flipped.toString('utf8'))).toBe('string')
    }),
    {numRuns: 2000},
  )
})
