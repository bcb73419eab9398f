import {millis} from '../instant.ts'
import type {RunId} from './entry.ts'
import {type Attempt, isOpen, type State} from './state.ts'

/** What reading the clock and the machine says about runs: what is in flight and what can't be any more. */
export interface Present {
  /** Milliseconds since 1970 in UTC. */
  readonly now: number
  /** Runs whose process is provably gone. */
  readonly gone: ReadonlySet<RunId>
}

/** Whether a try's outcome is unknown and will stay so unless a person settles it: recorded so, past its deadline, or its runner is gone. */
export const isInDoubt = (attempt: Attempt, {now, gone}: Present): boolean =>
  attempt.standing === 'in-doubt' ||
  (attempt.standing === 'open' && (now > millis(attempt.intent.giveUpBy) || gone.has(attempt.run)))

/** Every send in doubt, oldest first. */
export const doubts = (state: State, present: Present): readonly Attempt[] =>
  [...state.attempts.values()].filter(attempt => isOpen(attempt) && isInDoubt(attempt, present))
