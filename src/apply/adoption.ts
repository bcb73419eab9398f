import type {BatchId} from '../address.ts'
import {adoptable} from '../plan/adoptable.ts'
import {mayHaveGone, type Unit} from '../plan/context.ts'
import {addressFor, reachOf} from '../plan/create.ts'
import type {BatchAdopted, Seq} from '../state/entry.ts'
import type {State} from '../state/state.ts'
import {reachText} from './intent.ts'

/** The record of a batch that was made elsewhere, as send `number` of a unit: what an apply would have recorded of it, and who says so. */
export function adoptionOf(
  unit: Unit,
  number: number,
  said: Pick<BatchAdopted, 'batchID' | 'created' | 'who' | 'reason'>,
): BatchAdopted {
  const {batch, content} = unit
  const {batchID, created, who, reason} = said
  return {
    type: 'batch.adopted',
    address: addressFor(unit, number),
    content,
    written: batch.written,
    people: unit.person ? 1 : null,
    reach: reachText(reachOf(unit)),
    // Not what the file asks for by now: what is adopted is this send and no later one.
    round: number,
    ...(batch.distinct !== undefined && {distinct: batch.distinct}),
    batchID,
    ...(created !== undefined && {created}),
    who,
    ...(reason !== undefined && {reason}),
  }
}

/**
 * Whether it may be recorded, asked with the newest state: nobody has begun or recorded that send since, no other send owns the ID, and since `seen` (the
 * last record that was read with the files) nobody has sent the same to the same people under a name that those files didn't know.
 */
export const adoptionGuard =
  (unit: Unit, number: number, id: BatchId, seen: Seq) =>
  (state: State): boolean =>
    adoptable(state, unit, number).is === 'free' && !state.owned.has(id) && !wentSince(state, unit, seen)

const wentSince = ({attempts, contents}: State, {content}: Unit, seen: Seq): boolean =>
  (contents.get(content) ?? []).some(seq => {
    const attempt = attempts.get(seq)
    return seq > seen && attempt !== undefined && mayHaveGone(attempt)
  })
