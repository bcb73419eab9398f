import {expect, test} from 'vitest'
import type {FilterReading} from '../../src/apply/ports.ts'
import type {Pinned} from '../../src/config/lock.ts'
import {campaign, toEveryone, toFilter} from '../plan/scene.ts'
import {applying, recorded, told} from './scene.ts'

const evidence = {phase: 'answer', why: 'HTTP 503'} as const
const meaning = (name: string, criteria = 'Pets is dog'): FilterReading => ({is: 'read', meaning: {name, criteria}})
const pinned: Pinned = {
  filters: new Map([[145, {name: 'CT Pet owners', criteria: 'Pets is dog'}]]),
  surveys: new Map([[7, {name: 'Pulse', status: 'Active'}]]),
}
const files = [campaign('a', {batches: [toFilter(145)]}), campaign('b', {batches: [toEveryone()]})]

test('a filter that still means what was pinned is read right before the send, and sent to', async () => {
  const apply = applying({pinned, filters: [meaning('CT Pet owners')]})
  expect(await apply.run(files)).toBe(0)
  expect(apply.wire).toEqual(['GET filter 145', 'connect', 'POST 7 type 3', 'connect', 'POST 7 type 1'])
})

test('the plan shows what was pinned, and counts the call', async () => {
  const {actions, summary} = await applying({pinned}).plan(files)
  expect(actions.map(action => action.type === 'create-batch' && [action.reach, action.survey])).toEqual([
    [{kind: 'filter', id: 145, meaning: {name: 'CT Pet owners', criteria: 'Pets is dog'}}, 'Pulse'],
    [{kind: 'everyone', expect: 4812}, 'Pulse'],
  ])
  expect(summary.apiCalls).toBe(3)
})

test.each<[string, FilterReading, number, string]>([
  [
    'means somebody else',
    meaning('CT Cat owners', 'Pets is dog'),
    10,
    'filter 145 is not what was pinned: name: CT [-Pet-]{+Cat+} owners',
  ],
  [
    'chooses others under its name',
    meaning('CT Pet owners', 'Pets is dog or cat'),
    10,
    'filter 145 is not what was pinned: criteria: Pets is dog {+or cat+}',
  ],
  ['is gone', {is: 'not-found', evidence}, 10, 'the panel has no filter 145 any more'],
  [
    'can not be read',
    {is: 'failed', evidence, passing: false},
    5,
    'filter 145 could not be read before the send: HTTP 503. Certainly nothing was sent',
  ],
  [
    'may not be read',
    {is: 'refused', evidence, refusal: {kind: 'permission'}},
    9,
    'filter 145 could not be read before the send: HTTP 503. Certainly nothing was sent',
  ],
])('a filter that %s is not sent to', async (_, reading, code, words) => {
  const apply = applying({pinned, filters: [reading]})
  expect(await apply.run(files.slice(0, 1))).toBe(code)
  expect(apply.wire.filter(each => each.startsWith('POST') || each === 'connect')).toEqual([])
  expect(recorded(apply)).toEqual([])
  expect(JSON.stringify(apply.events)).toContain(words)
})

test('of a filter that means something else only the sends to it are held', async () => {
  const apply = applying({pinned, filters: [meaning('Everyone')]})
  expect(await apply.run(files)).toBe(10)
  expect(apply.wire).toEqual(['GET filter 145', 'connect', 'POST 7 type 1'])
  expect(told(apply)).toContain('held a/main')
})

test('a reading that fails in passing is tried again before anything is given up', async () => {
  const apply = applying({pinned, filters: [{is: 'failed', evidence, passing: true}, meaning('CT Pet owners')]})
  expect(await apply.run(files.slice(0, 1))).toBe(0)
  expect(apply.wire).toEqual(['GET filter 145', 'GET filter 145', 'connect', 'POST 7 type 3'])
})
