import type {BatchId} from '../address.ts'
import type {Span} from '../diagnostics.ts'
import {exit, stop} from '../exit.ts'
import type {Entry, Verdict} from '../state/entry.ts'
import type {Attempt} from '../state/state.ts'
import type {Context} from './context.ts'

/** A verdict that is a person's word alone. */
export type Word = 'sent' | 'not-sent' | 'abandon'

/** What a person says became of a send. */
export type Said =
  | {readonly is: 'batch-id'; readonly id: BatchId; readonly reason?: string}
  | {readonly is: Word; readonly reason: string}

/** What is said of one send, and where that stands if it was read from a file. */
export interface Statement {
  readonly attempt: Attempt
  readonly said: Said
  readonly span?: Span
}

/** The record of a person's verdict. */
export type Resolved = Extract<Entry, {type: 'batch.resolved'}>

/** The record for a verdict on a try. `reason` is harmless already. */
export const resolution = (
  {who}: Context,
  {seq, address}: Attempt,
  verdict: Verdict,
  reason: string,
  id?: BatchId,
): Resolved => ({
  type: 'batch.resolved',
  intent: seq,
  address,
  verdict,
  ...(id !== undefined && {batchID: id}),
  who,
  reason,
})

/** The stop of a resolve that doesn't fit (exit 10). */
export const refuse = (code: string, summary: string, detail: string, help = 'Nothing was changed.') =>
  stop(exit.held, {code, summary, detail, help})

/** The stop where another run or person was faster. */
export const settledMeanwhile = (address: string) =>
  stop(exit.busy, {
    code: 'FW171',
    summary: 'It was settled meanwhile',
    detail: `${address} is no longer as it was.`,
    help: 'Look again:\nfieldwork doubts',
  })
