import type {Address, BatchId} from '../address.ts'
import type {Diagnostic} from '../diagnostics.ts'
import type {Instant} from '../instant.ts'
import type {HeldReason, Waiting} from '../plan/model.ts'

/** What an apply tells its readers, one a line in JSON. The first is `version`, the last `summary`. */
export type ApplyEvent =
  | {
      readonly type: 'version'
      readonly formatVersion: 1
      readonly tool: {readonly name: 'fieldwork'; readonly version: string}
      readonly panel: string
      readonly plan: string
    }
  /** A chunk was answered. `posted` is how many people were in it. */
  | {
      readonly type: 'members.posted'
      readonly address: Address
      readonly posted: number
      readonly added: number
      readonly notAdded: number
    }
  | {readonly type: 'members.unconfirmed'; readonly address: Address; readonly count: number; readonly why: string}
  | {readonly type: 'batch.intent'; readonly address: Address}
  | {readonly type: 'batch.created'; readonly address: Address; readonly batchID: BatchId}
  | {readonly type: 'batch.refused'; readonly address: Address; readonly why: string; readonly status?: number}
  | {readonly type: 'batch.in-doubt'; readonly address: Address; readonly why: string}
  /** The status of a batch as the API told it; only where somebody watches. */
  | {readonly type: 'batch.read'; readonly address: Address; readonly batchID: BatchId; readonly status: string}
  | {
      readonly type: 'waiting'
      readonly address: Address
      readonly reason: Waiting['reason'] | 'rate'
      readonly until: Instant | null
    }
  | {readonly type: 'held'; readonly address: Address; readonly reason: HeldReason; readonly detail: string}
  | {readonly type: 'halted'; readonly campaign: string | null; readonly reason: string}
  | {readonly type: 'diagnostic'; readonly diagnostic: Diagnostic}
  | Summary

export interface Summary {
  readonly type: 'summary'
  readonly membersPosted: number
  readonly membersAdded: number
  readonly membersNotAdded: number
  readonly batchesCreated: number
  readonly refused: number
  readonly inDoubt: number
  readonly held: number
  readonly notAttempted: number
}
