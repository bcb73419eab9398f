import {expect, test} from 'vitest'
import type {Batch, Campaign, Repeat} from '../../src/config/campaign.ts'
import {occurrences} from '../../src/config/occurrences.ts'
import {instant} from '../../src/instant.ts'
import type {Plan} from '../../src/plan/model.ts'
import {type BatchIs, campaign, day, start, toFilter, toPeople, world} from './scene.ts'
import {shown} from './shown.ts'

const hour = 3_600_000
const named = (name: string): NonNullable<Batch['wave']> => ({name, formerly: []})
const at = (sendAt: number) => ({schedule: {sendAt}})
const notes = ({notes: all}: Plan): readonly string[] => all.map(({text}) => text)

/** A tracker with waves a day apart, from tomorrow on. */
const waves = ['one', 'two', 'three']
const tracker = (given: (name: string) => BatchIs = () => ({}), names: readonly string[] = waves): readonly Campaign[] => [
  campaign('t', {
    batches: names.map((name, index) => toFilter(145, {wave: named(name), ...at(start + (index + 1) * 7 * day), ...given(name)})),
  }),
]

test('waves go one after another, each when it is due', () => {
  const made = world()
  expect(shown(made.plan(tracker()))).toEqual(['wait t/main@one not-due', 'wait t/main@two not-due', 'wait t/main@three not-due'])
  made.now = start + 7 * day
  expect(shown(made.send(tracker()))).toEqual(['send t/main@one new 1', 'wait t/main@two not-due', 'wait t/main@three not-due'])
  made.now = start + 14 * day
  expect(shown(made.plan(tracker()))).toEqual(['send t/main@two new 1', 'wait t/main@three not-due', 'same t/main@one'])
})

test('a wave that was sent is history: no edit of the file compares with it', () => {
  const made = world()
  made.now = start + 7 * day
  made.send(tracker())
  const edited = tracker(() => ({compose: {surveyLength: 12, surveyID: 9}}))
  expect(shown(made.plan(edited)).at(-1)).toBe('same t/main@one')
  const toAda = [campaign('t', {batches: [toPeople(['ada'], {wave: named('one'), ...at(start + 7 * day)})]})]
  expect(shown(made.plan(toAda))).toEqual(['same t/main@one'])
})

test('of several that are due only the newest goes, and what was passed over is said', () => {
  const made = world()
  made.now = start + 21 * day + hour
  const plan = made.plan(tracker())
  expect(shown(plan)).toEqual(['send t/main@three new 1'])
  expect(notes(plan)).toEqual(["main: one, two were never sent, and won't be: three is the newest."])
  made.now = start + 23 * day
  expect(shown(made.plan(tracker()))).toEqual(['held t/main@three missed'])
})

test('a clock that is set back after a send brings no older round back', () => {
  const made = world()
  made.now = start + 14 * day
  expect(shown(made.send(tracker()))).toEqual(['send t/main@two new 1', 'wait t/main@three not-due'])
  made.now = start + 7 * day + hour
  const plan = made.plan(tracker())
  expect(shown(plan)).toEqual(['wait t/main@three not-due', 'same t/main@two'])
  expect(notes(plan)).toEqual(["main: one was never sent, and won't be: two is the newest."])
})

test('it may go until the next one is due, however late it may be', () => {
  const made = world()
  made.now = start + 7 * day
  const late = tracker(name => ({schedule: {sendAt: start + (waves.indexOf(name) + 1) * 7 * day, late: 30 * day}}))
  expect(made.plan(late).actions).toMatchObject([{address: 't/main@one', notAfter: instant(start + 14 * day)}])
})

test('a doubt about a wave blocks that wave and no other', () => {
  const made = world()
  made.now = start + 7 * day
  made.send(tracker(), 'in-doubt')
  made.now = start + 14 * day
  expect(shown(made.plan(tracker()))).toEqual(['send t/main@two new 1', 'wait t/main@three not-due', 'doubt t/main@one'])
})

test('one wave is sent once more, and the others are not', () => {
  const made = world()
  made.now = start + 7 * day
  made.send(tracker())
  const again = tracker(name => (name === 'one' ? {resend: {number: 2, reason: 'wrong link'}} : {}))
  expect(shown(made.plan(again))[0]).toBe('send t/main@one+2 resend 2 (wrong link)')
  made.now = start + 8 * day + hour
  expect(shown(made.plan(again))[0]).toBe('held t/main@one+2 missed')
})

test('a wave that was renamed is the same one where formerly says so, and otherwise looks like one that was sent', () => {
  const made = world()
  made.now = start + 7 * day
  made.send(tracker())
  const renamed = (formerly: readonly string[]) =>
    tracker(name => (name === 'first' ? {wave: {name, formerly}} : {}), ['first', 'two', 'three'])
  expect(shown(made.plan(renamed([])))[0]).toBe('held t/main@first looks-already-sent')
  expect(shown(made.plan(renamed(['one']))).at(-1)).toBe('same t/main@one')
})

test('a person who came later is invited to what is due, and not to rounds that have passed', () => {
  const made = world()
  const to = (names: readonly string[]) => [
    campaign('t', {
      batches: waves.map((name, index) => toPeople(names, {wave: named(name), ...at(start + (index + 1) * 7 * day)})),
    }),
  ]
  made.now = start + 7 * day
  made.send(to(['ada']))
  made.now = start + 14 * day
  expect(shown(made.plan(to(['ada', 'bob'])))).toEqual([
    'send t/main@two#ada new 1',
    'send t/main@two#bob new 1',
    'wait t/main@three not-due ×2',
    'same t/main@one#ada',
  ])
})

const rule: Repeat = {every: 'month', anchor: '2031-12-31T09:00', zone: 'America/New_York'}
const repeated = (by: Repeat = rule, given: BatchIs = {}): readonly Campaign[] => [
  campaign('r', {
    batches: occurrences(by, 24).map(({name, at: sendAt}) =>
      toFilter(145, {...given, wave: {name, formerly: [], repeat: by}, schedule: {sendAt, ...given.schedule}}),
    ),
  }),
]
const when = (period: string, by: Repeat = rule): number => occurrences(by, 24).find(({name}) => name === period)?.at ?? 0

test('of a repeat the next one is told, and those that were sent', () => {
  const made = world()
  expect(shown(made.plan(repeated()))).toEqual(['wait r/main@2031-12 not-due'])
  made.now = when('2031-12')
  made.send(repeated())
  made.now = when('2032-01')
  expect(shown(made.send(repeated()))).toEqual([
    'send r/main@2032-01 new 1',
    'wait r/main@2032-02 not-due',
    'same r/main@2031-12',
  ])
  expect(shown(made.plan(repeated()))).toEqual(['wait r/main@2032-02 not-due', 'same r/main@2031-12', 'same r/main@2032-01'])
})

test('a runner that was away for three periods sends at most the newest, within late', () => {
  const made = world()
  made.now = when('2031-12')
  made.send(repeated())
  made.now = when('2032-03') + hour
  const plan = made.plan(repeated())
  expect(shown(plan)).toEqual(['send r/main@2032-03 new 1', 'wait r/main@2032-04 not-due', 'same r/main@2031-12'])
  expect(notes(plan)).toEqual(["main: 2032-01, 2032-02 were never sent, and won't be: 2032-03 is the newest."])
  made.now = when('2032-03') + 2 * day
  expect(shown(made.plan(repeated()))[0]).toBe('held r/main@2032-03 missed')
  made.now = when('2033-11')
  expect(notes(made.plan(repeated()))).toEqual([
    "main: 22 rounds from 2032-01 to 2033-10 were never sent, and won't be: 2033-11 is the newest.",
  ])
})

const sooner: Repeat = {...rule, anchor: '2031-12-31T08:00'}
const elsewhere: Repeat = {...rule, zone: 'Europe/Berlin'}
const weekly: Repeat = {...rule, every: 'week'}

test.each<[string, Repeat]>([
  ['another hour', sooner],
  ['another zone', elsewhere],
  ['another rhythm', weekly],
])('%s after a send is held until it is said where the new rule begins', (_, changed) => {
  const made = world()
  made.now = when('2031-12')
  made.send(repeated())
  made.now = when('2032-01') + hour
  const held = shown(made.plan(repeated(changed)))
  expect(held.filter(row => row.startsWith('send'))).toEqual([])
  expect(held.some(row => row.startsWith('held') && row.endsWith('repeat-changed'))).toBe(true)
  const from = when('2032-01') - 3 * day
  const plan = made.plan(repeated({...changed, from}))
  expect(shown(plan).filter(row => row.endsWith('repeat-changed'))).toEqual([])
  expect(shown(plan).filter(row => row.startsWith('send')).length).toBeLessThanOrEqual(1)
  const before = repeated({...changed, from: when('2031-12') - day})
  expect(shown(made.plan(before)).some(row => row.startsWith('send'))).toBe(false)
})

test.each<[string, BatchIs]>([
  ['another survey', {compose: {surveyID: 9}}],
  ['another text', {compose: {templateID: 9}}],
])('%s after two sends never sends a sent period again', (_, given) => {
  const made = world()
  for (const period of ['2031-12', '2032-01']) {
    made.now = when(period)
    made.send(repeated())
  }
  expect(shown(made.plan(repeated(rule, given)))).toEqual([
    'wait r/main@2032-02 not-due',
    'same r/main@2031-12',
    'same r/main@2032-01',
  ])
})

const after = (by: number, given: BatchIs = {}, first: BatchIs = {}): readonly Campaign[] => [
  campaign('c', {
    batches: [toFilter(145, {name: 'en', ...first}), toFilter(146, {name: 'es', after: {batch: 'en', by}, ...given})],
  }),
]

test('one batch goes so much later than another, once that one is confirmed', () => {
  const made = world()
  expect(shown(made.plan(after(5 * day)))).toEqual(['send c/en new 1', 'wait c/es after'])
  made.send(after(5 * day), 'in-doubt')
  expect(shown(made.plan(after(5 * day)))).toEqual(['wait c/es after', 'doubt c/en'])
  made.add({type: 'batch.resolved', intent: 2, address: 'c/en' as never, verdict: 'sent-without-id', who: 'ada', reason: 'x'})
  expect(shown(made.plan(after(5 * day)))).toEqual(['wait c/es not-due', 'same c/en'])
  made.now = start + 5 * day
  expect(shown(made.plan(after(5 * day)))).toEqual(['send c/es new 1', 'same c/en'])
  made.now = start + 7 * day
  expect(shown(made.plan(after(5 * day)))).toEqual(['held c/es missed', 'same c/en'])
  expect(shown(made.plan(after(5 * day, {schedule: {late: 3 * day}})))).toEqual(['send c/es new 1', 'same c/en'])
})

test('a list is confirmed when everybody on it is', () => {
  const made = world()
  const list = [
    campaign('c', {
      batches: [toPeople(['ada', 'bob'], {name: 'en'}), toFilter(146, {name: 'es', after: {batch: 'en', by: 0}})],
    }),
  ]
  made.send(list, action => (made.plan(list).actions.indexOf(action) === 0 ? 'created' : 'refused'))
  expect(shown(made.plan(list)).filter(row => row.includes('c/es'))).toEqual(['wait c/es after'])
  made.send(list)
  expect(shown(made.plan(list))[0]).toBe('send c/es new 1')
})

test('a reminder to the same people is no second invitation by mistake, and is held where all may answer twice', () => {
  const made = world()
  const reminder = (compose: BatchIs['compose'] = {}) => [
    campaign('c', {
      batches: [
        toFilter(145, {name: 'en'}),
        toFilter(145, {name: 'again', reminds: 'en', after: {batch: 'en', by: day}, compose: {...compose}}),
        toFilter(145, {name: 'last', reminds: 'again', after: {batch: 'again', by: day}}),
      ],
    }),
  ]
  made.send(reminder())
  made.now = start + day
  expect(shown(made.plan(reminder({allowMultipleResponses: true})))[0]).toBe('held c/again reminder')
  expect(shown(made.send(reminder()))).toEqual(['send c/again new 1', 'wait c/last after', 'same c/en'])
  expect(shown(made.plan(reminder()))).toEqual(['send c/last new 1', 'same c/en', 'same c/again'])
})
