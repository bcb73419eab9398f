import {join} from 'node:path'
import type {Clock} from '../apply/ports.ts'
import type {Limits} from '../config/campaign.ts'
import type {Milliseconds} from '../instant.ts'
import {type Limiter, limiterOver} from './limiter.ts'
import {fingerprint} from './rate/fingerprint.ts'
import {folderPages} from './rate/folder-pages.ts'
import type {Ledger} from './rate/ledger.ts'
import {sharedLedger} from './rate/shared-ledger.ts'

export interface SharedLimiterOptions {
  readonly baseUrl: string
  readonly key: string
  readonly limits: Pick<Limits, 'callsPerMinute' | 'connectTimeout' | 'answerTimeout'>
  /** `monotonic` is one clock for all processes of the machine. */
  readonly clock: Clock
  /** Folder of the machine for what is remembered outside the project; calls are counted in `rate/` below it. */
  readonly memory: string
  /** `bytes` random bytes as hexadecimal digits. */
  readonly random: (bytes: number) => string
}

/** Between the connection and the write: the intent is recorded meanwhile, and is good for ten seconds itself. */
const recording: Milliseconds = 30_000
/** However long a connection may take: whoever waits for it longer than that asks for another slot. */
const longestConnect: Milliseconds = 10 * 60_000

/**
 * A limiter that counts the calls of all processes of the machine that use this key at this server: together at most `callsPerMinute` in any 60 s, and slower
 * after a 429 to any of them. Touches nothing before the first call is to be made.
 */
export function createSharedLimiter({baseUrl, key, limits, clock, memory, random}: SharedLimiterOptions): Limiter {
  const {callsPerMinute, connectTimeout, answerTimeout} = limits
  const open = (): Ledger => {
    const folder = join(memory, 'rate')
    const name = fingerprint(join(folder, 'salt'), random, new URL(baseUrl).origin, key)
    const lease = Math.min(connectTimeout, longestConnect) + recording
    return sharedLedger(folderPages(join(folder, name), clock.now), {
      callsPerMinute,
      lease,
      answerTimeout,
      clock,
      newId: () => random(8),
    })
  }
  let ledger: Ledger | undefined
  const enter: Ledger['enter'] = () => {
    ledger ??= open()
    return ledger.enter()
  }
  return limiterOver({enter}, clock)
}
