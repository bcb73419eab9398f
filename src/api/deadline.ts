import type {Clock} from '../apply/ports.ts'
import type {Milliseconds} from '../instant.ts'

/** A time that runs out. */
export interface Deadline {
  /** By either clock: a process that was frozen, or a machine that slept, finds its answers late even if no timer could run. */
  passed(): boolean
  /** Forgets the callback. */
  cancel(): void
}

/** Calls back after `within` milliseconds, unless cancelled. */
export function deadline(clock: Clock, within: Milliseconds, act: () => void): Deadline {
  const started = {wall: clock.now(), steady: clock.monotonic()}
  const timer = new AbortController()
  // It ends early only when cancelled; a clock that rejects then means the same.
  clock.sleep(within, timer.signal).then(
    () => timer.signal.aborted || act(),
    () => {},
  )
  return {
    passed: () => Math.max(clock.now() - started.wall, clock.monotonic() - started.steady) > within,
    cancel: () => timer.abort(),
  }
}
