import {request as httpRequest} from 'node:http'
import {afterEach, expect, test} from 'vitest'
import {createFaults, faultNames, parseFault} from '../../src/sandbox/faults.ts'
import type {Sandbox} from '../../src/sandbox/sandbox.ts'
import {startSandbox} from '../../src/sandbox/server.ts'
import {until} from '../api/clock.ts'
import {call} from './call.ts'

let sandbox: Sandbox | undefined
afterEach(() => sandbox?.close())
const clock = {now: () => 0}
const batch = {compose: {surveyID: 7, templateID: 3}, recipients: {filterType: 1}}

test.each([
  ['hang', {scope: 'batches', name: 'hang', nth: 1}],
  ['hang@3', {scope: 'batches', name: 'hang', nth: 3}],
  ['members:html-502@12', {scope: 'members', name: 'html-502', nth: 12}],
  ['status:rate-429', {scope: 'status', name: 'rate-429', nth: 1}],
])('%j is a fault', (text, fault) => {
  expect(parseFault(text)).toEqual(fault)
})

test.each(['', 'hung', 'hang@', 'hang@0', 'hang@-1', 'hang@1.5', 'hang@x', 'surveys:hang', 'Hang', 'hang@9999999'])(
  '%j is none',
  text => {
    expect(parseFault(text)).toBeUndefined()
  },
)

test('each strikes once, at its call; of two that are due the first one does, and the other waits', () => {
  const faults = createFaults()
  for (const text of ['hang@2', 'html-502', 'lost-answer@2', 'members:rate-429']) {
    const fault = parseFault(text)
    if (fault) faults.add(fault)
  }
  expect([1, 2, 3, 4].map(() => faults.meet('batches'))).toEqual(['html-502', 'hang', 'lost-answer', undefined])
  expect([1, 2].map(() => faults.meet('members'))).toEqual(['rate-429', undefined])
})

test('a fault that it does not know is told at once', async () => {
  await expect(startSandbox({clock, faults: ['hung']})).rejects.toBeInstanceOf(RangeError)
})

test.each([...faultNames])('members:%s strikes there and nowhere else', async name => {
  sandbox = await startSandbox({clock, faults: [`members:${name}`]})
  expect((await call(sandbox, 'POST', '/micropanel/batches', batch)).status).toBe(200)
  const impatience = new AbortController()
  if (name === 'hang') until(() => sandbox?.members.size === 1).then(() => impatience.abort())
  const answered = await fetch(`${sandbox.url}/micropanel/members`, {
    method: 'POST',
    headers: {'api-key': sandbox.key},
    body: '[{"emailAddress":"ada@example.com"}]',
    redirect: 'manual',
    signal: impatience.signal,
  })
    .then(async response => ({status: response.status, text: await response.text()}))
    .catch(() => undefined)
  expect(answered?.status === 200 && answered.text.includes('membersAddedSuccessfully')).toBe(false)
  expect(sandbox.requests.map(({fault}) => fault)).toEqual([undefined, name])
})

const controlled = (url: string, init: RequestInit = {}) =>
  fetch(url.replace('/a/api/v2', init.method === 'POST' ? '/sandbox/faults' : '/sandbox/log'), init)

test('a sandbox in another process is driven by HTTP', async () => {
  sandbox = await startSandbox({clock})
  const json = {'content-type': 'application/json'}
  const added = await controlled(sandbox.url, {method: 'POST', headers: json, body: '{"fault":"html-502@1"}'})
  expect(added.status).toBe(200)
  expect(
    (
      await fetch(`${sandbox.url}/micropanel/batches`, {
        method: 'POST',
        headers: {'api-key': sandbox.key},
        body: JSON.stringify(batch),
      })
    ).status,
  ).toBe(502)
  const log = (await (await controlled(sandbox.url)).json()) as {requests: unknown[]}
  expect(log.requests).toEqual(JSON.parse(JSON.stringify(sandbox.requests)))
  expect(JSON.stringify(log)).not.toContain(sandbox.key)
  for (const body of ['{"fault":"hung"}', '{}', 'null', '[', '']) {
    expect((await controlled(sandbox.url, {method: 'POST', headers: json, body})).status).toBe(400)
  }
})

test('a web page cannot drive it', async () => {
  sandbox = await startSandbox({clock})
  expect((await controlled(sandbox.url, {method: 'POST', body: '{"fault":"hang"}'})).status).toBe(415)
  const {port} = new URL(sandbox.url)
  const status = await new Promise(resolve =>
    httpRequest({host: '127.0.0.1', port, path: '/sandbox/log', headers: {host: 'evil.example'}}, response =>
      resolve(response.resume().statusCode),
    ).end(),
  )
  expect(status).toBe(403)
})
