import {expect, test} from 'vitest'
import {instant} from '../../src/instant.ts'
import type {Fact} from '../../src/state/transitions.ts'
import {campaign, day, start, toEveryone, toFilter, toPeople, type World, world} from './scene.ts'
import {shown} from './shown.ts'

const one = (batch: Parameters<typeof campaign>[1]['batches']) => [campaign('a', {batches: batch ?? []})]
const minute = 60_000
/** Plans `then` in a world in which `before` was carried out. */
function after(
  before: ReturnType<typeof one>,
  then: ReturnType<typeof one>,
  fact: Fact | 'nothing' = 'created',
  more?: (world: World) => void,
) {
  const made = world()
  made.send(before, fact)
  more?.(made)
  return shown(made.plan(then))
}

test('what was never sent is sent', () => {
  expect(shown(world().plan(one([toFilter()])))).toEqual(['send a/main new 1'])
  expect(shown(world().plan(one([toEveryone()])))).toEqual(['send a/main new 1'])
  expect(shown(world().plan(one([toPeople(['ada', 'bob'])])))).toEqual(['send a/main#ada new 1', 'send a/main#bob new 1'])
})

const filter = one([toFilter()])
test.each<[Fact | 'nothing', readonly string[]]>([
  ['created', ['same a/main']],
  ['verdict:sent-without-id', ['same a/main']],
  ['verdict:abandoned', ['same a/main']],
  ['refused', ['send a/main refused-before 1']],
  ['verdict:not-sent', ['send a/main not-sent 1']],
  ['in-doubt', ['doubt a/main']],
  ['nothing', ['wait a/main in-flight']],
])('after a first send that ended %s', (fact, expected) => {
  expect(after(filter, filter, fact)).toEqual(expected)
})

test('an open send is in doubt once its deadline has passed or its runner is gone', () => {
  const late = (made: World): void => {
    made.now = start + 150_001
  }
  const gone = (made: World): void => {
    made.gone = ['aaaaaaaaaaaaaaaa']
  }
  expect(after(filter, filter, 'nothing', late)).toEqual(['doubt a/main'])
  expect(after(filter, filter, 'nothing', gone)).toEqual(['doubt a/main'])
})

test.each<[Fact, readonly string[]]>([
  ['in-doubt', ['doubt a/main']],
  ['verdict:abandoned', ['held a/main resend-gap']],
  ['refused', ['held a/main resend-gap']],
  ['verdict:not-sent', ['held a/main resend-gap']],
  ['verdict:sent-without-id', ['send a/main+2 resend 2 (again)']],
  ['created', ['send a/main+2 resend 2 (again)']],
])('a second send asked for after one that ended %s', (fact, expected) => {
  const again = one([toFilter(145, {resend: {number: 2, reason: 'again'}})])
  expect(after(filter, again, fact)).toEqual(expected)
})

test.each(['in-doubt', 'nothing'] as const)('a second send that ended %s blocks the first, itself and the third', fact => {
  const asking = (number: number) => one([toFilter(145, {resend: {number, reason: 'again'}})])
  const made = world()
  made.send(filter)
  made.send(asking(2), fact)
  const expected = fact === 'nothing' ? 'wait a/main+2 in-flight' : 'doubt a/main+2'
  for (const files of [filter, asking(2), asking(3)]) expect(shown(made.plan(files))).toEqual([expected])
})

test('a resend of what was never sent is held', () => {
  const again = one([toFilter(145, {resend: {number: 2, reason: 'again'}})])
  expect(shown(world().plan(again))).toEqual(['held a/main resend-gap'])
})

test('edits of a sent batch are held with the lines that undo them', () => {
  const made = world()
  made.send(one([toFilter(145, {compose: {surveyLength: 8}})]))
  const {held} = made.plan(one([toFilter(146, {compose: {surveyLength: 9}, schedule: {responseQuota: 5}})]))
  expect(held).toEqual([
    {
      address: 'a/main',
      reason: 'already-sent-changed',
      detail: 'already sent as batch 1400, and edited since',
      diff: order.join('\n'),
      help: ['surveyLength: 8 (line 3)', 'filter: 145', 'take out responseQuota', 'resend: {number: 2, reason: …}'],
      batchID: 1400,
      count: 1,
      source: {file: 'campaigns/a.yaml', line: 2},
    },
  ])
})
const order = [
  '  compose.surveyID: 7',
  '- compose.surveyLength: 8',
  '+ compose.surveyLength: 9',
  '  compose.templateID: 1',
  '- recipients.filter: 145',
  '+ recipients.filter: 146',
  '+ schedule.responseQuota: 5',
]

test.each([
  ['nothing', {}],
  ['how many are expected, its distinctness and its place', {distinct: 'why', line: 9}],
  ['how late it may be', {schedule: {late: 1}}],
])('%s is no edit of a sent batch', (_what, edit) => {
  expect(after(one([toFilter()]), one([toFilter(145, edit)]))).toEqual(['same a/main'])
  expect(after(one([toEveryone(1)]), one([toEveryone(2, edit)]))).toEqual(['same a/main'])
})

test.each([
  ['its survey', toFilter(145, {compose: {surveyID: 8}})],
  ['its template', toFilter(145, {compose: {templateID: 2}})],
  ['its filter', toFilter(146)],
  ['its time', toFilter(145, {schedule: {sendAt: start + 5}})],
  ['its end', toFilter(145, {schedule: {closes: {at: start + day}}})],
  ['its length', toFilter(145, {schedule: {closes: {after: day}}})],
  ['its e-mail', toFilter(145, {schedule: {emailInvitation: false}})],
])('%s is', (_what, edited) => {
  expect(after(one([toFilter()]), one([edited]))).toEqual(['held a/main already-sent-changed'])
})

const kinds = {filter: toFilter, everyone: (given = {}) => toEveryone(9, given), people: (given = {}) => toPeople(['ada'], given)}
const of = (kind: keyof typeof kinds, given = {}) => (kind === 'filter' ? toFilter(145, given) : kinds[kind](given as never))
test.each<[keyof typeof kinds, keyof typeof kinds, string, string]>([
  ['filter', 'everyone', 'held a/main recipients-changed', 'send a/main+2 new 1'],
  ['everyone', 'filter', 'held a/main recipients-changed', 'send a/main+2 new 1'],
  ['filter', 'people', 'held a/main#ada recipients-changed', 'send a/main#ada new 1'],
  ['everyone', 'people', 'held a/main#ada recipients-changed', 'send a/main#ada new 1'],
  ['people', 'filter', 'held a/main recipients-changed', 'send a/main new 1'],
  ['people', 'everyone', 'held a/main recipients-changed', 'send a/main new 1'],
])('from %s to %s: held, unless a person says that these are others', (from, to, held, distinct) => {
  expect(after(one([of(from)]), one([of(to)]))).toEqual([held])
  expect(after(one([of(from)]), one([of(to, {distinct: 'others'})]))).toEqual([distinct])
})

test.each([
  ['in-doubt', 'doubt a/main'],
  ['nothing', 'wait a/main in-flight'],
  ['verdict:abandoned', 'held a/main#ada recipients-changed'],
  ['verdict:sent-without-id', 'held a/main#ada recipients-changed'],
] as const)('when the send to the others ended %s: %s', (fact, expected) => {
  const [toList] = after(one([toFilter()]), one([toPeople(['ada'])]), fact)
  expect(toList).toBe(expected)
})

test.each(['in-doubt', 'nothing'] as const)('a send to others that ended %s blocks, whatever distinct says', fact => {
  const [toList] = after(one([toFilter()]), one([toPeople(['ada'], {distinct: 'others'})]), fact)
  expect(toList).toMatch(/^(doubt|wait) a\/main/)
  const [toMany] = after(one([toPeople(['ada'])]), one([toFilter(145, {distinct: 'others'})]), fact)
  expect(toMany).toMatch(/^(doubt|wait) a\/main#ada/)
})

test('recipients that were refused don’t count', () => {
  expect(after(one([toFilter()]), one([toPeople(['ada'])]), 'refused')).toEqual(['send a/main#ada new 1'])
})

test('to other recipients and back again: nothing is sent that was sent', () => {
  const made = world()
  for (const batch of [toFilter(), toEveryone(9, {distinct: 'others'}), toFilter(145, {distinct: 'others'}), toFilter()])
    made.send(one([batch]))
  expect([...made.state().families]).toEqual([['a/main', [2, 4]]])
})

test('words of distinct that were used for a send say nothing new', () => {
  const made = world()
  made.send(one([toFilter()]))
  made.send(one([toEveryone(9, {distinct: 'others'})]))
  expect(shown(made.plan(one([toFilter(146, {distinct: 'others'})])))).toEqual(['held a/main recipients-changed'])
  expect(shown(made.plan(one([toFilter(146, {distinct: 'others once more'})])))).toEqual(['send a/main+3 new 1'])
})

test('a send to other recipients counts in the numbers that resend asks for', () => {
  const made = world()
  made.send(one([toFilter()]))
  made.send(one([toEveryone(9, {distinct: 'others'})]))
  const again = (number: number) => one([toEveryone(9, {distinct: 'others', resend: {number, reason: 'again'}})])
  expect(shown(made.plan(again(2)))).toEqual(['same a/main+2'])
  expect(shown(made.plan(again(3)))).toEqual(['send a/main+3 resend 3 (again)'])
})

test.each<[string, Parameters<typeof toFilter>[1], readonly string[]]>([
  ['not due', {schedule: {sendAt: start + 1}}, ['wait a/main not-due']],
  ['due now', {schedule: {sendAt: start}}, ['send a/main new 1']],
  ['as late as may be', {schedule: {sendAt: start - day}}, ['send a/main new 1']],
  ['too late', {schedule: {sendAt: start - day - 1}}, ['held a/main missed']],
  ['over', {schedule: {closes: {at: start}}}, ['held a/main expired']],
  ['not over yet', {schedule: {closes: {at: start + 1}}}, ['send a/main new 1']],
  ['over before it was due', {schedule: {sendAt: start - minute, closes: {at: start - 1}}}, ['held a/main expired']],
])('%s', (_when, given, expected) => {
  expect(shown(world().plan(one([toFilter(145, given)])))).toEqual(expected)
})

test('from when to when it may be sent: the earlier of late and the end', () => {
  const limits = (schedule: object) => {
    const [action] = world().plan(one([toFilter(145, {schedule})])).actions
    return action?.type === 'create-batch' ? [action.notBefore, action.notAfter, action.closes] : []
  }
  const closes = {panel: '12/03/2031 09:00', timeZone: 'UTC'}
  expect(limits({})).toEqual([null, null, null])
  expect(limits({sendAt: start - minute})).toEqual([instant(start - minute), instant(start - minute + day), null])
  expect(limits({closes: {at: start + 2 * day}})).toEqual([
    null,
    instant(start + 2 * day),
    {instant: instant(start + 2 * day), ...closes, approximate: false},
  ])
  expect(limits({sendAt: start - minute, late: 3 * day, closes: {at: start + 2 * day}})).toMatchObject([
    instant(start - minute),
    instant(start + 2 * day),
    {},
  ])
  expect(limits({closes: {after: 2 * day + 59_999}})).toEqual([
    null,
    null,
    {instant: instant(start + 2 * day), ...closes, approximate: true},
  ])
})

test.each([undefined, 'a'])('a halt (of %s) holds members and batches, and no doubt is hidden by it', halted => {
  const made = world()
  made.send([campaign('b', {batches: [toFilter(9)]})], 'in-doubt')
  made.add({type: 'halt', ...(halted && {campaign: halted}), who: 'ada', reason: 'wrong'})
  const campaigns = [campaign('a', {members: ['ada'], batches: [toFilter()]}), campaign('b', {batches: [toFilter(9)]})]
  expect(shown(made.plan(campaigns))).toEqual(['held a/members halted', 'held a/main halted', 'doubt b/main'])
})
