import {type Clock, ConnectFailed} from '../apply/ports.ts'
import type {Limits} from '../config/campaign.ts'
import {Stop} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import {checkedBaseUrl} from './base-url.ts'
import {type Conceal, concealing} from './conceal.ts'
import type {Exchange} from './exchange.ts'
import {createLimiter, type Limiter} from './limiter.ts'
import type {Slot} from './rate/ledger.ts'
import {refusalOf} from './refusal.ts'
import type {Conditions, HttpRequest} from './transmit.ts'
import {type Connection, overSockets, type Transport} from './transport.ts'
import {wordsOf} from './words-of.ts'

export interface LineOptions {
  /** `https://host/a/api/v2`. */
  readonly baseUrl: string
  readonly key: string
  readonly limits: Pick<Limits, 'callsPerMinute' | 'connectTimeout' | 'answerTimeout'>
  readonly clock: Clock
  /** Of the program, for the User-Agent. */
  readonly version: string
  /** Shared by all clients of a key; without one, each counts for itself. */
  readonly limiter?: Limiter
  /** Certificates (PEM) to trust in place of the system's. */
  readonly ca?: string
  /** In place of real sockets. */
  readonly transport?: Transport
}

/** A call, relative to the base URL. */
interface Call {
  readonly method: HttpRequest['method']
  readonly path: string
  readonly body?: string
}

/** A fresh socket and the right to use it for one call. */
export interface Opened {
  exchange(call: Call, conditions: Omit<Conditions, 'clock'>): Promise<Exchange>
  close(): void
}

/** The way to one server with one key. */
export interface Line {
  readonly conceal: Conceal
  /** The same for what is longer than a message: what a filter means. */
  readonly concealLong: Conceal
  /** Waits for the rate, then connects. Rejects with `ConnectFailed`, or with `Stop` where calls can't be counted. */
  open(signal?: AbortSignal): Promise<Opened>
  /** Opens, exchanges, closes. Rejects only with `Stop`, where calls can't be counted. */
  call(call: Call, signal?: AbortSignal): Promise<Exchange>
  clockSkew(): Milliseconds | undefined
  /** Ends what is open. */
  close(): void
}

/** A line that knows only `methods`: any other never leaves it. */
export function createLine(options: LineOptions, methods: readonly HttpRequest['method'][]): Line {
  const {key, limits, clock, version} = options
  const baseUrl = checkedBaseUrl(options.baseUrl)
  if (!/^[\x21-\x7e]+$/.test(key)) throw new TypeError('the key has characters that a header cannot carry')
  const limiter = options.limiter ?? createLimiter(limits.callsPerMinute, clock)
  const conceal = concealing(key)
  const concealLong = concealing(key, 2000)
  const root = baseUrl.pathname.replace(/\/+$/, '')
  const common = {'api-key': key, accept: 'application/json', 'user-agent': `fieldwork/${version}`}
  const {connectTimeout} = limits
  const transport = options.transport ?? overSockets({baseUrl, connectTimeout, clock, ca: options.ca})
  let skew: Milliseconds | undefined

  const request = ({method, path, body}: Call): HttpRequest => ({
    method,
    path: root + path,
    headers: body === undefined ? common : {...common, 'content-type': 'application/json'},
    ...(body !== undefined && {body}),
  })
  const noteClock = (exchange: Exchange): void => {
    const date = exchange.is === 'not-written' ? Number.NaN : Date.parse(exchange.headers.date ?? '')
    if (!Number.isNaN(date)) skew = date - clock.now()
  }
  const openedWith = (connection: Connection, slot: Slot): Opened => {
    let used = false
    return {
      exchange: async (call, conditions) => {
        if (used || !methods.includes(call.method)) {
          return {is: 'not-written', phase: 'before-write', why: 'this connection is not for such a request'}
        }
        used = true
        const mayWrite = (): boolean => slot.isGood() && conditions.mayWrite()
        const exchange = await connection.transmit(request(call), {...conditions, mayWrite, clock})
        noteClock(exchange)
        settle(slot, exchange)
        return exchange
      },
      close: () => {
        if (!used) slot.unused()
        used = true
        connection.destroy()
      },
    }
  }
  const open = async (signal?: AbortSignal): Promise<Opened> => {
    const slot = await limiter.take(signal).catch((cause: unknown) => {
      throw cause instanceof Stop ? cause : new ConnectFailed('interrupted while waiting for the rate limit', {cause})
    })
    try {
      return openedWith(await transport.connect(signal), slot)
    } catch (error) {
      slot.unused()
      throw error
    }
  }
  return {
    conceal,
    concealLong,
    open,
    call: async (call, signal) => {
      try {
        const opened = await open(signal)
        try {
          return await opened.exchange(call, {mayWrite: () => true, within: limits.answerTimeout, signal})
        } finally {
          opened.close()
        }
      } catch (error) {
        if (error instanceof Stop) throw error
        return {is: 'not-written', phase: 'connect', why: wordsOf(error)}
      }
    },
    clockSkew: () => skew,
    close: transport.close,
  }
}

function settle(slot: Slot, exchange: Exchange): void {
  if (exchange.is === 'not-written') slot.unused()
  else if (exchange.is === 'answered' && refusalOf(exchange)?.refusal.kind === 'rate') slot.tooMany()
  else if (exchange.is === 'answered') slot.answered()
  else slot.lost()
}
