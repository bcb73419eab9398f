import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readLine} from '../../src/state/line.ts'
import {intent, journal, linesOf, saying} from './scene.ts'

const {lines, texts} = linesOf([journal(), intent('a/main'), saying('in-doubt', 2, 'a/main')])
const [first = ''] = texts

test('a line says what was written, its number first and its sum last', () => {
  const body =
    '{"seq":1,"at":"2031-12-01T09:00:00Z","run":"aaaaaaaaaaaaaaaa","type":"journal","lineage":"0123456789abcdef0123456789abcdef",' +
    '"panel":"default","origin":"loopback","normalisation":1,"prev":""'
  // printf %s BODY | sha256sum
  expect(first).toBe(`${body},"sum":"20fbfb0ec0f86fa9082042e0c0eb1d6de786b097c039713a96670ec3d6bb4e68"}`)
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
