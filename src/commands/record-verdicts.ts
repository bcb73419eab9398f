import type {Journal} from '../state/journal.ts'
import type {State} from '../state/state.ts'
import type {Resolved, Statement} from './resolution.ts'

/** A verdict that is to be recorded, and what it is about. */
export interface Agreed {
  readonly statement: Statement
  readonly entry: Resolved
}

/**
 * Records verdicts together, in one append. Where others were faster, the ones that no longer fit are left out: gives those
 * that were recorded.
 */
export async function recordVerdicts(journal: Journal, agreed: readonly Agreed[]): Promise<readonly Agreed[]> {
  for (let left = agreed; ; ) {
    left = left.filter(each => stillFits(each, journal.state))
    const entries = left.map(({entry}) => entry)
    if (left.length === 0 || (await journal.appendAll(entries, state => left.every(each => stillFits(each, state))))) return left
  }
}

/** Whether the try stands as it did when it was weighed, and no other send has got its batch. */
const stillFits = ({statement: {attempt}, entry: {batchID}}: Agreed, {attempts, owned}: State): boolean =>
  attempts.get(attempt.seq)?.standing === attempt.standing &&
  (batchID === undefined || (owned.get(batchID) ?? attempt.address) === attempt.address)
