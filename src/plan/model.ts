import type {Address, BatchId, Digest, Sum} from '../address.ts'
import type {FilterMeaning} from '../config/lock.ts'
import type {FlatDiagnostic} from '../diagnostics.ts'
import type {Instant} from '../instant.ts'

/** A plan: pure data that survives JSON, names what it was made from, and holds no e-mail address. */
export interface Plan {
  readonly formatVersion: 1
  readonly tool: {readonly name: 'fieldwork'; readonly version: string}
  readonly panel: string
  /** Host (and port) of the server that it is for. */
  readonly host: string
  /** True where paths or `--only`/`--exclude` chose the actions. */
  readonly partial: boolean
  readonly basis: Basis
  readonly summary: Summary
  readonly actions: readonly Action[]
  readonly waiting: readonly Waiting[]
  readonly held: readonly Held[]
  readonly inDoubt: readonly InDoubt[]
  readonly unchanged: readonly Unchanged[]
  readonly notes: readonly Note[]
  readonly diagnostics: readonly FlatDiagnostic[]
  /** SHA-256 of the canonical plan without this key. */
  readonly digest: Digest
}

export interface Basis {
  readonly lineage: string
  /** Null where nothing is recorded yet. */
  readonly head: {readonly seq: number; readonly sum: Sum} | null
  readonly sources: Readonly<Record<string, Digest>>
}

export interface Summary {
  readonly campaigns: number
  readonly membersToAdd: number
  readonly batchesToCreate: number
  readonly unchanged: number
  readonly waiting: number
  readonly held: number
  readonly inDoubt: number
  readonly people: {readonly listed: number; readonly expected: number; readonly unknownBatches: number}
  /** Null where the number of people is not certain. */
  readonly pointsAtMost: number | null
  readonly apiCalls: number
  readonly allowance: number
  readonly secondsAbout: number
}

export interface Source {
  readonly file: string
  readonly line: number
}

export type Action = AddMembers | CreateBatch

export interface AddMembers {
  readonly type: 'add-members'
  readonly address: Address
  /** How many are new, of `listed` in the campaign. */
  readonly count: number
  readonly listed: number
  /** How many of `count` were posted before and are posted again, since their rows changed. */
  readonly changed?: number
  readonly source: Source
}

export type Cause = 'new' | 'resend' | 'refused-before' | 'not-sent'

export interface CreateBatch {
  readonly type: 'create-batch'
  readonly address: Address
  readonly cause: Cause
  /** Why it is a second send; only with cause `resend`. */
  readonly reason?: string
  /** The resend number that the file states (1 without one). */
  readonly round: number
  readonly notBefore: Instant | null
  readonly notAfter: Instant | null
  readonly closes: Closes | null
  readonly reach: Reach
  /** The survey's title when it was pinned. */
  readonly survey?: string
  /** Salted digest of survey and recipients. */
  readonly content: Digest
  /** The body as it will be sent, addresses masked. */
  readonly request: BatchRequest
  readonly source: Source
}

export interface Closes {
  readonly instant: Instant
  /** As the API takes it, in the panel's zone. */
  readonly panel: string
  readonly timeZone: string
  /** The author's zone, where it is another one. */
  readonly authorZone?: string
  /** Counted from the send, so that it moves until then. */
  readonly approximate: boolean
}

export type Reach =
  | {readonly kind: 'person'; readonly masked: string}
  | {
      readonly kind: 'filter'
      readonly id: number
      readonly label?: string
      readonly expect?: number
      /** What it meant when it was pinned: it is sent only if it still does. */
      readonly meaning?: FilterMeaning
    }
  | {readonly kind: 'everyone'; readonly expect: number}

/** POST /micropanel/batches, exactly as documented. */
export interface BatchRequest {
  readonly compose: {readonly [key: string]: unknown}
  readonly recipients:
    | {readonly filterType: 1}
    | {readonly filterType: 2; readonly emailAddress: string}
    | {readonly filterType: 3; readonly existingFilterID: number}
  readonly send?: {
    readonly deliveryOptions?: {
      readonly automaticClosure: {readonly enabled: true; readonly closureDateTime?: string; readonly responseQuota?: number}
    }
    readonly notification?: {readonly enableEmailInvitation: boolean}
  }
}

export interface Waiting {
  readonly address: Address
  readonly reason: 'not-due' | 'after' | 'members' | 'in-flight'
  readonly until: Instant | null
  /** How many sends stand behind this line: people of one list that wait for the same reason are one line. */
  readonly count: number
  readonly source: Source
}

export type HeldReason =
  | 'already-sent-changed'
  | 'recipients-changed'
  | 'looks-already-sent'
  | 'missed'
  | 'expired'
  | 'halted'
  | 'single-sends'
  | 'resend-gap'
  | 'repeat-changed'
  | 'reminder'
  | 'meaning-changed'

export interface Held {
  readonly address: Address
  readonly reason: HeldReason
  /** In words: what was found. */
  readonly detail: string
  /** Unified text diff of what was sent against what is written; empty where there is nothing to compare. */
  readonly diff: string
  /** What to write or run: one line each, the first undoes the edit where there is one. */
  readonly help: readonly string[]
  readonly batchID: BatchId | null
  /** How many sends stand behind this line: people of one list that are held for the same reason are one line. */
  readonly count: number
  readonly source: Source
}

export interface InDoubt {
  readonly address: Address
  readonly source: Source | null
}

export interface Unchanged {
  readonly address: Address
  /** Null where several people stand behind this line, or the ID isn't known. */
  readonly batchID: BatchId | null
  readonly count: number
  readonly source: Source
}

/** Something that a reader should know and that changes nothing. */
export interface Note {
  readonly address: Address | null
  readonly text: string
}
