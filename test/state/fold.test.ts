import fc from 'fast-check'
import {expect, test} from 'vitest'
import {instant} from '../../src/instant.ts'
import {personTable} from '../../src/people/person-table.ts'
import type {Entry} from '../../src/state/entry.ts'
import {baseOf, fold, startFold} from '../../src/state/fold.ts'
import {written} from '../../src/state/line.ts'
import type {State} from '../../src/state/state.ts'
import {type Attempt, isOpen, isSettled} from '../../src/state/state.ts'
import {type Fact, transitions} from '../../src/state/transitions.ts'
import {adopted, batchId, digest, intent, journal, lineage, linesOf, person, run, saying, start} from './scene.ts'

const facts = Object.keys(transitions.open) as Fact[]
const stateOf = (...entries: Entry[]) => fold(linesOf([journal(), ...entries]).lines)
const shown = ({seq, address, standing, batchID, alarm}: Attempt) =>
  [seq, address, standing, ...(batchID ? [batchID] : []), ...(alarm ? [alarm] : [])].join(' ')

test('each record leads where it should', () => {
  const state = stateOf(
    intent('a/main', {content: digest('a')}),
    saying('created', 2, 'a/main', 1400),
    intent('a/main+2', {content: digest('a'), round: 2}),
    saying('in-doubt', 4, 'a/main+2'),
    intent(`b/main#${person('f')}`, {content: digest('b')}),
    {
      type: 'batch.read',
      address: intent('a/main').address,
      batchID: batchId(1400),
      surveyID: 7,
      status: 'Sending',
      created: 'then',
    },
  )
  expect([...state.attempts.values()].map(shown)).toEqual([
    '2 a/main created 1400',
    '4 a/main+2 in-doubt',
    `6 b/main#${person('f')} open`,
  ])
  expect([...state.families]).toEqual([
    ['a/main', [2, 4]],
    [`b/main#${person('f')}`, [6]],
  ])
  expect([...state.bases]).toEqual([
    ['a/main', [2, 4]],
    ['b/main', [6]],
  ])
  expect([...state.contents]).toEqual([
    [digest('a'), [2, 4]],
    [digest('b'), [6]],
  ])
  expect([...state.owned]).toEqual([[1400, 'a/main']])
  expect(state.readings.get(batchId(1400))).toMatchObject({status: 'Sending'})
  expect(state.head?.seq).toBe(7)
  expect([state.lineage, state.panel, state.origin]).toEqual([lineage, 'default', 'loopback'])
})

test('an outcome closes only the try that it names', () => {
  const state = stateOf(
    intent('a/main'),
    saying('verdict:not-sent', 2, 'a/main'),
    intent('a/main'),
    saying('refused', 2, 'a/main'),
  )
  expect([...state.attempts.values()].map(shown)).toEqual(['2 a/main refused', '4 a/main open'])
})

test('a batch that was made elsewhere is one that went out, of its address, content and ID; sent when the API says', () => {
  const made = adopted('a/main', {content: digest('a'), created: instant(start - 5000)})
  const state = stateOf(
    intent('a/main', {content: digest('a')}),
    saying('refused', 2, 'a/main'),
    made,
    adopted('a/main+2', {batchID: batchId(1501)}),
  )
  expect([...state.attempts.values()].map(shown)).toEqual([
    '2 a/main refused',
    '4 a/main created 1500',
    '5 a/main+2 created 1501',
  ])
  expect([...state.families]).toEqual([['a/main', [2, 4, 5]]])
  expect(state.contents.get(digest('a'))).toEqual([2, 4])
  expect([...state.owned]).toEqual([
    [1500, 'a/main'],
    [1501, 'a/main+2'],
  ])
  expect([...state.attempts.values()].map(({at}) => at)).toEqual([start, start - 5000, start].map(instant))
})

test('when a doubt arose is told by the run that sent it, never by one that found it later', () => {
  const of = (by: string) => {
    const {lines} = linesOf([journal(), intent('a/main')])
    const {line} = written(saying('in-doubt', 2, 'a/main'), {seq: 3, at: instant(start + 9000), run: by, prev: '' as const})
    return fold([...lines, line]).attempts.get(2)?.toldAt
  }
  expect([of(run), of('d'.repeat(16))]).toEqual([instant(start + 9000), undefined])
})

test('a created batch that comes after "it was not sent" is kept and reported', () => {
  const state = stateOf(intent('a/main'), saying('verdict:not-sent', 2, 'a/main'), saying('created', 2, 'a/main', 1401))
  expect([...state.attempts.values()].map(shown)).toEqual([
    '2 a/main created 1401 record 4 says created, but it stood as not sent',
  ])
  expect([...state.owned]).toEqual([[1401, 'a/main']])
})

test('members are counted by campaign and known by person, whoever posted them; each campaign has its own last row', () => {
  const row = (text: string) => text.padEnd(16, '0')
  const posted = (campaign: string, ...people: readonly [string, string][]): Entry => ({
    type: 'members.posted',
    campaign,
    people: people.map(([who, what]) => `${person(who)}.${row(what)}`) as Extract<Entry, {type: 'members.posted'}>['people'],
    added: people.length,
    notAdded: 0,
  })
  const state = stateOf(posted('a', ['1', 'a'], ['2', 'b']), posted('b', ['2', 'c'], ['2', 'd']), posted('a', ['1', 'e']))
  expect([...state.posted]).toEqual([
    [person('1'), row('e')],
    [person('2'), row('b')],
  ])
  expect([...state.posted.counts()]).toEqual([
    ['a', 2],
    ['b', 1],
  ])
  const asked = personTable()
  for (const who of ['3', '2', '1']) asked.addHex(person(who))
  const rowsBy = (...campaigns: string[]) => [0, 1, 2].map(place => state.posted.by(campaigns).row(asked, place))
  expect(rowsBy('a')).toEqual([undefined, row('b'), row('e')])
  expect(rowsBy('b')).toEqual([undefined, row('d'), row('e')])
  // Who was posted by others only has the row that they posted.
  expect(rowsBy('c')).toEqual([undefined, row('b'), row('e')])
  // Of a campaign under several names the last row counts, in whatever order the names are given.
  expect([rowsBy('a', 'b'), rowsBy('b', 'a')]).toEqual(Array(2).fill([undefined, row('d'), row('e')]))
  expect(['a', 'b', 'c'].map(name => state.posted.by([name]).missingFrom(personTable()))).toEqual([2, 1, 0])
  expect(state.posted.by(['a', 'b']).missingFrom(asked)).toBe(0)
})

const halt = (campaign?: string): Entry => ({type: 'halt', ...(campaign && {campaign}), who: 'ada', reason: 'stop'})
const resume = (campaign?: string): Entry => ({type: 'resume', ...(campaign && {campaign}), who: 'ada'})
test.each<[string, Entry[], {all: boolean; campaigns: string[]}]>([
  ['a halt of all', [halt()], {all: true, campaigns: []}],
  ['a halt of one', [halt('a')], {all: false, campaigns: ['a']}],
  ['lifting one leaves the other', [halt('a'), halt('b'), resume('a')], {all: false, campaigns: ['b']}],
  ['lifting one leaves the halt of all', [halt(), halt('a'), resume('a')], {all: true, campaigns: []}],
  ['lifting all lifts each', [halt(), halt('a'), resume()], {all: false, campaigns: []}],
])('%s', (_name, entries, expected) => {
  const {halted, haltedCampaigns} = stateOf(...entries)
  expect({all: halted !== null, campaigns: [...haltedCampaigns.keys()]}).toEqual(expected)
})

test('the fold goes on: line by line is the same as all at once', () => {
  const {lines} = linesOf([journal(), intent('a/main'), saying('created', 2, 'a/main'), halt('a')])
  const step = startFold('', '', '')
  for (const line of lines) step.add(line)
  const plain = (state: State) => ({...state, posted: [...state.posted]})
  expect(plain(step.state)).toEqual(plain(fold(lines)))
})

test('whatever is said of a try, in whatever order: once gone out it stays so, and open only while nothing final was said', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...facts), {maxLength: 8}), said => {
      const standings = said.map((_, count) => {
        const entries = said.slice(0, count + 1).map(fact => saying(fact, 2, 'a/main'))
        return stateOf(intent('a/main'), ...entries).attempts.get(2)
      })
      const wentOut = standings.findIndex(attempt => attempt && isSettled(attempt))
      if (wentOut >= 0) expect(standings.slice(wentOut).every(attempt => attempt && isSettled(attempt))).toBe(true)
      const last = standings.at(-1)
      const final = said.some(fact => fact !== 'in-doubt')
      if (last && !final) expect(isOpen(last)).toBe(true)
    }),
  )
})

test('no late fact makes a journal unreadable', () => {
  for (const first of facts)
    for (const second of facts)
      for (const third of facts)
        expect(stateOf(intent('a/main'), ...[first, second, third].map(fact => saying(fact, 2, 'a/main'))).head?.seq).toBe(5)
})

test('the base of an address is the batch without the person', () => {
  expect(baseOf({campaign: 'a', batch: 'main'})).toBe('a/main')
  expect(baseOf({campaign: 'a', batch: 'main', wave: '2031-q4'})).toBe('a/main@2031-q4')
})
