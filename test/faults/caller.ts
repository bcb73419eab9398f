import {randomBytes} from 'node:crypto'
import {setTimeout as delay} from 'node:timers/promises'
import type {BatchId} from '../../src/address.ts'
import {createReader} from '../../src/api/reader.ts'
import {createSharedLimiter} from '../../src/api/shared-limiter.ts'
import type {Clock} from '../../src/apply/ports.ts'

/** One of several processes that call one server with one key, as fast as they may, for good: `node caller.mjs URL MEMORY LIMIT SCALE`. Its clocks run SCALE times as fast. */
const [baseUrl = '', memory = '', limit = '', scale = ''] = process.argv.slice(2)
const monotonic = (): number => (Number(process.hrtime.bigint()) / 1e6) * Number(scale)
const clock: Clock = {
  now: monotonic,
  monotonic,
  sleep: async (ms, signal) => {
    await delay(ms / Number(scale), undefined, signal ? {signal} : {}).catch(() => undefined)
  },
}
const limits = {callsPerMinute: Number(limit), connectTimeout: 15_000, answerTimeout: 60_000}
const random = (bytes: number): string => randomBytes(bytes).toString('hex')
const limiter = createSharedLimiter({baseUrl, key: 'the-key', limits, clock, memory, random})
const reader = createReader({baseUrl, key: 'the-key', limits, clock, version: '0', limiter})

await Promise.all(
  [1, 2, 3].map(async () => {
    for (;;) {
      const {is} = await reader.readBatch(1400 as BatchId)
      if (is === 'failed') await delay(50)
    }
  }),
)
