import type {Approval} from './approval.ts'
import type {Block} from './block.ts'

/** Where a reader of a plan stands. */
export interface ReviewModel {
  /** Index of the block that is pointed at. */
  readonly cursor: number
  /** First line that is shown. */
  readonly offset: number
  readonly unfolded: ReadonlySet<string>
  /** Whether keys answer the question; otherwise they move and unfold. */
  readonly asking: boolean
  readonly typed: string
  /** How many of the names have been typed. */
  readonly given: number
  readonly mistyped: boolean
  /** The choice that is marked. It starts on no. */
  readonly yes: boolean
  readonly verdict: 'open' | 'approved' | 'left'
}

export type ReviewKey =
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'left'
  | 'right'
  | 'enter'
  | 'tab'
  | 'escape'
  | 'interrupt'
  | 'backspace'
  | {readonly text: string}

/** What the keys act on: the plan's blocks as they are shown, and how many lines there are for them. */
export interface ReviewScene {
  readonly blocks: readonly Block[]
  readonly height: number
  /** Null where nothing is asked. */
  readonly approval: Approval | null
}
