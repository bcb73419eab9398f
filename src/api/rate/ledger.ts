import type {Milliseconds} from '../../instant.ts'

/** Where calls are counted: in this process, or for all processes of the machine. */
export interface Ledger {
  /** Counts one more call; or gives how long to wait before asking again, in milliseconds from 1. Throws `Stop` where calls can't be counted. */
  enter(): Slot | Milliseconds
}

/** The right to make one call. Exactly one of its last four functions is called, once; none of them throws. */
export interface Slot {
  /** Whether the call may still begin. A slot that isn't used for long counts for others as free: who was frozen with it asks for another. */
  isGood(): boolean
  /** The call was made and answered. */
  answered(): void
  /** It was made, or may have been, and no answer came: it may still be on its way to the server. */
  lost(): void
  /** It was answered with 429 for rate. */
  tooMany(): void
  /** It was not made: certainly nothing was sent. */
  unused(): void
}

/** The time in which the server counts. */
export const minute: Milliseconds = 60_000
/** How much longer the slot of a call without an answer stays taken: the network may hand it over, and the server count it, after we have turned away. */
export const afterlife: Milliseconds = 60_000
