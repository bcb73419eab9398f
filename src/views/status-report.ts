import type {Address, BatchId} from '../address.ts'
import type {Instant} from '../instant.ts'

export type BatchState = 'created' | 'in-flight' | 'in-doubt' | 'sent-without-id' | 'refused' | 'not-sent' | 'abandoned'

/** What is recorded of a panel's sends: the object that `status` prints, and what is known besides. */
export interface StatusReport {
  readonly formatVersion: 1
  readonly panel: string
  readonly batches: readonly StatusBatch[]
  readonly members: readonly {readonly address: Address; readonly posted: number}[]
}

export interface StatusBatch {
  readonly address: Address
  readonly state: BatchState
  readonly batchID: BatchId | null
  readonly surveyID: number
  /** As the API told it; null until somebody asked. */
  readonly status: string | null
  readonly createdAt: Instant | null
  readonly checkedAt: Instant | null
  /** When it closes, where its campaign says so. */
  readonly closesAt?: Instant | null
}

/** The status after which nothing more happens. */
const delivered = 'Delivery Successful'

/** Whether there is anything left to read of a batch. */
export const isPending = ({state, batchID, status}: StatusBatch): boolean =>
  state === 'in-flight' || (state === 'created' && batchID !== null && status !== delivered)

/** Whether every batch that can be read has been delivered. */
export const allDelivered = ({batches}: StatusReport): boolean => !batches.some(isPending)

/** How many calls a day it costs to read what is pending that often. */
export const callsPerDay = ({batches}: StatusReport, everySeconds: number): number =>
  Math.ceil(86_400 / everySeconds) * batches.filter(of => isPending(of) && of.batchID !== null).length
