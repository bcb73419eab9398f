import type {Address, BatchId} from '../address.ts'
import type {Seq} from '../state/entry.ts'
import type {Doubt} from './doubts-lines.ts'

/** A doubt as the screen shows it. */
export interface DeskDoubt extends Doubt {
  readonly seq: Seq
  readonly campaign: string
}

/** What a person may say of a send. */
export type DeskVerdict =
  | {readonly is: 'batch-id'; readonly id: BatchId}
  | {readonly is: 'sent'}
  | {readonly is: 'not-sent'}
  | {readonly is: 'abandon'}

/** What the screen asks of its command: it reads nothing and records nothing itself. */
export type DeskRequest =
  /** Whether batches can be read at all. */
  | {readonly is: 'reader'}
  | {readonly is: 'read'; readonly seq: Seq; readonly id: BatchId}
  | {readonly is: 'settle'; readonly seq: Seq; readonly verdict: DeskVerdict; readonly reason: string}

export type DeskAnswer =
  | {readonly is: 'ready'}
  /** The batch fits; in words: what was read. */
  | {readonly is: 'fits'; readonly words: string}
  /** In words: as what it was recorded. */
  | {readonly is: 'settled'; readonly address: Address; readonly words: string; readonly doubts: readonly DeskDoubt[]}
  | {readonly is: 'refused'; readonly why: string; readonly doubts: readonly DeskDoubt[]}

/** Where somebody stands who settles a doubt. */
export type DeskStep =
  | {readonly at: 'looking'}
  | {readonly at: 'id'; readonly typed: string}
  | {readonly at: 'reason'; readonly verdict: DeskVerdict; readonly found?: string; readonly typed: string}
  | {
      readonly at: 'choice'
      readonly verdict: DeskVerdict
      readonly found?: string
      readonly reason: string
      readonly yes: boolean
    }
  /** "Not sent" is confirmed by the name of the campaign. */
  | {readonly at: 'name'; readonly reason: string; readonly typed: string}
  | {readonly at: 'waiting'; readonly request: DeskRequest}

/** A send that was settled, and as what it was recorded, in words. */
export interface Settled {
  readonly address: Address
  readonly words: string
}

export interface DeskModel {
  readonly doubts: readonly DeskDoubt[]
  readonly index: number
  readonly step: DeskStep
  /** What was last said to the reader: why something didn't go. */
  readonly note?: string
  /** What was settled, oldest first. */
  readonly settled: readonly Settled[]
  readonly ended: boolean
}

/** The doubt that is looked at. */
export const doubtOnDesk = ({doubts, index}: DeskModel): DeskDoubt | undefined => doubts[index]
