import {expect, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/server.ts'
import {clockWithEnd, realClock, until} from './clock.ts'
import {answerTimeout, clientOf, key, sendOnce, shown} from './scene.ts'

const path = '/micropanel/batches'

test.each([
  ['lost-answer', 'unknown write -', 1],
  ['reset-before', 'unknown write -', 0],
  ['error-500-after-commit', 'unknown answer 500', 1],
  ['html-502', 'unknown answer 502', 1],
  ['rate-429', 'not-done rate', 0],
  ['allowance-429', 'not-done allowance', 0],
  ['refused-400', 'not-done payload', 0],
  ['forbidden-403', 'not-done permission', 0],
  ['truncated-200', 'unknown answer 200', 1],
  ['other-shape', 'unknown answer 200', 1],
  ['hang', 'unknown write -', 1],
  ['redirect-307', 'unknown answer 307', 0],
  ['error-in-200', 'unknown answer 200', 0],
])('%s: %s, and one POST on one connection', async (fault, outcome, created) => {
  const sandbox = await startSandbox({clock: realClock, key, faults: [fault]})
  // The deadline comes when the server has done its part.
  const clock =
    fault === 'hang'
      ? clockWithEnd(
          answerTimeout,
          until(() => sandbox.batches.length > 0),
        )
      : realClock
  const client = clientOf(sandbox.url, {clock})
  expect(shown(await sendOnce(client))).toBe(outcome)
  expect({
    posts: sandbox.posts(path),
    all: sandbox.requests.length,
    connections: sandbox.connections(),
    created: sandbox.batches.length,
  }).toEqual({posts: 1, all: 1, connections: 1, created})
  // The next one goes well.
  expect(shown(await sendOnce(clientOf(sandbox.url)))).toBe(`done ${1400 + created}`)
  expect(sandbox.connections()).toBe(2)
  await sandbox.close()
})

test('without a fault: done, with what the server said', async () => {
  const sandbox = await startSandbox({clock: realClock, key, firstId: 77})
  const client = clientOf(sandbox.url)
  expect(client.clockSkew()).toBeUndefined()
  expect(await sendOnce(client)).toEqual({
    is: 'done',
    batchID: 77,
    requestID: 'sandbox-1',
    date: expect.stringMatching(/ GMT$/),
    warnings: [],
  })
  expect(Math.abs(client.clockSkew() ?? Number.NaN)).toBeLessThan(60_000)
  await sandbox.close()
})

test('a wrong key is refused by the server, and shown to nobody', async () => {
  const sandbox = await startSandbox({clock: realClock})
  const outcome = await sendOnce(clientOf(sandbox.url))
  expect(shown(outcome)).toBe('not-done key')
  expect(JSON.stringify(outcome)).not.toContain(key)
  expect(JSON.stringify(sandbox.requests)).not.toContain(key)
  await sandbox.close()
})

test('members: added, not added, refused, unconfirmed', async () => {
  const sandbox = await startSandbox({
    clock: realClock,
    key,
    members: ['Ada@example.com'],
    faults: ['members:html-502@2', 'members:rate-429@3'],
  })
  const client = clientOf(sandbox.url)
  const people = [{emailAddress: 'ada@example.com'}, {emailAddress: 'bob@example.com', firstName: 'Bob'}]
  expect(await client.addMembers(people)).toEqual({is: 'posted', added: 1, notAdded: 1})
  expect(await client.addMembers(people)).toMatchObject({is: 'unconfirmed', evidence: {phase: 'answer', status: 502}})
  expect(await client.addMembers(people)).toMatchObject({is: 'refused', refusal: {kind: 'rate', after: 60_000}})
  expect(await client.addMembers([])).toEqual({is: 'posted', added: 0, notAdded: 0})
  expect(sandbox.members.get('bob@example.com')).toEqual({emailAddress: 'bob@example.com', firstName: 'Bob'})
  await sandbox.close()
  expect(await client.addMembers(people)).toMatchObject({is: 'unconfirmed', evidence: {phase: 'connect'}})
})
