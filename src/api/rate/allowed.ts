import type {Milliseconds} from '../../instant.ts'
import {minute} from './ledger.ts'

/** The server said "too fast" (429) at `at` to a call that had begun at `taken`; milliseconds of one clock. */
export interface Complaint {
  readonly taken: number
  readonly at: number
}

/** How long a complaint can matter: a rate that was halved again and again is back after this time, whatever it is. */
export const remembered: Milliseconds = 20 * minute

/**
 * How many calls a minute may be made, of `full`: halved by each complaint, and every minute without one gives back a tenth of `full`.
 * Calls that were under way together are told off together: one reason to slow down, not several.
 */
export function allowedAt(full: number, complaints: readonly Complaint[], now: number): number {
  let [allowed, since] = [full, Number.NEGATIVE_INFINITY]
  const recovered = (at: number): number => {
    const minutes = allowed < full ? Math.floor((at - since) / minute) : 0
    return Math.min(full, allowed + minutes * Math.max(1, Math.floor(full / 10)))
  }
  for (const {taken, at} of [...complaints].sort((a, b) => a.at - b.at)) {
    if (taken <= since || at > now) continue
    allowed = Math.max(1, Math.floor(recovered(at) / 2))
    since = at
  }
  return recovered(now)
}
