import fc from 'fast-check'
import {expect, test} from 'vitest'
import {soundPart} from '../../src/state/sound-part.ts'
import {intent, journal, linesOf, saying} from './scene.ts'

const {lines, texts} = linesOf([journal(), intent('a/main'), saying('created', 2, 'a/main')])
const text = texts.map(line => `${line}\n`).join('')
const of = (content: string) => soundPart(Buffer.from(content))

test('a sound journal is sound to its end, with or without its last newline', () => {
  expect(of(text)).toEqual({lines, end: text.length})
  expect(of(text.slice(0, -1))).toEqual({lines, end: text.length - 1})
  expect(of('')).toEqual({lines: [], end: 0})
})

test.each<[string, string, number, number, string]>([
  ['torn', text.slice(0, -10), 2, 3, 'it is cut off'],
  ['something else behind it', `${text}hello\n`, 3, 4, 'it has no sum at its end'],
  ['zeros behind it, and more', `${text}\0\0\0\0${texts[1]}\n`, 3, 4, 'its sum is not the sum of its bytes'],
  [
    'a torn record that another was glued to',
    `${text}${texts[1]?.slice(0, 30)}${texts[2]}\n`,
    3,
    4,
    'its sum is not the sum of its bytes',
  ],
  ['its middle is gone', `${texts[0]}\n${texts[2]}\n`, 1, 2, 'record 2 is missing: the next one is number 3'],
])('%s', (_name, content, whole, line, what) => {
  const end = texts.slice(0, whole).join('\n').length + 1
  expect(of(content)).toEqual({lines: lines.slice(0, whole), end, damage: {line, what}})
})

test('what is cut off where the damage begins is sound', () => {
  fc.assert(
    fc.property(fc.nat({max: text.length - 1}), fc.nat({max: 7}), (at, bit) => {
      const bytes = Buffer.from(text)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      const {end, lines: kept} = soundPart(bytes)
      expect(soundPart(bytes.subarray(0, end))).toEqual({lines: kept, end})
      expect(kept).toEqual(lines.slice(0, kept.length))
    }),
    {numRuns: 500},
  )
})
