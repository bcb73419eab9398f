import type {Line} from './line.ts'

/** A piece of a plan's picture: what the screen moves over and unfolds. */
export interface Block {
  /** The address that it begins with; empty for headings. */
  readonly key: string
  readonly lines: readonly Line[]
  /** Whether unfolding shows more, or folding less. */
  readonly folds: boolean
}
