import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isDamage, lastSeq, lastSum, newChain, walk} from '../../src/state/chain.ts'
import type {Line} from '../../src/state/entry.ts'
import {written} from '../../src/state/line.ts'
import {intent, journal, linesOf, saying} from './scene.ts'

const entries = [journal(), intent('a/main'), saying('created', 2, 'a/main'), intent('b/main'), saying('refused', 4, 'b/main')]
const {lines, texts} = linesOf(entries)
const [one = '', two = '', three = '', four = '', five = ''] = texts
/** The same number and the same `prev` as line 3, by another runner who came second. */
const lost = void3()
/** What came with it in the same append, and stands on it. */
const lostToo = standingOn(lost, 4)
const lostLast = standingOn(lostToo, 5)
function void3(): string {
  const [, before] = lines
  if (!before) throw new TypeError('no line 2')
  return written(intent('c/main'), {seq: 3, at: before.at, run: 'bbbbbbbbbbbbbbbb', prev: before.sum}).text
}
function standingOn(text: string, seq: number): string {
  const {at, run, sum} = JSON.parse(text) as Line
  return written(intent('c/main'), {seq, at, run, with: 3, prev: sum}).text
}

const walked = (given: readonly string[]): string => {
  const result = walk(newChain(), given, 1)
  return isDamage(result) ? `line ${result.line}: ${result.what}` : result.map(({seq}) => seq).join(' ')
}

test.each<[string, readonly string[], string]>([
  ['nothing', [], ''],
  ['whole', texts, '1 2 3 4 5'],
  ['empty lines count for nothing', [one, '', two, ''], '1 2'],
  ['who came second is void', [one, two, three, lost, four], '1 2 3 4'],
  ['with all that stands on it', [one, two, three, lost, lostToo, lostLast, four, five], '1 2 3 4 5'],
  ['also where its number wasn’t taken yet', [one, two, three, lost, lostToo, four, five], '1 2 3 4 5'],
  [
    'what stands on a void line and didn’t come with it',
    [one, two, lost, three, four],
    "line 5: it is record 4 and doesn't follow record 3, after which it stands",
  ],
  [
    'what came with a void line that isn’t there',
    [one, two, three, lostToo, four],
    "line 4: it is record 4 and doesn't follow record 3, after which it stands",
  ],
  ['also when others came between', [one, two, three, four, lost, five], '1 2 3 4 5'],
  ['who came first is the journal', [one, two, lost], '1 2 3'],
  ['a line twice is the same journal', [one, two, two, three], '1 2 3'],
  ['a line is gone', [one, three], 'line 2: record 2 is missing: the next one is number 3'],
  ['the first line is gone', [two, three], 'line 1: record 1 is missing: the next one is number 2'],
  ['two lines swapped', [one, three, two], 'line 2: record 2 is missing: the next one is number 3'],
  [
    'a winner and a loser swapped, with lines after them',
    [one, two, lost, three, four],
    "line 5: it is record 4 and doesn't follow record 3, after which it stands",
  ],
  [
    'a record of another journal',
    [one, two, three, linesOf([journal('other'), intent('c/main')]).texts[1] ?? ''],
    "line 4: it is record 2 and doesn't follow record 3, after which it stands",
  ],
  [
    'a merge marker',
    [one, '<<<<<<< ours', two],
    'line 2: it is a merge marker: two journals were merged, which can never be right',
  ],
  ['its middle', [one, '=======', two], 'line 2: it is a merge marker: two journals were merged, which can never be right'],
  ['its end', [one, two, '>>>>>>> theirs'], 'line 3: it is a merge marker: two journals were merged, which can never be right'],
  ['other line endings', [`${one}\r`], 'line 1: it ends in a carriage return: something changed the line endings'],
  ['another text', [one, 'hello'], 'line 2: it has no sum at its end'],
  ['a piece', [one, two.slice(0, 40)], 'line 2: it has no sum at its end'],
  ['a record that somebody has changed', [one, two.replace('a/main', 'b/main')], 'line 2: its sum is not the sum of its bytes'],
  ['two lines in one', [one, two + three], 'line 2: its sum is not the sum of its bytes'],
])('%s', (_name, given, expected) => {
  expect(walked(given)).toBe(expected)
})

test('it goes on where it was', () => {
  const chain = newChain()
  expect([lastSeq(chain), lastSum(chain)]).toEqual([0, ''])
  walk(chain, [one, two], 1)
  expect([lastSeq(chain), lastSum(chain)]).toEqual([2, lines[1]?.sum])
  expect(walk(chain, [three], 3)).toEqual([lines[2]])
  expect(walk(chain, [five], 4)).toEqual({line: 4, what: 'record 4 is missing: the next one is number 5'})
})

type Change = (texts: readonly string[]) => string
const index = fc.nat({max: texts.length - 1})
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.nat().map(
    (at): Change =>
      given =>
        all(given).slice(0, at % (all(given).length + 1)),
  ),
  fc.tuple(fc.nat(), fc.nat({max: 7})).map(
    ([at, bit]): Change =>
      given => {
        const bytes = Buffer.from(all(given))
        if (bytes.length > 0) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit)
        return bytes.toString('utf8')
      },
  ),
  fc.tuple(index, index).map(
    ([from, to]): Change =>
      given => {
        const swapped = [...given]
        ;[swapped[from], swapped[to]] = [given[to] ?? '', given[from] ?? '']
        return all(swapped)
      },
  ),
  index.map(
    (at): Change =>
      given =>
        all(given.toSpliced(at, 1)),
  ),
  fc.tuple(index, index).map(
    ([from, to]): Change =>
      given =>
        all(given.toSpliced(to, 0, given[from] ?? '')),
  ),
  fc.constant<Change>(given => all(given).replaceAll('\n', '\r\n')),
)
const all = (given: readonly string[]): string => given.map(text => `${text}\n`).join('')

test('cut, flipped, swapped, dropped, doubled: damage, or the beginning of the same journal; never other records', () => {
  fc.assert(
    fc.property(change, how => {
      const result = walk(newChain(), how(texts).split('\n'), 1)
      if (isDamage(result)) return
      expect(result).toEqual(lines.slice(0, result.length) satisfies readonly Line[])
    }),
    {numRuns: 3000},
  )
})
