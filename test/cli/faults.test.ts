import {expect, test} from 'vitest'
import {testPanel, toFilter} from '../support/panel.ts'

/** Only where no answer comes is the time short: elsewhere a slow machine would turn an answer into a doubt. */
const three = (fault: string): Record<string, string> => ({
  'campaigns/a.yaml': toFilter(7),
  'campaigns/b.yaml': toFilter(8),
  'campaigns/c.yaml': toFilter(9),
  'fieldwork.yaml': `limits: {concurrency: 1, answerTimeout: ${fault === 'hang' ? '3s' : '120s'}}\n`,
})

/** The first of three sends meets a fault: what the run ends with, how many batches were asked for, and how the three stand then. */
test.each([
  ['lost-answer', 4, 1, ['in-doubt']],
  ['reset-before', 4, 1, ['in-doubt']],
  ['hang', 4, 1, ['in-doubt']],
  ['truncated-200', 4, 1, ['in-doubt']],
  ['other-shape', 4, 1, ['in-doubt']],
  ['error-in-200', 4, 1, ['in-doubt']],
  ['error-500-after-commit', 4, 1, ['in-doubt']],
  ['html-502', 4, 1, ['in-doubt']],
  ['redirect-307', 4, 1, ['in-doubt']],
  ['allowance-429', 9, 1, ['refused']],
  ['forbidden-403', 9, 1, ['refused']],
  ['refused-400', 9, 3, ['refused', 'created', 'created']],
] as const)('%s: exit %i, %i POSTs, %j', async (fault, code, posts, states) => {
  const panel = await testPanel(three(fault), {faults: [`${fault}@1`]})
  const run = await panel.run(['apply', '--yes'])
  expect({code: run.code, posts: Math.max(panel.posts(), panel.sandbox.connections())}).toEqual({code, posts})
  const {batches} = JSON.parse((await panel.run(['status', '--format', 'json'])).out) as {batches: readonly {state: string}[]}
  expect(batches.map(({state}) => state)).toEqual(states)
  // Once more: what was refused is sent, what is in doubt is not, and nothing that was created is sent again.
  const again = await panel.run(['apply', '--yes'])
  expect(again.code).toBe(code === 4 ? 4 : 0)
  const doubtful = code === 4 ? 1 : 0
  expect(panel.sandbox.batches.length).toBeLessThanOrEqual(3)
  expect(panel.posts()).toBe(3 + (code === 9 ? 1 : 0))
  const after = JSON.parse((await panel.run(['status', '--format', 'json'])).out) as {batches: readonly {state: string}[]}
  expect(after.batches.filter(({state}) => state === 'in-doubt')).toHaveLength(doubtful)
  expect(after.batches.filter(({state}) => state === 'created')).toHaveLength(3 - doubtful)
})

test('members whose answer is lost are posted again, and count once', async () => {
  const panel = await testPanel(
    {'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`},
    {faults: ['members:lost-answer@1']},
  )
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.sandbox.posts('/micropanel/members')).toBe(2)
  expect(panel.sandbox.members.size).toBe(1)
  expect(panel.posts()).toBe(1)
})

test('members that can not be confirmed: exit 5, and the batches of their campaign wait', async () => {
  const faults = [1, 2, 3].map(() => 'members:error-500-after-commit')
  const panel = await testPanel({'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`}, {faults})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 5})
  expect(panel.posts()).toBe(0)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(1)
})
