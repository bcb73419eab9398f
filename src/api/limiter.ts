import type {Clock} from '../apply/ports.ts'
import {onAbort} from './on-abort.ts'
import type {Ledger, Slot} from './rate/ledger.ts'
import {memoryLedger} from './rate/memory-ledger.ts'

/** Keeps the rate. */
export interface Limiter {
  /** Resolves when a call may be made; rejects with the signal's reason when it aborts first, and with `Stop` where calls can't be counted. First come, first served. */
  take(signal?: AbortSignal): Promise<Slot>
}

/** A limiter that counts within this process. */
export const createLimiter = (callsPerMinute: number, clock: Clock): Limiter =>
  limiterOver(memoryLedger(callsPerMinute, clock), clock)

/**
 * At most so many calls in any 60 s as the server sees them: since a call may count there at any moment until it is answered, its
 * slot comes free 60 s after the answer. A 429 halves the rate; every minute without one gives back a tenth of the full rate.
 */
export function limiterOver(ledger: Ledger, clock: Clock): Limiter {
  let woken = new AbortController()
  let queue: Promise<unknown> = Promise.resolve()
  const wake = (): void => {
    woken.abort()
    woken = new AbortController()
  }
  const next = async (signal: AbortSignal | undefined): Promise<Slot> => {
    for (;;) {
      signal?.throwIfAborted()
      const entered = ledger.enter()
      if (typeof entered !== 'number') return waking(entered, wake)
      // Where the rate was lowered, the first slot back may not be enough; then it is asked again.
      await clock.sleep(entered, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal)
    }
  }
  return {
    take: signal => {
      const turn = queue.then(() => next(signal))
      queue = turn.catch(() => {})
      return signal ? orAborted(turn, signal) : turn
    },
  }
}

/** The slot, whose end is a reason for whoever waits to look again. */
const waking = ({isGood, ...ends}: Slot, wake: () => void): Slot => {
  const then = (end: () => void) => (): void => {
    end()
    wake()
  }
  return {
    isGood,
    answered: then(ends.answered),
    lost: then(ends.lost),
    tooMany: then(ends.tooMany),
    unused: then(ends.unused),
  }
}

/** The turn, unless the signal aborts while others are still before it; a slot that comes after that is given back. */
function orAborted(turn: Promise<Slot>, signal: AbortSignal): Promise<Slot> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, () => reject(signal.reason))
    turn.then(
      slot => {
        forget()
        if (signal.aborted) slot.unused()
        resolve(slot)
      },
      error => {
        forget()
        reject(error)
      },
    )
  })
}
