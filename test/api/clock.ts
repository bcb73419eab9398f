import type {Clock} from '../../src/apply/ports.ts'

/** The machine's own time. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1))
      signal?.addEventListener('abort', done, {once: true})
    }),
}

/** The machine's time, but a sleep of exactly `ms` ends when `event` does: a deadline that comes at a certain moment on any machine. */
export const clockWithEnd = (ms: number, event: Promise<unknown>): Clock => ({
  ...realClock,
  sleep: (asked, signal) => (asked === ms ? event.then(() => {}) : realClock.sleep(asked, signal)),
})

/** Resolves when the condition holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 2))
}

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Goes on to the next moment that somebody sleeps for, but no further than `until`, and lets everybody act. */
  step(until: number): Promise<void>
}

export function fakeClock(): FakeClock {
  let time = 0
  const sleepers = new Set<{readonly at: number; readonly wake: () => void}>()
  return {
    now: () => time,
    monotonic: () => time,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        const sleeper = {
          at: time + ms,
          wake: () => {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', sleeper.wake, {once: true})
      }),
    step: async until => {
      await settled()
      time = Math.min(until, ...[...sleepers].map(({at}) => at))
      for (const sleeper of [...sleepers]) if (sleeper.at <= time) sleeper.wake()
      await settled()
    },
  }
}

/** All promises that can settle have settled. */
const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
