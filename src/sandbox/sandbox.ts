import type {Clock} from '../apply/ports.ts'
import type {SandboxBatch} from './memory.ts'
import type {LoggedRequest} from './request-log.ts'

export interface SandboxOptions {
  /** Any free port unless given. */
  readonly port?: number
  /** ID of the first batch; each further one is one more. 1400 unless given. */
  readonly firstId?: number
  readonly key?: string
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number
  /** Faults to begin with: `[SCOPE:]NAME[@N]`. */
  readonly faults?: readonly string[]
  /** Time from creation to "Delivery Successful" in milliseconds; without it, each read is one step: Scheduled, Sending, Delivery Successful. */
  readonly deliveryMs?: number
  /** Addresses that are in the panel already. */
  readonly members?: readonly string[]
  /** Calls in 60 s before a 429. No limit unless given. */
  readonly callsPerMinute?: number
  /** Calls in all before "API call limit exceeded". No limit unless given. */
  readonly allowance?: number
  readonly clock: Pick<Clock, 'now'>
}

/** A running sandbox, and the truth about what was done to it. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT/a/api/v2`. */
  readonly url: string
  readonly key: string
  /** Every request to the API so far, in order of arrival. */
  readonly requests: readonly LoggedRequest[]
  /** How many POSTs came to a path that ends like this. */
  posts(path: string): number
  /** How many connections were accepted. */
  connections(): number
  /** The batches that really exist. */
  readonly batches: readonly SandboxBatch[]
  /** Addresses in the panel, in lower case, and the body that each came with. */
  readonly members: ReadonlyMap<string, unknown>
  /** Adds a fault; throws a RangeError if it is none. */
  fault(text: string): void
  /** Ends every connection and the server. Nothing of it keeps the process alive. */
  close(): Promise<void>
}
