import {afterEach, expect, test} from 'vitest'
import {validateApiBatch} from '#validators/validateApiBatch'
import {validateApiBatchCreated} from '#validators/validateApiBatchCreated'
import {validateApiError} from '#validators/validateApiError'
import {validateApiMembersAdded} from '#validators/validateApiMembersAdded'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/sandbox.ts'
import {startSandbox} from '../../src/sandbox/server.ts'
import {call, errorOf} from './call.ts'

let sandbox: Sandbox
let now = 0
const start = async (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  now = Date.UTC(2031, 0, 2, 3, 4, 5)
  sandbox = await startSandbox({clock: {now: () => now}, ...options})
  return sandbox
}
afterEach(() => sandbox.close())

const compose = {surveyID: 7, templateID: 3}
const smallest = {compose, recipients: {filterType: 1}}

test('a batch is created, and its status moves on with every read', async () => {
  await start({firstId: 500})
  const created = await call(sandbox, 'POST', '/micropanel/batches', smallest)
  expect(created).toEqual({
    status: 200,
    body: {response: {campaignBatchID: 500, message: 'Batch created successfully'}, requestID: 'sandbox-1'},
  })
  expect(validateApiBatchCreated(created.body)).toBe(true)
  const statuses: unknown[] = []
  for (let read = 0; read < 4; read++) {
    const {body} = await call(sandbox, 'GET', '/micropanel/batches/500')
    expect(validateApiBatch(body)).toBe(true)
    statuses.push((body as {response: {status: string}}).response.status)
  }
  expect(statuses).toEqual(['Scheduled', 'Sending', 'Delivery Successful', 'Delivery Successful'])
  expect((await call(sandbox, 'GET', '/micropanel/batches/500')).body).toMatchObject({
    response: {id: 500, surveyID: 7, senderUserID: 1, creationTimestamp: '2031-01-02T03:04:05.000+00:00'},
  })
  expect(sandbox.batches.map(({id, request}) => ({id, request}))).toEqual([{id: 500, request: smallest}])
})

test('with a delivery time, the status moves on with the clock', async () => {
  await start({deliveryMs: 60_000})
  await call(sandbox, 'POST', '/micropanel/batches', smallest)
  const status = async (): Promise<unknown> =>
    ((await call(sandbox, 'GET', '/micropanel/batches/1400')).body as {response: {status: string}}).response.status
  const seen = [await status(), await status()]
  now += 30_000
  seen.push(await status())
  now += 30_000
  seen.push(await status())
  expect(seen).toEqual(['Scheduled', 'Scheduled', 'Sending', 'Delivery Successful'])
})

test('members: who is there already counts as failed, twice in one call too', async () => {
  await start({members: ['Ada@example.com']})
  const people = ['ADA@example.com', 'bob@example.com', 'Bob@example.com'].map(emailAddress => ({emailAddress}))
  const reply = await call(sandbox, 'POST', '/micropanel/members', people)
  expect(reply).toEqual({status: 200, body: {response: {membersAddedSuccessfully: 1, membersFailedToBeAdded: 2}}})
  expect(validateApiMembersAdded(reply.body)).toBe(true)
  expect([...sandbox.members]).toEqual([
    ['ada@example.com', {emailAddress: 'Ada@example.com'}],
    ['bob@example.com', {emailAddress: 'bob@example.com'}],
  ])
})

test('filters and surveys can be read', async () => {
  await start()
  expect((await call(sandbox, 'GET', '/micropanel/filters/145')).body).toMatchObject({
    response: {panelSegmentId: 145, name: 'Night owls'},
  })
  expect((await call(sandbox, 'GET', '/surveys/7')).body).toMatchObject({response: {surveyID: 7, status: 'Active'}})
})

const send = (automaticClosure: unknown): unknown => ({...smallest, send: {deliveryOptions: {automaticClosure}}})
test.each<[unknown]>([
  [{compose: {...compose, incentives: {completionPoints: 20}}, recipients: {filterType: 2, emailAddress: 'ada@example.com'}}],
  [{compose, recipients: {filterType: 3, existingFilterID: 145}, send: {notification: {enableEmailInvitation: false}}}],
  [send({enabled: true, closureDateTime: '12/31/2031 23:59', responseQuota: 5})],
])('accepted: %j', async body => {
  await start()
  expect((await call(sandbox, 'POST', '/micropanel/batches', body)).status).toBe(200)
})

test.each<[string, unknown]>([
  ['body must be an object', []],
  ['body must have recipients', {compose}],
  ['body must not have "name"', {...smallest, name: 'x'}],
  ['body.compose must have templateID', {...smallest, compose: {surveyID: 7}}],
  ['body.compose.surveyID must be a positive whole number', {...smallest, compose: {...compose, surveyID: '7'}}],
  ['body.compose must not have "surveyId"', {...smallest, compose: {...compose, surveyId: 7}}],
  [
    'body.compose must not have "__proto__"',
    '{"compose":{"surveyID":1,"templateID":1,"__proto__":{}},"recipients":{"filterType":1}}',
  ],
  ['body.recipients.filterType must be one of 1, 2, 3', {compose, recipients: {filterType: 4}}],
  ['body.recipients must not have "emailAddress"', {compose, recipients: {filterType: 1, emailAddress: 'a@b.c'}}],
  ['body.recipients.emailAddress must be an e-mail address', {compose, recipients: {filterType: 2, emailAddress: 'ada'}}],
  ['body.recipients must have existingFilterID', {compose, recipients: {filterType: 3}}],
  ...['31/12/2031 10:00', '02/30/2031 10:00', '12/31/2031 24:00', '12/31/2031 9:00', '2031-12-31T10:00', ''].map(
    closureDateTime =>
      [
        'body.send.deliveryOptions.automaticClosure.closureDateTime must be MM/DD/YYYY HH:mm',
        send({enabled: true, closureDateTime}),
      ] as [string, unknown],
  ),
])('refused: %s', async (wrong, body) => {
  await start()
  const reply = await call(sandbox, 'POST', '/micropanel/batches', body)
  expect(errorOf(reply)).toBe(`400 1002 The request body does not match the schema: ${wrong}`)
  expect(validateApiError(reply.body)).toBe(true)
  expect(sandbox.batches).toEqual([])
})

test('the documented errors', async () => {
  await start({callsPerMinute: 5, allowance: 6})
  const errors = [
    await call(sandbox, 'POST', '/micropanel/batches', '{'),
    await call(sandbox, 'POST', '/micropanel/members', {emailAddress: 'a@b.c'}),
    await call(sandbox, 'POST', '/micropanel/members', [{emailAddress: 'a@b.c', age: 3}]),
    await call(sandbox, 'GET', '/micropanel/batches/9'),
    await call(sandbox, 'POST', '/micropanel/batches', smallest, 'wrong'),
    await call(sandbox, 'DELETE', '/micropanel/batches/9'),
    await call(sandbox, 'GET', '/surveys/7x'),
  ]
  now += 60_000
  errors.push(await call(sandbox, 'GET', '/elsewhere'), await call(sandbox, 'GET', '/elsewhere'))
  expect(errors.map(errorOf)).toEqual([
    '400 1001 The request body is not valid JSON',
    '400 1002 The request body does not match the schema: body must be an array',
    '400 1002 The request body does not match the schema: body[0] must not have "age"',
    "404 1040 The resource that you're trying to access doesn't exist",
    '401 1010 Incorrect API Key',
    "404 1040 The resource that you're trying to access doesn't exist",
    '429  ',
    "404 1040 The resource that you're trying to access doesn't exist",
    '429 1013 API call limit exceeded. Please contact your account representative to extend the limits.',
  ])
  for (const {body} of errors) expect(validateApiError(body)).toBe(true)
  expect(sandbox.members.size).toBe(0)
})

test('every request is logged, without the key', async () => {
  await start()
  await call(sandbox, 'POST', '/micropanel/batches?apiKey=sandbox-key', smallest)
  expect(sandbox.requests).toEqual([
    {
      method: 'POST',
      path: '/a/api/v2/micropanel/batches?apiKey=[key]',
      at: now,
      headers: expect.objectContaining({'content-type': 'application/json'}),
      body: JSON.stringify(smallest),
      connection: 1,
      status: 200,
    },
  ])
  expect(sandbox.posts('/micropanel/batches')).toBe(1)
  expect(JSON.stringify(sandbox.requests)).not.toContain('sandbox-key')
})

test('an answer is dated by the clock of the sandbox', async () => {
  await start()
  const {headers} = await fetch(`${sandbox.url}/micropanel/batches/1`, {headers: {'api-key': sandbox.key}})
  expect(headers.get('date')).toBe('Thu, 02 Jan 2031 03:04:05 GMT')
})
