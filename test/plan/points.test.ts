import fc from 'fast-check'
import {expect, test} from 'vitest'
import {pointsAtMost} from '../../src/plan/points.ts'
import {campaign, toEveryone, toFilter, toPeople, world} from './scene.ts'

const points = fc.nat({max: 50})
const sends = fc.record({
  people: fc.integer({min: 1, max: 6}),
  completionPoints: points,
  quotaPoints: points,
  terminationPoints: points,
  responseQuota: fc.option(fc.integer({min: 1, max: 8}), {nil: undefined}),
})
const names = ['ada', 'bob', 'cyd', 'dee', 'eve', 'fay']

test('the most that one-person batches can cost, against trying every way in which people may answer', () => {
  fc.assert(
    fc.property(sends, ({people, responseQuota, ...incentives}) => {
      const schedule = responseQuota === undefined ? {} : {responseQuota}
      const batch = toPeople(names.slice(0, people), {compose: {incentives}, schedule})
      // Each person is a batch with a quota of its own: one completes, or is turned away with the better of two consolations.
      const {completionPoints, quotaPoints, terminationPoints} = incentives
      const each = [completionPoints, quotaPoints, terminationPoints]
      const ways = Array.from({length: each.length ** people}, (_, way) =>
        Array.from({length: people}, (_none, person) => each[Math.floor(way / each.length ** person) % each.length] ?? 0),
      )
      const most = Math.max(...ways.map(answers => answers.reduce((sum, one) => sum + one, 0)))
      expect(world().plan([campaign('a', {batches: [batch]})]).summary.pointsAtMost).toBe(most)
    }),
  )
})

const incentives = {completionPoints: 20, quotaPoints: 30, terminationPoints: 40}
test.each([
  ['no batches', [], 0],
  ['no incentives', [toFilter()], 0],
  ['points of nothing', [toEveryone(9, {compose: {incentives: {completionPoints: 0}}})], 0],
  ['one person', [toPeople(['ada'], {compose: {incentives}})], 40],
  ['a completion is the best', [toPeople(['ada'], {compose: {incentives: {completionPoints: 50, quotaPoints: 5}}})], 50],
  ['a filter', [toFilter(145, {compose: {incentives}})], null],
  ['everyone, whatever the author expects', [toEveryone(9, {compose: {incentives}})], null],
  ['people and a filter', [toPeople(['ada'], {compose: {incentives}}), toFilter(1, {name: 'two', compose: {incentives}})], null],
])('%s', (_name, batches, expected) => {
  const {actions} = world().plan([campaign('a', {batches})])
  expect(pointsAtMost(actions.flatMap(action => (action.type === 'create-batch' ? [action] : [])))).toBe(expected)
})
