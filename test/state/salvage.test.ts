import {expect, test} from 'vitest'
import {fold} from '../../src/state/fold.ts'
import {salvage} from '../../src/state/salvage.ts'
import {soundPart} from '../../src/state/sound-part.ts'
import {intent, journal, linesOf, saying} from './scene.ts'

const entries = [
  journal(),
  intent('a/main'),
  saying('created', 2, 'a/main', 1400),
  intent('b/main'),
  saying('created', 4, 'b/main', 1401),
  intent('c/main'),
]
const {texts} = linesOf(entries)
/** A void record: another runner has appended after the first, as number 2, and come too late. */
const late = linesOf([journal(), {type: 'resume', who: 'eve'}]).texts[1] ?? ''

/** The sends of a journal without what can't be read in it, or where it doesn't hold together. */
function mended(broken: readonly string[]): readonly string[] | string {
  const salvaged = salvage(Buffer.from(broken.map(text => `${text}\n`).join('')))
  if (salvaged.is === 'gap') return `line ${salvaged.damage.line}: ${salvaged.damage.what}`
  expect(soundPart(Buffer.from(salvaged.texts.map(text => `${text}\n`).join('')))).toMatchObject({lines: salvaged.lines})
  return [...fold(salvaged.lines).attempts.values()].map(({seq, address, standing, batchID}) =>
    `${seq} ${address} ${standing} ${batchID ?? ''}`.trimEnd(),
  )
}
const whole = ['2 a/main created 1400', '4 b/main created 1401', '6 c/main open']
const spoilt = (index: number): readonly string[] => texts.with(index, `${texts[index]?.replace('"at"', '"ta"')}`)

test('what is no record is left out, wherever it stands; every record stays as it is', () => {
  for (let at = 1; at <= texts.length; at++)
    for (const other of ['=======', '\0\0\0', `\0\0\0${texts[0]}`, texts[3]?.slice(0, 40) ?? '', '{"seq":9}'])
      expect(mended(texts.toSpliced(at, 0, other))).toEqual(whole)
})

test('a last record that can not be read is cut off, and nothing else', () => {
  expect(mended(spoilt(5))).toEqual(whole.slice(0, 2))
  expect(mended([...texts.slice(0, -1), texts.at(-1)?.slice(0, -5) ?? ''])).toEqual(whole.slice(0, 2))
})

test('a record that others stand on is not left out: nobody knows what it said', () => {
  for (const index of [1, 2, 3, 4])
    expect(mended(spoilt(index))).toBe(`line ${index + 2}: record ${index + 1} is missing: the next one is number ${index + 2}`)
})

test('two sides of a merge, and records in another order, do not hold together', () => {
  const theirs = linesOf([...entries.slice(0, 3), intent('d/main'), saying('created', 4, 'd/main', 1402)]).texts
  expect(mended([...texts, '=======', ...theirs.slice(3)])).toContain("line 9: it is record 5 and doesn't follow record 6")
  const [one = '', two = '', three = '', four = '', ...rest] = texts
  expect(mended([one, two, four, three, ...rest])).toContain('line 3: record 3 is missing')
})

test('what was void stays void', () => {
  expect(mended([...texts.slice(0, 2), late, '=======', ...texts.slice(2)])).toEqual(whole)
  expect(mended([...texts.slice(0, 2), '=======', late, ...texts.slice(2)])).toEqual(whole)
})
