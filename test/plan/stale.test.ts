import {expect, test} from 'vitest'
import type {Batch, Campaign} from '../../src/config/campaign.ts'
import type {Plan} from '../../src/plan/model.ts'
import {compare} from '../../src/plan/stale.ts'
import {campaign, day, toEveryone, toFilter, toPeople, type World, world} from './scene.ts'
import {named, shown} from './shown.ts'

const a = (batch: Batch, text = ''): Campaign => campaign('a', {batches: [batch], text})
const b = (batch: Batch, text = ''): Campaign => campaign('b', {batches: [batch], text})
/** What is left of a saved plan in a world as it is now. */
function left(saved: Plan, made: World, campaigns: readonly Campaign[], now = made.plan(campaigns)): readonly string[] {
  const result = compare(saved, now, made.desired(campaigns), made.state())
  return result.is === 'good' ? shown({...now, ...nothing, actions: result.actions}) : ['stale', ...result.differences.map(named)]
}
const nothing = {held: [], waiting: [], inDoubt: [], unchanged: []}
const people = toPeople(['ada', 'bob'])

test('a plan is good as long as nothing has changed', () => {
  const made = world()
  const campaigns = [campaign('a', {members: ['ada'], batches: [people]})]
  const saved = made.plan(campaigns)
  const all = ['add a/members 1/1', 'send a/main#ada new 1', 'send a/main#bob new 1']
  expect(left(saved, made, campaigns)).toEqual(all)
  expect(left(JSON.parse(JSON.stringify(saved)) as Plan, made, campaigns)).toEqual(all)
})

test('what is done is left out, and what came since isn’t carried out', () => {
  const made = world()
  const saved = made.plan([a(people)])
  made.send([a(people)], ({address}) => (named(address).endsWith('ada') ? 'created' : 'refused'))
  expect(left(saved, made, [a(people), b(toFilter(9))])).toEqual(['send a/main#bob refused-before 1'])
  made.send([a(people)])
  expect(left(saved, made, [a(people), b(toFilter(9))])).toEqual([])
})

test('applied twice, the second time nothing is left, also of a resend', () => {
  const made = world()
  made.send([a(toFilter())])
  const again = [a(toFilter(145, {resend: {number: 2, reason: 'again'}}))]
  const saved = made.plan(again)
  expect(left(saved, made, again)).toEqual(['send a/main+2 resend 2 (again)'])
  made.send(again)
  expect(left(saved, made, again)).toEqual([])
})

test.each<[string, Campaign[], readonly string[]]>([
  ['another campaign’s file', [a(toFilter()), b(toFilter(9), 'edited')], ['send a/main new 1']],
  ['another campaign’s recipients', [a(toFilter()), b(toFilter(10))], ['send a/main new 1']],
  ['its own file', [a(toFilter(), 'edited')], ['stale', 'campaigns/a.yaml was changed since the plan was made']],
  ['its file is gone', [b(toFilter(9))], ['stale', 'campaigns/a.yaml is gone', 'a/main is no longer to be done']],
  [
    'its recipients, by a name that stands for another filter now',
    [a(toFilter(146))],
    ['stale', 'a/main would be sent differently now'],
  ],
  ['its survey', [a(toFilter(145, {compose: {surveyID: 8}}))], ['stale', 'a/main would be sent differently now']],
  ['everyone in place of a filter', [a(toEveryone())], ['stale', 'a/main would be sent differently now']],
  [
    'how many are expected',
    [a({...toFilter(), recipients: {kind: 'filter', id: 145, expect: 480}})],
    ['stale', 'a/main would be sent differently now'],
  ],
  ['the line it stands in', [a({...toFilter(), line: 9})], ['send a/main new 1']],
])('changed since: %s', (_what, campaigns, expected) => {
  const made = world()
  const saved = made.plan([a(toFilter())])
  expect(left(saved, made, campaigns)).toEqual(expected)
})

test.each<[string, (made: World) => void, readonly string[]]>([
  ['a halt', made => made.add({type: 'halt', who: 'ada', reason: 'x'}), ['stale', 'a/main is no longer to be done (halted)']],
  ['an abandoned send', made => made.send([a(toFilter())], 'verdict:abandoned'), ['stale', 'a/main is no longer to be done']],
  ['a look-alike', made => made.send([b(toFilter())]), ['stale', 'a/main is no longer to be done (looks-already-sent)']],
  ['a refused try', made => made.send([a(toFilter())], 'refused'), ['send a/main refused-before 1']],
  ['a try that a person says was not sent', made => made.send([a(toFilter())], 'verdict:not-sent'), ['send a/main not-sent 1']],
  ['somebody else’s send', made => made.send([b(toFilter(9))]), ['send a/main new 1']],
])('recorded since: %s', (_what, change, expected) => {
  const made = world()
  const saved = made.plan([a(toFilter())])
  change(made)
  expect(left(saved, made, [a(toFilter())])).toEqual(expected)
})

test('a closing time that counts from the send may move, one that is fixed may not', () => {
  const made = world()
  const moving = [a(toFilter(145, {schedule: {closes: {after: day}, responseQuota: 5}}))]
  const saved = made.plan(moving)
  made.now += 3_600_000
  expect(left(saved, made, moving)).toEqual(['send a/main new 1'])
  const otherQuota = [a(toFilter(145, {schedule: {closes: {after: day}, responseQuota: 6}}))]
  expect(left(saved, made, otherQuota)).toEqual(['stale', 'a/main would be sent differently now'])
  const fixed = (ms: number) => [a(toFilter(145, {schedule: {closes: {at: ms}}}))]
  const savedFixed = made.plan(fixed(made.now + day))
  expect(left(savedFixed, made, fixed(made.now + 2 * day))).toEqual(['stale', 'a/main would be sent differently now'])
})

test('a plan whose time is over is stale', () => {
  const made = world()
  const campaigns = [a(toFilter(145, {schedule: {closes: {at: made.now + day}}}))]
  const saved = made.plan(campaigns)
  made.now += day
  expect(left(saved, made, campaigns)).toEqual(['stale', 'a/main is no longer to be done (expired)'])
})

test('a plan for another panel, server or recorded state is stale, whatever is in it', () => {
  const made = world()
  const campaigns = [a(toFilter())]
  const saved = made.plan(campaigns)
  const now = made.plan(campaigns)
  expect(left({...saved, panel: 'staging'}, made, campaigns)).toEqual([
    'stale',
    'it was made for panel staging (api.example.com), this is default (api.example.com)',
  ])
  expect(left(saved, made, campaigns, {...now, host: 'api.example.org'})).toEqual([
    'stale',
    'it was made for panel default (api.example.com), this is default (api.example.org)',
  ])
  expect(left({...saved, basis: {...saved.basis, lineage: 'f'.repeat(32)}}, made, campaigns)).toEqual([
    'stale',
    'it was made from another recorded state',
  ])
})

test('one person more or fewer in a member file is another file', () => {
  const made = world()
  const members = (names: readonly string[], text: string) => [campaign('a', {members: names, text})]
  const saved = made.plan(members(['ada'], 'one'))
  expect(left(saved, made, members(['ada', 'bob'], 'two'))).toEqual([
    'stale',
    'campaigns/a.yaml was changed since the plan was made',
  ])
  made.send(members(['ada'], 'one'))
  expect(left(saved, made, members(['ada'], 'one'))).toEqual([])
})
