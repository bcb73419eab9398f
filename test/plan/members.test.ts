import {expect, test} from 'vitest'
import {campaign, toFilter, toPeople, world} from './scene.ts'
import {shown} from './shown.ts'

test('members are added once, whichever campaign posted them', () => {
  const made = world()
  const [a, b] = [campaign('a', {members: ['ada', 'bob']}), campaign('b', {members: ['bob', 'cyd']})]
  expect(shown(made.plan([a, b]))).toEqual(['add a/members 2/2', 'add b/members 2/2'])
  made.send([a])
  expect(shown(made.plan([a, b]))).toEqual(['add b/members 1/2'])
  made.send([a, b])
  expect(shown(made.plan([a, b]))).toEqual([])
})

test('a plan has all members before the first batch', () => {
  const campaigns = [
    campaign('a', {members: ['ada'], batches: [toFilter(1)]}),
    campaign('b', {members: ['bob'], batches: [toFilter(2)]}),
  ]
  expect(shown(world().plan(campaigns))).toEqual([
    'add a/members 1/1',
    'add b/members 1/1',
    'send a/main new 1',
    'send b/main new 1',
  ])
})

test('batches wait for members of their own that the plan doesn’t add', () => {
  const made = world()
  const campaigns = [campaign('a', {members: ['ada'], batches: [toPeople(['ada', 'bob'])]})]
  const only = {selection: {only: ['a/main']}}
  expect(shown(made.plan(campaigns, only))).toEqual(['wait a/main members ×2'])
  made.send([campaign('a', {members: ['ada']})])
  expect(shown(made.plan(campaigns, only))).toEqual(['send a/main#ada new 1', 'send a/main#bob new 1'])
})

test('rows that changed and people who were taken out are counted, and nothing is sent for them', () => {
  const made = world()
  made.send([campaign('a', {members: ['ada', 'bob', 'cyd']})])
  const edited = campaign('a', {members: ['ada', 'bob']})
  const [ada, bob] = edited.members?.people ?? []
  if (!ada || !bob || !edited.members) throw new TypeError('no members')
  const people = [{...ada, body: () => ({emailAddress: 'ada@Example.com', firstName: 'Ada L.'})}, bob]
  const {actions, notes} = made.plan([{...edited, members: {...edited.members, people}}])
  expect(actions).toEqual([])
  expect(notes.map(({text}) => text)).toEqual([
    expect.stringMatching(/^1 row .*changed since .*posted: not sent again\.$/),
    expect.stringMatching(/^1 person .*no longer in the file: nobody is removed from the panel\.$/),
  ])
})

test.each([
  [3, 3, ['send a/main#ada new 1', 'send a/main#bob new 1', 'send b/main new 1', 'send b/two#cyd new 1']],
  [2, 2, ['send b/main new 1', 'held a/main single-sends ×2', 'held b/two#cyd single-sends']],
])('with at most %i one-person batches, three are sent all or not at all', (singleSends, _limit, expected) => {
  const campaigns = [
    campaign('a', {batches: [toPeople(['ada', 'bob'])]}),
    campaign('b', {batches: [toFilter(), toPeople(['cyd'], {name: 'two'})]}),
  ]
  expect(shown(world().plan(campaigns, {limits: {singleSends}}))).toEqual(expected)
})

test('totals: people, calls, time', () => {
  const campaigns = [
    campaign('a', {members: ['ada', 'bob', 'cyd'], batches: [toPeople(['ada', 'bob'])]}),
    campaign('b', {batches: [toFilter(), {...toFilter(146, {name: 'two'}), recipients: {kind: 'filter', id: 146, expect: 480}}]}),
  ]
  expect(world().plan(campaigns, {limits: {membersPerCall: 2, callsPerMinute: 4}}).summary).toEqual({
    campaigns: 2,
    membersToAdd: 3,
    batchesToCreate: 4,
    unchanged: 0,
    waiting: 0,
    held: 0,
    inDoubt: 0,
    people: {listed: 2, expected: 480, unknownBatches: 1},
    pointsAtMost: 0,
    apiCalls: 6,
    allowance: 20_000,
    secondsAbout: 62,
  })
})
