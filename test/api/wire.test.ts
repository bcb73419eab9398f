import {once} from 'node:events'
import {inspect} from 'node:util'
import {expect, test} from 'vitest'
import {createLine} from '../../src/api/line.ts'
import {createReader} from '../../src/api/reader.ts'
import {ConnectFailed} from '../../src/apply/ports.ts'
import {httpAnswer, isWholeRequest, rawServer} from '../support/server.ts'
import {clockWithEnd, realClock, until} from './clock.ts'
import {answerTimeout, clientOf, id, key, request, sendOnce, shown} from './scene.ts'

const created = '{"response":{"campaignBatchID":1400,"message":"ok"},"requestID":"r-1"}'
const urlOf = (port: number): string => `http://127.0.0.1:${port}/a/api/v2`
/** Answers every whole request with these bytes, and closes or not. */
const answering = (bytes: string, close = true) =>
  rawServer({
    told: (socket, text) => {
      if (!isWholeRequest(text)) return
      if (close) socket.end(bytes)
      else socket.write(bytes)
    },
  })

test('the request is the documented one, byte for byte', async () => {
  await using server = await answering(httpAnswer(200, created))
  expect(shown(await sendOnce(clientOf(urlOf(server.port))))).toBe('done 1400')
  const [head = '', body = ''] = server.received(0).split('\r\n\r\n')
  expect(head.split('\r\n')).toEqual([
    'POST /a/api/v2/micropanel/batches HTTP/1.1',
    `host: 127.0.0.1:${server.port}`,
    'connection: close',
    `api-key: ${key}`,
    'accept: application/json',
    'user-agent: fieldwork/1.2.3',
    'content-type: application/json',
    `content-length: ${body.length}`,
  ])
  expect(JSON.parse(body)).toEqual(request)
})

test('a server that closes the waiting connection: not done, nothing written, no second connection', async () => {
  await using server = await rawServer()
  const connection = await clientOf(urlOf(server.port)).connect()
  const accepted = await server.accepted(0)
  // The client's own goodbye shows that it has noticed.
  const noticed = once(accepted, 'end')
  accepted.end()
  await noticed
  const outcome = await connection.send(request, {mayWrite: () => true, isOwned: () => false, deadline: 60_000})
  expect({outcome: shown(outcome), received: server.received(0), connections: server.connections()}).toEqual({
    outcome: 'not-done not-written',
    received: '',
    connections: 1,
  })
})

test('a server that hangs up at our first byte: unknown, and no second connection', async () => {
  await using server = await rawServer({told: socket => socket.resetAndDestroy()})
  expect(shown(await sendOnce(clientOf(urlOf(server.port))))).toBe('unknown write -')
  expect(server.connections()).toBe(1)
})

test.each([
  ['says no', () => false],
  [
    'throws',
    () => {
      throw new Error('no clock')
    },
  ],
])('mayWrite %s: not done, and the server hears nothing', async (_, mayWrite) => {
  await using server = await rawServer()
  const outcome = await sendOnce(clientOf(urlOf(server.port)), {mayWrite})
  expect(outcome).toMatchObject({is: 'not-done', refusal: {kind: 'not-written'}, evidence: {phase: 'before-write'}})
  expect({received: server.received(0), connections: server.connections()}).toEqual({received: '', connections: 1})
})

test('a connection is good for one request', async () => {
  await using server = await answering(httpAnswer(200, created), false)
  const connection = await clientOf(urlOf(server.port)).connect()
  let asked = 0
  const conditions = {mayWrite: () => ++asked > 0, isOwned: () => false, deadline: 60_000}
  expect(shown(await connection.send(request, conditions))).toBe('done 1400')
  expect(shown(await connection.send(request, conditions))).toBe('not-done not-written')
  expect({asked, connections: server.connections()}).toEqual({asked: 1, connections: 1})
})

test('a redirect is an answer: nobody follows it, and the key goes nowhere else', async () => {
  await using other = await answering(httpAnswer(200, created))
  await using server = await answering(httpAnswer(307, '', [`location: ${urlOf(other.port)}/micropanel/batches`]))
  expect(shown(await sendOnce(clientOf(urlOf(server.port))))).toBe('unknown answer 307')
  expect({here: server.connections(), there: other.connections()}).toEqual({here: 1, there: 0})
})

const bare = 'HTTP/1.1 200 OK\r\n'
const chunked = `${bare}transfer-encoding: chunked\r\n\r\n`
const inChunks = `${chunked}${created.length.toString(16)}\r\n${created}\r\n0\r\n\r\n`
test.each([
  ['chunked', inChunks, 'done 1400'],
  ['chunked, without the last chunk', inChunks.slice(0, -5), 'unknown answer 200'],
  ['ended by closing', `${bare}\r\n${created}`, 'done 1400'],
  ['ended by closing, cut', `${bare}\r\n${created.slice(0, 36)}`, 'unknown answer 200'],
  ['announced longer', `${bare}content-length: ${created.length + 1}\r\n\r\n${created}`, 'unknown answer 200'],
  ['announced shorter', `${bare}content-length: 34\r\n\r\n${created}`, 'unknown answer 200'],
  ['two lengths', `${bare}content-length: 5\r\ncontent-length: ${created.length}\r\n\r\n${created}`, 'unknown write -'],
  ['after early hints', `HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${httpAnswer(200, created)}`, 'done 1400'],
  ['of early hints alone', 'HTTP/1.1 103 Early Hints\r\n\r\n', 'unknown write -'],
  ['after an unasked 100', `HTTP/1.1 100 Continue\r\n\r\n${httpAnswer(200, created)}`, 'unknown write -'],
  ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n', 'unknown write -'],
  ['not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', 'unknown write -'],
  ['nothing', '', 'unknown write -'],
  ['half a header', 'HTTP/1.1 200 O', 'unknown write -'],
  ['endless header', `${bare}x: ${'y'.repeat(100_000)}`, 'unknown write -'],
  ['packed', `${bare}content-encoding: gzip\r\ncontent-length: 3\r\n\r\n\x1f\x8b\x08`, 'unknown answer 200'],
  ['1 MiB and a byte', httpAnswer(200, created + ' '.repeat(1_048_577 - created.length)), 'unknown answer 200'],
  ['1 MiB', httpAnswer(200, created + ' '.repeat(1_048_576 - created.length)), 'done 1400'],
])('an answer %s', async (_, bytes, outcome) => {
  await using server = await answering(bytes)
  expect(shown(await sendOnce(clientOf(urlOf(server.port))))).toBe(outcome)
  expect(server.connections()).toBe(1)
})

test('an answer that comes byte by byte is waited for', async () => {
  await using server = await rawServer({
    told: async (socket, text) => {
      if (!isWholeRequest(text)) return
      for (const byte of httpAnswer(200, created)) {
        socket.write(byte)
        await new Promise(resolve => setImmediate(resolve))
      }
    },
  })
  expect(shown(await sendOnce(clientOf(urlOf(server.port))))).toBe('done 1400')
})

test('an answer that drips without end is given up at the deadline', async () => {
  let drips = 0
  let dripping: NodeJS.Timeout | undefined
  await using server = await rawServer({
    told: (socket, text) => {
      if (isWholeRequest(text))
        dripping = setInterval(() => ++drips && socket.write(drips === 1 ? 'HTTP/1.1 200 OK\r\nx: ' : 'y'), 1)
    },
  })
  const clock = clockWithEnd(
    answerTimeout,
    until(() => drips > 20),
  )
  expect(await sendOnce(clientOf(urlOf(server.port), {clock}))).toMatchObject({
    is: 'unknown',
    evidence: {phase: 'write', why: 'no whole answer within 40 s'},
  })
  clearInterval(dripping)
})

test('an answer after the deadline does not count, even where no timer could run', async () => {
  let jump = 0
  await using server = await rawServer({
    told: (socket, text) => {
      if (!isWholeRequest(text)) return
      jump = 3_600_000
      socket.end(httpAnswer(200, created))
    },
  })
  const client = clientOf(urlOf(server.port), {clock: {...realClock, now: () => Date.now() + jump}})
  expect(await sendOnce(client)).toMatchObject({
    is: 'unknown',
    evidence: {status: 200, why: 'the answer came after the deadline'},
  })
})

test('an answer after the overall deadline does not count, however long answers may take', async () => {
  let jump = 0
  await using server = await rawServer({
    told: (socket, text) => {
      if (!isWholeRequest(text)) return
      jump = answerTimeout - 5000
      socket.end(httpAnswer(200, created))
    },
  })
  const client = clientOf(urlOf(server.port), {clock: {...realClock, now: () => Date.now() + jump}})
  expect(shown(await sendOnce(client, {deadline: answerTimeout - 10_000}))).toBe('unknown answer 200')
})

test('interrupted before the write: not done; while waiting for the answer: unknown', async () => {
  const interruption = new AbortController()
  await using server = await rawServer({told: (_, text) => isWholeRequest(text) && interruption.abort()})
  const client = clientOf(urlOf(server.port))
  expect(shown(await sendOnce(client, {signal: AbortSignal.abort()}))).toBe('not-done not-written')
  expect(server.received(0)).toBe('')
  expect(shown(await sendOnce(client, {signal: interruption.signal}))).toBe('unknown write -')
})

test('no connection: ConnectFailed, which does not hold the key', async () => {
  const server = await rawServer()
  await server.close()
  const failure = await clientOf(urlOf(server.port))
    .connect()
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ConnectFailed)
  expect(inspect(failure, {depth: 20, showHidden: true})).not.toContain(key)
  await expect(clientOf(urlOf(server.port)).connect(AbortSignal.abort())).rejects.toBeInstanceOf(ConnectFailed)
})

test('a connection that does not come up in time fails, and is not left behind', async () => {
  await using server = await rawServer()
  const client = clientOf(urlOf(server.port), {clock: {...realClock, sleep: () => Promise.resolve()}})
  await expect(client.connect()).rejects.toThrow(/no connection within 30 s/)
})

test('an answer that echoes key and addresses leaves neither in the evidence', async () => {
  const echo = `{"key":"${key}","url":"/x?apiKey=other-secret&y=1","enc":"${encodeURIComponent(key)}","who":"ada@example.com"}`
  await using server = await answering(httpAnswer(400, echo))
  const outcome = await sendOnce(clientOf(urlOf(server.port)))
  expect(shown(outcome)).toBe('unknown answer 400')
  const text = inspect(outcome, {depth: 20})
  for (const secret of [key, encodeURIComponent(key), 'other-secret', 'ada', 'example.com']) expect(text).not.toContain(secret)
  expect(text).toContain('{"key":"[key]","url":"/x?apiKey=[key]&y=1","enc":"[key]","who":"[address]"}')
})

test('a reader reads, and has nothing to write with', async () => {
  const batch = {
    surveyID: 7,
    senderUserID: 1,
    status: 'Under\u202e review\u0007',
    creationTimestamp: '2023-05-17T11:03:21.000+00:00',
    id: 1400,
  }
  await using server = await answering(httpAnswer(200, JSON.stringify({response: batch, requestID: 'r'})))
  const reader = createReader({
    baseUrl: urlOf(server.port),
    key,
    limits: {callsPerMinute: 300, connectTimeout: 30_000, answerTimeout: 30_000},
    clock: realClock,
    version: '1.2.3',
  })
  expect(Object.keys(reader).sort()).toEqual(['clockSkew', 'close', 'readBatch', 'readFilter', 'readSurvey'])
  expect(await reader.readBatch(id(1400))).toEqual({
    is: 'read',
    batchID: 1400,
    surveyID: 7,
    status: 'Under\ufffd review\ufffd',
    created: '2023-05-17T11:03:21.000+00:00',
  })
  expect(server.received(0)).toMatch(/^GET \/a\/api\/v2\/micropanel\/batches\/1400 HTTP\/1\.1\r\n/)
  expect(await reader.readBatch(id(1401))).toMatchObject({is: 'failed'})
})

test("a reader's line carries no POST, whoever asks", async () => {
  await using server = await answering(httpAnswer(200, created))
  const options = {baseUrl: urlOf(server.port), key, clock: realClock, version: '1.2.3'}
  const line = createLine({...options, limits: {callsPerMinute: 300, connectTimeout: 30_000, answerTimeout}}, ['GET'])
  expect(await line.call({method: 'POST', path: '/micropanel/batches', body: '{}'})).toMatchObject({is: 'not-written'})
  line.close()
  expect(server.received(0)).toBe('')
})
