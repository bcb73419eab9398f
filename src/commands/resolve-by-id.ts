import type {BatchId} from '../address.ts'
import {misfit} from '../apply/desk.ts'
import type {BatchReading} from '../apply/ports.ts'
import type {Attempt} from '../state/state.ts'
import type {Desk} from './desk.ts'
import {readNamedBatch} from './read-named-batch.ts'
import {harmlessReason} from './reason.ts'
import {type Resolved, refuse, resolution} from './resolution.ts'

/** `--batch-id N`: what GET says of it must fit. Rejects with `Stop`: 10 if it doesn't, 5 or 9 where it can't be read. */
export async function resolveById(
  desk: Desk,
  attempt: Attempt,
  {id, reason = 'checked by reading the batch'}: {readonly id: BatchId; readonly reason?: string},
): Promise<Resolved> {
  const {context, project} = desk
  await fittingBatch(desk, attempt, id)
  return resolution(context, attempt, 'created', harmlessReason(context, project, reason), id)
}

/** Reads a batch that can be the one that a try made. Rejects with `Stop` where it can't be. */
export async function fittingBatch(
  desk: Desk,
  attempt: Attempt,
  id: BatchId,
  signal?: AbortSignal,
): Promise<BatchReading & {is: 'read'}> {
  const reading = await readNamedBatch(asked => desk.read(asked, signal), id)
  const why = misfit(attempt, id, reading, desk.recorded.journal.state, (await desk.reader()).clockSkew() ?? 0)
  if (why !== undefined) throw refuse('FW174', 'It does not fit', `${why[0]?.toUpperCase()}${why.slice(1)}.`)
  return reading
}
