import type {BatchId} from '../address.ts'
import {exit, stop} from '../exit.ts'
import type {Entry, Verdict} from '../state/entry.ts'
import type {Attempt} from '../state/state.ts'
import type {Context} from './context.ts'

export interface ResolveOptions {
  readonly address: string
  readonly batchId?: number
  readonly verdict?: 'sent' | 'not-sent' | 'abandon'
  readonly reason?: string
  readonly approval?: string
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
