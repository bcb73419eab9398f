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

/** The journal after its damage was cut off and what is whole was kept: each send with how it stands. */
function mended(broken: readonly string[]): readonly string[] | string {
  const bytes = Buffer.from(broken.map(text => `${text}\n`).join(''))
  const {lines, end, damage} = soundPart(bytes)
  expect(damage).toBeDefined()
  const salvaged = salvage(lines, bytes.subarray(end))
  if (salvaged.is === 'orphan') return `record ${salvaged.seq} has no intent`
  const whole = soundPart(Buffer.concat([bytes.subarray(0, end), ...salvaged.records.map(({text}) => Buffer.from(`${text}\n`))]))
  expect(whole.damage).toBeUndefined()
  return [...fold(whole.lines).attempts.values()].map(({seq, address, standing, batchID}) =>
    `${seq} ${address} ${standing} ${batchID ?? ''}`.trimEnd(),
  )
}

const spoilt = (index: number): readonly string[] => texts.with(index, `${texts[index]?.replace('"at"', '"ta"')}`)

test('what is whole behind the damage is kept under new numbers, outcomes with their intents', () => {
  // The answer to a/main is lost: it is open, and so in doubt. The others stand one number earlier.
  expect(mended(spoilt(2))).toEqual(['2 a/main open', '3 b/main created 1401', '5 c/main open'])
  expect(mended(spoilt(4))).toEqual(['2 a/main created 1400', '4 b/main open', '5 c/main open'])
  expect(mended(spoilt(5))).toEqual(['2 a/main created 1400', '4 b/main created 1401'])
})

test('an outcome whose intent is lost can not be kept, and is not dropped', () => {
  expect(mended(spoilt(1))).toBe('record 3 has no intent')
  expect(mended(spoilt(3))).toBe('record 5 has no intent')
})

test('what is swapped is kept, each once; two sides of a merge are both kept', () => {
  const [one = '', two = '', three = '', four = '', ...rest] = texts
  expect(mended([one, two, four, three, four, ...rest])).toEqual([
    '2 a/main created 1400',
    '3 b/main created 1401',
    '6 c/main open',
  ])
  const theirs = linesOf([...entries.slice(0, 3), intent('d/main'), saying('created', 4, 'd/main', 1402)]).texts
  expect(mended([...texts, '=======', ...theirs.slice(3)])).toEqual([
    '2 a/main created 1400',
    '4 b/main created 1401',
    '6 c/main open',
    '7 d/main created 1402',
  ])
})

test('a torn end holds nothing that is whole', () => {
  const [last = ''] = texts.slice(-1)
  expect(mended([...texts.slice(0, -1), last.slice(0, -5)])).toEqual(['2 a/main created 1400', '4 b/main created 1401'])
})
