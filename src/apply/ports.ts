import type {BatchId} from '../address.ts'
import type {FilterMeaning, SurveyMeaning} from '../config/lock.ts'
import type {Milliseconds} from '../instant.ts'
import type {MemberBody} from '../people/digests.ts'
import type {BatchRequest} from '../plan/model.ts'
import type {Evidence} from '../state/entry.ts'

/** Time and chance, injected so that nothing else reads them. */
export interface Clock {
  /** Wall clock, milliseconds since 1970 in UTC. */
  now(): number
  /** Milliseconds that never run backwards and aren't set by anybody; the same for all processes of the machine. */
  monotonic(): number
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(ms: Milliseconds, signal?: AbortSignal): Promise<void>
}

/** What an exchange that tried to create a batch proves. Anything that isn't proven is unknown. */
export type Outcome =
  | {
      readonly is: 'done'
      readonly batchID: BatchId
      readonly requestID?: string
      readonly date?: string
      readonly warnings: readonly string[]
    }
  | {readonly is: 'not-done'; readonly evidence: Evidence; readonly refusal: Refusal}
  | {readonly is: 'unknown'; readonly evidence: Evidence}

/** Why the API (or the way to it) refused, and what follows from it. */
export type Refusal =
  /** 401: the key is wrong. Nothing new starts. */
  | {readonly kind: 'key'}
  /** 403: the key's user may not. Nothing new starts. */
  | {readonly kind: 'permission'}
  /** "API call limit exceeded": nothing new starts, nothing is retried. */
  | {readonly kind: 'allowance'}
  /** 429 for rate: wait `after`, then try again. */
  | {readonly kind: 'rate'; readonly after: Milliseconds}
  /** 400 and the like: this request is wrong, others may go on. */
  | {readonly kind: 'payload'}
  /** The socket was gone, or the time to send had passed, before our first byte. */
  | {readonly kind: 'not-written'}

export type MembersOutcome =
  | {readonly is: 'posted'; readonly added: number; readonly notAdded: number}
  | {readonly is: 'refused'; readonly evidence: Evidence; readonly refusal: Refusal}
  /** The conditions had gone while it waited for its turn: nothing was sent. */
  | {readonly is: 'stopped'}
  /** No proof that it was done: it may be tried again, adding a member twice does nothing. */
  | {readonly is: 'unconfirmed'; readonly evidence: Evidence}

/** GET /micropanel/batches/{batchID}. */
export type BatchReading =
  | {
      readonly is: 'read'
      readonly batchID: BatchId
      readonly surveyID: number
      readonly status: string
      /** As the API writes it: "2023-05-17T11:03:21.000+00:00". */
      readonly created: string
    }
  | {readonly is: 'refused'; readonly evidence: Evidence; readonly refusal: Refusal}
  | {readonly is: 'not-found'; readonly evidence: Evidence}
  /** `passing`: no whole answer came, or the server was in trouble of its own: it may be otherwise next time. */
  | {readonly is: 'failed'; readonly evidence: Evidence; readonly passing: boolean}

/** GET /micropanel/filters/{id}, GET /surveys/{id}: what the panel says that they mean. */
export type MeaningReading<T> = {readonly is: 'read'; readonly meaning: T} | Exclude<BatchReading, {readonly is: 'read'}>
export type FilterReading = MeaningReading<FilterMeaning>
export type SurveyReading = MeaningReading<SurveyMeaning>

/** What apply needs of the API. The one implementation over HTTP stands in api/. */
export interface PanelApi {
  /** Waits for the rate limit, then opens a fresh socket (TCP, and TLS where the URL is https). Rejects with `ConnectFailed` (or with `Stop` where calls can't be counted): certainly nothing was sent. */
  connect(signal?: AbortSignal): Promise<BatchConnection>
  /** One call with up to `membersPerCall` members. Never rejects for what a server or network does; with `Stop` where calls can't be counted. */
  addMembers(members: readonly MemberBody[], conditions?: MembersConditions): Promise<MembersOutcome>
  /** What a sample filter means now. Rejects only with `Stop`, where calls can't be counted. */
  readFilter(id: number, signal?: AbortSignal): Promise<FilterReading>
  /** Difference between the server's clock (last `Date` header that this client saw) and ours at that moment; undefined before the first answer. */
  clockSkew(): Milliseconds | undefined
}

/** What is asked before a chunk of members leaves, since it may have to wait for the rate limit. */
export interface MembersConditions {
  /** Ends the wait for the turn and for the connection. */
  readonly stopping?: AbortSignal
  /** Ends the wait for the answer. */
  readonly leaving?: AbortSignal
  /** Asked once the connection is there. */
  readonly mayStill?: () => Promise<boolean>
}

/** Only what `status`, `resolve` and the screen may do: read. */
export interface BatchReader {
  /** Rejects only with `Stop`, where calls can't be counted. */
  readBatch(id: BatchId, signal?: AbortSignal): Promise<BatchReading>
  clockSkew(): Milliseconds | undefined
}

/** Reads what filters and surveys mean. Both reject only with `Stop`, where calls can't be counted. */
export interface MeaningReader {
  readFilter(id: number, signal?: AbortSignal): Promise<FilterReading>
  readSurvey(id: number, signal?: AbortSignal): Promise<SurveyReading>
}

/** One fresh socket, good for one request. */
export interface BatchConnection {
  /**
   * Writes the request once, in one go, and reads the whole answer; never throws, never opens a second socket, never follows a redirect, never retries.
   * `mayWrite` is asked right before the write: if it says no, or the socket is already gone, nothing is written and the outcome is `not-done`.
   */
  send(
    request: BatchRequest,
    conditions: {
      readonly mayWrite: () => boolean
      readonly isOwned: (id: BatchId) => boolean
      /** Overall deadline from now, after which an answer no longer counts. */
      readonly deadline: Milliseconds
      /** Aborts the wait for the answer (second Ctrl-C): the outcome is then unknown, unless nothing was written. */
      readonly signal?: AbortSignal
    },
  ): Promise<Outcome>
  close(): void
}

/** No socket came up: certainly nothing was sent, and it may be tried again. */
export class ConnectFailed extends Error {
  override readonly name = 'ConnectFailed'
}
