import type {Clock} from '../apply/ports.ts'
import type {Milliseconds} from '../instant.ts'
import {onAbort} from './on-abort.ts'

/** The right to make one call. Exactly one of its functions is called, once. */
export interface Slot {
  /** The call was made and is over, one way or another. */
  answered(): void
  /** It was answered with 429 for rate. */
  tooMany(): void
  /** It was not made: certainly nothing was sent. */
  unused(): void
}

/** Keeps the rate. This one counts within a process; one that counts across processes has the same shape. */
export interface Limiter {
  /** Resolves when a call may be made; rejects with the signal's reason when it aborts first. First come, first served. */
  take(signal?: AbortSignal): Promise<Slot>
}

const minute: Milliseconds = 60_000

/**
 * At most `callsPerMinute` calls in any 60 s as the server sees them: since a call may count there at any moment until it is answered, its
 * slot comes free 60 s after the answer. A 429 halves the rate; every minute without one gives back a tenth of the full rate.
 */
export function createLimiter(callsPerMinute: number, clock: Clock): Limiter {
  const rate = createRate(Math.max(1, Math.floor(callsPerMinute)), clock.monotonic())
  /** When the slots of finished calls come free; in order, since the clock doesn't run backwards. */
  const frees: number[] = []
  let underWay = 0
  let woken = new AbortController()
  let queue: Promise<unknown> = Promise.resolve()

  const wake = (): void => {
    woken.abort()
    woken = new AbortController()
  }
  const over = (freeAt: number | undefined): void => {
    underWay--
    if (freeAt !== undefined) frees.push(freeAt)
    wake()
  }
  const slot = (): Slot => {
    underWay++
    const taken = clock.monotonic()
    return {
      unused: () => over(undefined),
      answered: () => over(clock.monotonic() + minute),
      tooMany: () => {
        const now = clock.monotonic()
        rate.halve(taken, now)
        over(now + minute)
      },
    }
  }
  const next = async (signal: AbortSignal | undefined): Promise<Slot> => {
    for (;;) {
      signal?.throwIfAborted()
      const now = clock.monotonic()
      while (frees[0] !== undefined && frees[0] <= now) frees.shift()
      if (underWay + frees.length < rate.at(now)) return slot()
      // Where the rate was lowered, the first slot back may not be enough; then it is asked again.
      const wait = Math.min(minute, (frees[0] ?? Number.POSITIVE_INFINITY) - now)
      await clock.sleep(wait, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal)
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

/** How many calls a minute may be made: halved when the server complains, then slowly more again. */
function createRate(full: number, start: number) {
  let allowed = full
  let counted = start
  let halved = Number.NEGATIVE_INFINITY
  const at = (now: number): number => {
    const minutes = Math.floor((now - counted) / minute)
    counted += minutes * minute
    allowed = Math.min(full, allowed + minutes * Math.max(1, Math.floor(full / 10)))
    return allowed
  }
  return {
    at,
    halve: (taken: number, now: number): void => {
      // Calls that were under way together are told off together: one reason to slow down, not several.
      if (taken <= halved) return
      allowed = Math.max(1, Math.floor(at(now) / 2))
      counted = now
      halved = now
    },
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
