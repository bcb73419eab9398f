import {expect, test} from 'vitest'
import {adoptionGuard, adoptionOf} from '../../src/apply/adoption.ts'
import type {Campaign} from '../../src/config/campaign.ts'
import {adoptable} from '../../src/plan/adoptable.ts'
import type {Unit} from '../../src/plan/context.ts'
import {unitsOf} from '../../src/plan/units.ts'
import {batchId} from '../state/scene.ts'
import {campaign, toEveryone, toFilter, toPeople, type World, world} from './scene.ts'
import {shown} from './shown.ts'

const [filter, resent] = [
  [campaign('a', {batches: [toFilter()]})],
  [campaign('a', {batches: [toFilter(145, {resend: {number: 2, reason: 'x'}})]})],
]
const unitOf = (made: World, campaigns: readonly Campaign[], index = 0): Unit => {
  const units = made
    .desired(campaigns)
    .campaigns.flatMap(each => each.batches.flatMap(batch => unitsOf(made.state(), each, batch)))
  const unit = units[index]
  if (!unit) throw new TypeError('no such unit')
  return unit
}
const adopted = (made: World, campaigns: readonly Campaign[], number = 1, index = 0): void => {
  made.add(adoptionOf(unitOf(made, campaigns, index), number, {batchID: batchId(1500 + number), who: 'ada@host'}))
}

test.each<[string, (made: World) => unknown, readonly string[]]>([
  ['nothing', () => {}, ['free', 'gap', 'gap']],
  ['an intent', made => made.send(filter, 'nothing'), ['open', 'open', 'open']],
  ['a doubt', made => made.send(filter, 'in-doubt'), ['open', 'open', 'open']],
  ['a batch', made => made.send(filter), ['settled', 'free', 'gap']],
  ['a send without ID', made => made.send(filter, 'verdict:sent-without-id'), ['settled', 'free', 'gap']],
  ['a refusal', made => made.send(filter, 'refused'), ['free', 'gap', 'gap']],
  ['that it was not sent', made => made.send(filter, 'verdict:not-sent'), ['free', 'gap', 'gap']],
  ['that it was abandoned', made => made.send(filter, 'verdict:abandoned'), ['free', 'gap', 'gap']],
  ['an adopted batch', made => adopted(made, filter), ['settled', 'free', 'gap']],
  ['two batches', made => [adopted(made, filter), adopted(made, filter, 2)], ['settled', 'settled', 'free']],
  ['a halt', made => made.add({type: 'halt', who: 'ada', reason: 'x'}), ['free', 'gap', 'gap']],
])('with %s recorded, the first, second and third send', (_what, before, expected) => {
  const made = world()
  before(made)
  expect([1, 2, 3].map(number => adoptable(made.state(), unitOf(made, filter), number).is)).toEqual(expected)
})

test('a doubt under an old name, or under the other kind of recipients, stands against it too', () => {
  const made = world()
  made.send(filter, 'in-doubt')
  const renamed = [campaign('b', {formerly: ['a'], batches: [toFilter()]})]
  const list = [campaign('a', {batches: [toPeople(['ada'])]})]
  expect([renamed, list].map(each => adoptable(made.state(), unitOf(made, each), 1).is)).toEqual(['open', 'open'])
})

test('an adopted batch is as if it had been sent: unchanged, changed by edits, and the first of its sends', () => {
  const made = world()
  expect(shown(made.plan(filter))).toEqual(['send a/main new 1'])
  adopted(made, filter)
  expect(shown(made.plan(filter))).toEqual(['same a/main'])
  const edited = [campaign('a', {batches: [toFilter(146, {compose: {surveyLength: 12}})]})]
  expect(shown(made.plan(edited))).toEqual(['held a/main already-sent-changed'])
  expect(shown(made.plan([campaign('a', {batches: [toEveryone()]})]))).toEqual(['held a/main recipients-changed'])
  expect(shown(made.plan(resent))).toEqual(['send a/main+2 resend 2 (x)'])
})

test('what is adopted is one send, whatever number the file asks for by then', () => {
  const made = world()
  adopted(made, resent)
  expect(shown(made.plan(resent))).toEqual(['send a/main+2 resend 2 (x)'])
  adopted(made, resent, 2)
  expect(shown(made.plan(resent))).toEqual(['same a/main+2'])
  expect(shown(made.plan(filter))).toEqual(['same a/main+2'])
})

test('adopted behind a change of recipients: it is the resend of its own number, and hides no later one', () => {
  const made = world()
  made.send(filter)
  const everyone = (more = {}) => [campaign('a', {batches: [toEveryone(9, {distinct: 'the whole panel', ...more})]})]
  const asking = (number: number) => everyone({resend: {number, reason: 'x'}})
  expect(shown(made.plan(everyone()))).toEqual(['send a/main+2 new 1'])
  made.send(everyone())
  expect(shown(made.plan(asking(3)))).toEqual(['send a/main+3 resend 3 (x)'])
  adopted(made, asking(3), 3)
  expect([everyone(), asking(2), asking(3), asking(4), asking(5)].flatMap(each => shown(made.plan(each)))).toEqual([
    'same a/main+3',
    'same a/main+3',
    'same a/main+3',
    'send a/main+4 resend 4 (x)',
    'held a/main+3 resend-gap',
  ])
})

test('one person of a list: the others are invited all the same', () => {
  const made = world()
  const list = [campaign('a', {batches: [toPeople(['ada', 'bob'])]})]
  adopted(made, list)
  expect(shown(made.plan(list))).toEqual(['send a/main#bob new 1', 'same a/main#ada'])
})

test('an adopted batch that had words of its own has used them', () => {
  const made = world()
  const distinct = [campaign('b', {batches: [toFilter(145, {distinct: 'another wave'})]})]
  made.send(filter)
  adopted(made, distinct)
  const third = [campaign('c', {batches: [toFilter(145, {distinct: 'another wave'})]})]
  expect(shown(made.plan([...filter, ...distinct, ...third]))).toEqual([
    'held c/main looks-already-sent',
    'same a/main',
    'same b/main',
  ])
})

test('the guard of a run that planned it before sees the adoption, and the guard of an adoption sees the run', () => {
  const made = world()
  const unit = unitOf(made, filter)
  const guard = adoptionGuard(unit, 1, batchId(1501), 99)
  expect(guard(made.state())).toBe(true)
  expect(adoptionGuard(unit, 1, batchId(1400), 99)(made.state())).toBe(true)
  made.send([campaign('z', {batches: [toFilter(9)]})])
  expect(adoptionGuard(unit, 1, batchId(1400), 99)(made.state())).toBe(false)
  made.send(filter, 'nothing')
  expect(guard(made.state())).toBe(false)
})

test('an adoption by files that do not know the new name yet is refused, where the same went out under it since', () => {
  const made = world()
  const unit = unitOf(made, filter)
  const seen = made.state().head?.seq ?? 0
  const guard = adoptionGuard(unit, 1, batchId(1501), seen)
  expect(guard(made.state())).toBe(true)
  made.send([campaign('renamed', {formerly: ['a'], batches: [toFilter(145)]})])
  expect(guard(made.state())).toBe(false)
  // Who has read the files and the state since decides anew.
  expect(adoptionGuard(unit, 1, batchId(1501), made.state().head?.seq ?? 0)(made.state())).toBe(true)
})
