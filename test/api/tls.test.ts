import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import {ConnectFailed} from '../../src/apply/ports.ts'
import {certificate, privateKey} from './certificate.ts'
import {clientOf, sendOnce, shown} from './scene.ts'

let posts = 0
const server = createServer({cert: certificate, key: privateKey}, (request, response) => {
  posts++
  request.resume()
  response.end('{"response":{"campaignBatchID":5,"message":""},"requestID":""}')
})
const url = (): string => `https://localhost:${(server.address() as AddressInfo).port}/a/api/v2`

beforeEach(async () => {
  posts = 0
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

test('over TLS, with a trusted certificate: done', async () => {
  expect(shown(await sendOnce(clientOf(url(), {ca: certificate})))).toBe('done 5')
})

test('over TLS nothing is written either when mayWrite says no', async () => {
  expect(shown(await sendOnce(clientOf(url(), {ca: certificate}), {mayWrite: () => false}))).toBe('not-done not-written')
  expect(posts).toBe(0)
})

test('a certificate that is not trusted is never accepted, whatever the environment says', async () => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  await expect(clientOf(url()).connect()).rejects.toBeInstanceOf(ConnectFailed)
  expect(posts).toBe(0)
})
