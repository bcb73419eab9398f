import {expect, test} from 'vitest'
import type {MembersOutcome} from '../../src/apply/ports.ts'
import {campaign, toFilter, toPeople} from '../plan/scene.ts'
import {applying, recorded, told} from './scene.ts'

const evidence = {phase: 'answer', why: 'the connection broke'} as const
const unconfirmed: MembersOutcome = {is: 'unconfirmed', evidence}
const refused = (kind: 'key' | 'payload' | 'not-written'): MembersOutcome => ({is: 'refused', evidence, refusal: {kind}})
const tooFast: MembersOutcome = {is: 'refused', evidence, refusal: {kind: 'rate', after: 60_000}}
const [a, b] = [
  campaign('a', {members: ['ada', 'bob', 'cyd'], batches: [toPeople(['ada', 'eve'])]}),
  campaign('b', {members: ['cyd', 'dee'], batches: [toFilter(2)]}),
]

test('first all members in the order of their rows, then the batches; the same person once', async () => {
  const apply = applying({limits: {membersPerCall: 2}})
  expect(await apply.run([a, b])).toBe(0)
  expect(apply.wire).toEqual([
    'add ada bob',
    'add cyd',
    'add dee',
    'connect',
    'POST 7 ada',
    'connect',
    'POST 7 eve',
    'connect',
    'POST 7 type 3',
  ])
  expect(recorded(apply).slice(0, 3)).toEqual([
    'posted 2 of a: 2 added, 0 not',
    'posted 1 of a: 1 added, 0 not',
    'posted 1 of b: 1 added, 0 not',
  ])
  expect(told(apply).at(-1)).toBe('summary membersPosted 4, membersAdded 4, batchesCreated 3')
})

test('who wasn’t added counts as posted: the words say no more', async () => {
  const apply = applying({members: [{is: 'posted', added: 1, notAdded: 2}]})
  expect(await apply.run([a])).toBe(0)
  expect(recorded(apply)[0]).toBe('posted 3 of a: 1 added, 2 not')
  expect(told(apply).at(-1)).toBe('summary membersPosted 3, membersAdded 1, membersNotAdded 2, batchesCreated 2')
})

test('an answer that proves nothing is tried for three times in all; then nothing new is begun', async () => {
  const apply = applying({members: [unconfirmed, unconfirmed, unconfirmed]})
  expect(await apply.run([a, b])).toBe(5)
  expect(apply.wire).toEqual(['add ada bob cyd', 'add ada bob cyd', 'add ada bob cyd'])
  expect(recorded(apply)).toEqual([])
  expect(await apply.run([a, b])).toBe(0)
  expect(apply.wire[3]).toBe('add ada bob cyd')
})

test('one that comes at the third try is an answer', async () => {
  const apply = applying({members: [unconfirmed, refused('not-written')]})
  expect(await apply.run([a])).toBe(0)
  expect(apply.wire.slice(0, 4)).toEqual(['add ada bob cyd', 'add ada bob cyd', 'add ada bob cyd', 'connect'])
})

test('a server in trouble is not hammered: ten tries again in all, and one more for each ten calls that were answered', async () => {
  const people = Array.from({length: 12}, (_, index) => `p${index}`)
  const apply = applying({
    limits: {membersPerCall: 1},
    members: people.flatMap(() => [unconfirmed, unconfirmed, {is: 'posted', added: 1, notAdded: 0} as const]),
  })
  // Five chunks take two tries again each; the sixth has none left.
  expect(await apply.run([campaign('a', {members: people})])).toBe(5)
  expect(apply.wire).toHaveLength(5 * 3 + 1)
})

test('chunks that are recorded are not posted again', async () => {
  const apply = applying({limits: {membersPerCall: 2}, members: [{is: 'posted', added: 2, notAdded: 0}, refused('key')]})
  expect(await apply.run([a, b])).toBe(9)
  expect(apply.wire).toEqual(['add ada bob', 'add cyd'])
  await apply.run([a, b])
  expect(apply.wire.slice(2, 4)).toEqual(['add cyd', 'add dee'])
})

test('a wrong row holds up its own campaign only', async () => {
  const apply = applying({members: [refused('payload')]})
  expect(await apply.run([a, b])).toBe(9)
  expect(apply.wire).toEqual(['add ada bob cyd', 'add cyd dee', 'connect', 'POST 7 type 3'])
  expect(told(apply).at(-1)).toBe('summary membersPosted 2, membersAdded 2, batchesCreated 1, notAttempted 2')
})

test('too fast: it waits as long as it is told', async () => {
  const apply = applying({members: [tooFast, tooFast]})
  const before = apply.clock.ms
  expect(await apply.run([a])).toBe(0)
  expect(apply.clock.ms - before).toBe(120_000)
})

test.each<[string, (apply: ReturnType<typeof applying>) => void, number]>([
  ['a halt', ({journal}) => void journal.add({type: 'halt', who: 'ada', reason: 'x'}), 10],
  ['Ctrl-C', ({stopping}) => stopping.abort(), 130],
])('%s stops the chunks too, and the batches with them', async (_name, onMembers, code) => {
  const apply = applying({limits: {membersPerCall: 2}, onMembers})
  expect(await apply.run([a])).toBe(code)
  expect(apply.wire).toEqual(['add ada bob'])
  expect(recorded(apply)).toContain('posted 2 of a: 2 added, 0 not')
})

test('who is recorded by another run meanwhile isn’t posted again', async () => {
  const apply = applying()
  const plan = await apply.plan([a, b])
  await apply.run([campaign('a', {members: ['ada', 'bob', 'cyd']})])
  apply.wire.length = 0
  expect(await apply.run([a, b], plan)).toBe(0)
  expect(apply.wire[0]).toBe('add dee')
})
