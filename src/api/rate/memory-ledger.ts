import type {Clock} from '../../apply/ports.ts'
import type {Milliseconds} from '../../instant.ts'
import {allowedAt, type Complaint, remembered} from './allowed.ts'
import {afterlife, type Ledger, minute, type Slot} from './ledger.ts'

/** Counts the calls of this process alone. */
export function memoryLedger(callsPerMinute: number, clock: Pick<Clock, 'monotonic'>): Ledger {
  const full = Math.max(1, Math.floor(callsPerMinute))
  /** When the slots come free: calls under way, and those of the last minute. */
  let calls: {until: number}[] = []
  let complaints: Complaint[] = []
  const slot = (taken: number): Slot => {
    const call = {until: Number.POSITIVE_INFINITY}
    calls.push(call)
    const over = (after: Milliseconds) => (): void => {
      call.until = clock.monotonic() + after
    }
    return {
      isGood: () => true,
      answered: over(minute),
      lost: over(minute + afterlife),
      unused: over(0),
      tooMany: () => {
        complaints.push({taken, at: clock.monotonic()})
        over(minute)()
      },
    }
  }
  return {
    enter: () => {
      const now = clock.monotonic()
      calls = calls.filter(({until}) => until > now)
      complaints = complaints.filter(({at}) => at > now - remembered)
      if (calls.length < allowedAt(full, complaints, now)) return slot(now)
      // Whatever ends after this look comes free a minute after it, or later.
      return calls.reduce((least, {until}) => Math.min(least, until - now), minute)
    },
  }
}
