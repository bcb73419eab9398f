import {once} from 'node:events'
import {connect, type Socket} from 'node:net'
import {expect, test} from 'vitest'
import {gateOn} from '../../src/api/gate.ts'
import {handOutOnce} from '../../src/api/hand-out-once.ts'
import {transmit} from '../../src/api/transmit.ts'
import {httpAnswer, isWholeRequest, type RawServer, rawServer} from '../support/server.ts'
import {realClock} from './clock.ts'

const opened = async (server: RawServer): Promise<Socket> => {
  const socket = connect(server.port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}
const closing = (socket: Socket): Promise<void> => new Promise(resolve => socket.once('close', () => resolve()))
const send = (server: RawServer, socket: Socket, mayWrite: () => boolean = () => true) =>
  transmit(
    `http://127.0.0.1:${server.port}`,
    socket,
    {method: 'POST', path: '/x', headers: {'content-type': 'application/json'}, body: '{}'},
    {mayWrite, within: 60_000, clock: realClock},
  )
const notWritten = {is: 'not-written', phase: 'before-write'}

test('a reset that has arrived: not written, one connection', async () => {
  await using server = await rawServer()
  const socket = await opened(server)
  const closed = closing(socket)
  ;(await server.accepted(0)).resetAndDestroy()
  await closed
  expect(await send(server, socket)).toMatchObject(notWritten)
  expect(server.connections()).toBe(1)
})

test('a server that speaks before it is asked: not written', async () => {
  await using server = await rawServer({onConnect: socket => socket.write(httpAnswer(408, ''))})
  const socket = await opened(server)
  await once(socket, 'readable')
  expect(await send(server, socket)).toMatchObject({...notWritten, why: 'the server had spoken before it was asked'})
  expect(server.received(0)).toBe('')
})

test.each([1, 2, 3])('a socket that dies %i turns after it was handed over: no second connection', async turns => {
  await using server = await rawServer()
  const socket = await opened(server)
  const exchange = send(server, socket)
  for (let turn = 0; turn < turns; turn++) await new Promise(resolve => setImmediate(resolve))
  socket.destroy()
  const {is} = await exchange
  expect({connections: server.connections(), honest: is === 'not-written' ? server.received(0) === '' : is === 'broken'}).toEqual(
    {
      connections: 1,
      honest: true,
    },
  )
})

test('a socket that dies while mayWrite is asked may have carried something: unknown', async () => {
  await using server = await rawServer()
  const socket = await opened(server)
  const exchange = await send(server, socket, () => {
    socket.destroy()
    return true
  })
  expect(exchange).toMatchObject({is: 'broken'})
  expect(server.connections()).toBe(1)
})

test('the request leaves in one write, right after mayWrite', async () => {
  await using server = await rawServer({told: (socket, text) => isWholeRequest(text) && socket.end(httpAnswer(200, '{}'))})
  const socket = await opened(server)
  const events: string[] = []
  const {_writev: writev} = socket
  socket._writev = (chunks, done) => {
    events.push(
      `writev ${chunks
        .map(({chunk}) => chunk)
        .join('')
        .endsWith('\r\n\r\n{}')}`,
    )
    writev?.call(socket, chunks, done)
  }
  socket._write = () => events.push('write')
  const mayWrite = (): boolean => events.push('asked') > 0
  expect(await send(server, socket, mayWrite)).toMatchObject({is: 'answered', status: 200})
  expect(events).toEqual(['asked', 'writev true'])
})

test('mayWrite is asked when the bytes are due, and not before', async () => {
  await using server = await rawServer({told: (socket, text) => isWholeRequest(text) && socket.end(httpAnswer(200, '{}'))})
  const socket = await opened(server)
  let may = true
  const exchange = send(server, socket, () => may)
  // The library has the request, the system none of its bytes.
  may = false
  expect(await exchange).toMatchObject({...notWritten, why: 'the time in which it may be sent had passed'})
  expect(server.received(0)).toBe('')
})

test('a gate that was shut stays shut, however it is written to', async () => {
  await using server = await rawServer()
  const socket = await opened(server)
  socket.on('error', () => {})
  const gate = gateOn(socket, () => true)
  expect(gate.shut()).toBe(false)
  const closed = closing(socket)
  socket.end('late')
  await closed
  await server.close()
  expect(server.received(0)).toBe('')
})

test('a gate lets nothing through once the server has spoken', async () => {
  await using server = await rawServer()
  const socket = await opened(server)
  const gate = gateOn(socket, () => true)
  ;(await server.accepted(0)).write('HTTP/1.1 408 Request Timeout\r\n')
  await once(socket, 'readable')
  const closed = closing(socket)
  socket.write('late')
  await closed
  expect({passed: gate.shut(), refusal: gate.refusal()}).toEqual({
    passed: false,
    refusal: 'the server had spoken before it was asked',
  })
  await server.close()
  expect(server.received(0)).toBe('')
})

test('a socket is handed out once, however good it still is', async () => {
  await using server = await rawServer()
  const socket = await opened(server)
  const connector = handOutOnce(socket)
  const options = {hostname: '127.0.0.1', protocol: 'http:', port: '1'}
  const asked = (): Promise<unknown> =>
    new Promise(resolve => connector(options, (error, given) => resolve(error?.message ?? given)))
  expect(await asked()).toBe(socket)
  expect(await asked()).toBe('a second connection was refused')
  socket.destroy()
})
