import type {Address, AddressParts, BatchId, Digest, Family, Sum} from '../address.ts'
import type {Instant} from '../instant.ts'
import type {Evidence, Holder, PostedFile, RunId, Sending, Seq} from './entry.ts'
import {type Posted, postedFold} from './posted.ts'

/** How one try to send stands. `open`: an intent without an outcome, which is in flight or (in time) in doubt. */
export type Standing = 'open' | 'in-doubt' | 'created' | 'refused' | 'sent-without-id' | 'not-sent' | 'abandoned'

/** What a try sends, and until when an answer to it may still come. */
export interface Intent extends Sending {
  /** Of an adopted batch: when it was recorded. Nothing is waited for. */
  readonly giveUpBy: Instant
}

/** One intent and what became of it; or a batch that was made elsewhere and adopted. */
export interface Attempt {
  readonly seq: Seq
  /** When it was begun; of an adopted batch when the API says that it was created. */
  readonly at: Instant
  readonly run: RunId
  readonly address: Address
  readonly parts: AddressParts
  readonly family: Family
  readonly intent: Intent
  readonly standing: Standing
  readonly batchID?: BatchId
  readonly evidence?: Evidence
  /** When the run that sent it last recorded what it knew: its request had left before. What others recorded later says nothing of when. */
  readonly toldAt?: Instant
  /** A fact arrived that contradicts an earlier one: a created batch after the verdict that it wasn't sent, say. */
  readonly alarm?: string
}

/** What the last GET said of a batch. */
export interface Reading {
  readonly status: string
  readonly surveyID: number
  readonly created: string
  readonly checkedAt: Instant
}

export interface Halt {
  readonly who: string
  readonly reason: string
  readonly at: Instant
}

export interface MemberRecord {
  readonly seq: Seq
  readonly file?: PostedFile
}

/** Everything that is known about the past: the fold of the journal. Readers never change it. */
export interface State {
  readonly lineage: string
  readonly panel: string
  readonly origin: string
  /** Null while nothing is recorded. */
  readonly head: {readonly seq: Seq; readonly sum: Sum; readonly at: Instant} | null
  readonly attempts: ReadonlyMap<Seq, Attempt>
  readonly families: ReadonlyMap<Family, readonly Seq[]>
  /** By `CAMPAIGN/BATCH[@WAVE]`, people included. */
  readonly bases: ReadonlyMap<string, readonly Seq[]>
  readonly contents: ReadonlyMap<Digest, readonly Seq[]>
  readonly owned: ReadonlyMap<BatchId, Address>
  readonly posted: Posted
  /** The newest record of a campaign's members: a file that was posted whole, or nothing where somebody was posted since. */
  readonly memberFiles: ReadonlyMap<string, MemberRecord>
  readonly readings: ReadonlyMap<BatchId, Reading>
  readonly halted: Halt | null
  readonly haltedCampaigns: ReadonlyMap<string, Halt>
  readonly runs: ReadonlyMap<RunId, Holder>
}

/** The state of a panel that nothing is recorded of. */
export const emptyState = (lineage: string, panel: string, origin: string): State => ({
  lineage,
  panel,
  origin,
  head: null,
  attempts: new Map(),
  families: new Map(),
  bases: new Map(),
  contents: new Map(),
  owned: new Map(),
  posted: postedFold(),
  memberFiles: new Map(),
  readings: new Map(),
  halted: null,
  haltedCampaigns: new Map(),
  runs: new Map(),
})

/** Whether the try went out, as far as anyone knows or has said. */
export const isSettled = ({standing}: Attempt): boolean => standing === 'created' || standing === 'sent-without-id'
/** Whether nobody knows yet what became of it. */
export const isOpen = ({standing}: Attempt): boolean => standing === 'open' || standing === 'in-doubt'
