import type {Socket} from 'node:net'
import {Client, type Dispatcher} from 'undici'
import type {Clock} from '../apply/ports.ts'
import type {Milliseconds} from '../instant.ts'
import {deadline} from './deadline.ts'
import type {AnswerHeaders, Exchange} from './exchange.ts'
import {brokenness, type Gate, gateOn} from './gate.ts'
import {handOutOnce} from './hand-out-once.ts'
import {onAbort} from './on-abort.ts'
import {wordsOf} from './words-of.ts'

/** Longest body that is read: 1 MiB. */
const longestBody = 1_048_576

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  /** From the host's root: `/a/api/v2/…`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Conditions {
  /** Asked right before the first byte is handed to the system. */
  readonly mayWrite: () => boolean
  /** From now until the whole answer is there; a later one doesn't count. */
  readonly within: Milliseconds
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends one request over a connected socket and reads the whole answer. Never rejects, never opens another socket, follows no redirect, tries
 * nothing twice; the socket is destroyed at the end. `origin` is only for the Host header. What undici says about a failure is used as words
 * alone: whether the request left is the gate's to say.
 */
export async function transmit(origin: string, socket: Socket, request: HttpRequest, conditions: Conditions): Promise<Exchange> {
  const broken = brokenness(socket) ?? (conditions.signal?.aborted ? 'interrupted before it was sent' : undefined)
  if (broken === undefined) return dispatch(origin, socket, request, conditions)
  socket.destroy()
  return {is: 'not-written', phase: 'before-write', why: broken}
}

function dispatch(origin: string, socket: Socket, request: HttpRequest, conditions: Conditions): Promise<Exchange> {
  const {mayWrite, within, clock, signal} = conditions
  const gate = gateOn(socket, mayWrite)
  // No timers of undici's own: the deadline is ours alone.
  const client = new Client(origin, {
    connect: handOutOnce(socket),
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: longestBody,
    maxHeaderSize: 65_536,
  })
  const received: Received = {headers: {}, chunks: []}
  return new Promise(resolve => {
    const end = (failure: string | undefined): void => {
      limit.cancel()
      forget()
      resolve(exchangeOf(gate, received, failure ?? (limit.passed() ? 'the answer came after the deadline' : undefined)))
      socket.destroy()
      client.destroy().catch(() => {})
    }
    const limit = deadline(clock, within, () => end(`no whole answer within ${within / 1000} s`))
    const forget = onAbort(signal, () => end('interrupted before the answer was there'))
    // `reset` says "connection: close": a socket serves one request. The body goes as bytes, so that it leaves with the head in one write.
    const body = request.body === undefined ? null : Buffer.from(request.body)
    try {
      client.dispatch({...request, body, reset: true}, receiving(received, end))
    } catch (error) {
      end(wordsOf(error))
    }
  })
}

/** What has come of an answer so far. */
interface Received {
  status?: number
  headers: AnswerHeaders
  readonly chunks: Buffer[]
}

const receiving = (received: Received, end: (failure: string | undefined) => void): Dispatcher.DispatchHandler => ({
  // Without it undici would take this for a handler of its older kind.
  onRequestStart: () => {},
  onResponseStart: (_, status, headers) => {
    if (status < 200) return
    received.status = status
    received.headers = joined(headers)
  },
  onResponseData: (_, chunk) => {
    received.chunks.push(chunk)
  },
  onResponseEnd: () => end(undefined),
  onResponseError: (_, error) => end(wordsOf(error)),
})

/** The exchange as it stands when it ends. Shuts the gate first: from here on nothing can leave. */
function exchangeOf(gate: Gate, {status, headers, chunks}: Received, failure: string | undefined): Exchange {
  if (!gate.shut())
    return {is: 'not-written', phase: 'before-write', why: gate.refusal() ?? failure ?? 'it was answered before it was sent'}
  const body = Buffer.concat(chunks)
  if (failure === undefined && status !== undefined) return {is: 'answered', status, headers, body}
  return {is: 'broken', why: failure ?? 'no answer', headers, body, ...(status !== undefined && {status})}
}

const joined = (headers: Readonly<Record<string, string | string[] | undefined>>): AnswerHeaders =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
