import {expect, test} from 'vitest'
import type {Campaign} from '../../src/config/campaign.ts'
import {guardOf} from '../../src/plan/guard.ts'
import type {Entry} from '../../src/state/entry.ts'
import {adopted} from '../state/scene.ts'
import {campaign, intentFor, toFilter, toPeople, type World, world} from './scene.ts'

const filter = [campaign('a', {batches: [toFilter()]})]
/** Whether the first send of a plan may still be recorded after `change`. */
function allowed(campaigns: readonly Campaign[], change: (made: World) => unknown, before?: (made: World) => unknown): boolean {
  const made = world()
  before?.(made)
  const plan = made.plan(campaigns)
  const action = plan.actions.find(each => each.type === 'create-batch')
  if (action?.type !== 'create-batch') throw new TypeError('nothing is planned')
  const guard = guardOf(made.desired(campaigns), action, plan.basis.head?.seq ?? 0)
  expect(guard(made.state())).toBe(true)
  change(made)
  return guard(made.state())
}
const elsewhere = [campaign('b', {batches: [toFilter()]})]
const resent = [campaign('a', {batches: [toFilter(145, {resend: {number: 2, reason: 'x'}})]})]
const halt = (name?: string): Entry => ({type: 'halt', ...(name && {campaign: name}), who: 'ada', reason: 'x'})

test.each<[string, boolean, (made: World) => unknown]>([
  ['nothing', true, () => {}],
  ['its intent', false, made => made.send(filter, 'nothing')],
  ['its doubt', false, made => made.send(filter, 'in-doubt')],
  ['its batch', false, made => made.send(filter, 'created')],
  ['that it was made elsewhere', false, made => made.add(adopted('a/main'))],
  ['its refusal', true, made => made.send(filter, 'refused')],
  ['that it was not sent', true, made => made.send(filter, 'verdict:not-sent')],
  ['that it was abandoned', false, made => made.send(filter, 'verdict:abandoned')],
  ['the same elsewhere', false, made => made.send(elsewhere, 'nothing')],
  ['the same elsewhere, refused', true, made => made.send(elsewhere, 'refused')],
  ['another batch', true, made => made.send([campaign('b', {batches: [toFilter(9)]})], 'nothing')],
  ['a halt', false, made => made.add(halt())],
  ['a halt of its campaign', false, made => made.add(halt('a'))],
  ['a halt of another campaign', true, made => made.add(halt('b'))],
  ['a halt that was lifted', true, made => made.add(halt(), {type: 'resume', who: 'ada'})],
])('another run has recorded %s: %s', (_what, expected, change) => {
  expect(allowed(filter, change)).toBe(expected)
})

test('the same send under an old name is the same send', () => {
  const renamed = [campaign('b', {formerly: ['a'], batches: [toFilter()]})]
  expect(allowed(renamed, made => made.send(filter, 'nothing'))).toBe(false)
})

test('the same batch under an old name is the same batch, whatever it says there', () => {
  const renamed = [campaign('b', {formerly: ['a'], batches: [toFilter(146)]})]
  expect(allowed(renamed, made => made.send(filter, 'nothing'))).toBe(false)
})

test('a second send may follow its first, but not itself', () => {
  expect(
    allowed(
      resent,
      () => {},
      made => made.send(filter),
    ),
  ).toBe(true)
  expect(
    allowed(
      resent,
      made => made.send(resent, 'nothing'),
      made => made.send(filter),
    ),
  ).toBe(false)
  expect(
    allowed(
      resent,
      made => made.send(resent, 'created'),
      made => made.send(filter),
    ),
  ).toBe(false)
  expect(
    allowed(
      resent,
      made => made.send(resent, 'refused'),
      made => made.send(filter),
    ),
  ).toBe(true)
})

test('a second send may go although another campaign had the same recipients before it was planned', () => {
  const both = (made: World): void => {
    made.send(filter)
    made.send([campaign('b', {batches: [toFilter(145, {distinct: 'others'})]})])
  }
  expect(allowed(resent, () => {}, both)).toBe(true)
})

test('what was known elsewhere when the plan was made is no news, and distinct is a person’s word', () => {
  const distinct = [campaign('a', {batches: [toFilter(145, {distinct: 'others'})]})]
  expect(
    allowed(
      distinct,
      () => {},
      made => made.send(elsewhere),
    ),
  ).toBe(true)
  expect(allowed(distinct, made => made.send(elsewhere))).toBe(true)
})

test('people of one list don’t stand in each other’s way', () => {
  const list = [campaign('a', {batches: [toPeople(['ada', 'bob'])]})]
  const sendOne = (index: number) => (made: World) => {
    const action = made.plan(list).actions[index]
    if (action?.type === 'create-batch') made.add(intentFor(action, made.desired(list)))
  }
  expect(allowed(list, sendOne(1))).toBe(true)
  expect(allowed(list, sendOne(0))).toBe(false)
})

test('a send that the campaigns don’t have is no send', () => {
  const made = world()
  const [action] = made.plan(filter).actions
  if (action?.type !== 'create-batch') throw new TypeError('nothing is planned')
  expect(() => guardOf(made.desired(elsewhere), action, 0)).toThrow('a/main is not in the campaigns')
})
