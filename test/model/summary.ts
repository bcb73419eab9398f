import {isOpen, isSettled, type Standing} from '../../src/state/state.ts'
import type {Try} from './questions.ts'

/** What of a family decides about its next send, and no more than that. */
export interface Summary {
  /** A try is in flight or in doubt. */
  readonly open: boolean
  /** The highest number that went out or was abandoned; 0 where there is none. */
  readonly last: number
  /** That number was abandoned, and nothing of it went out. */
  readonly givenUp: boolean
}

const stands = (standing: Standing): Parameters<typeof isOpen>[0] => ({standing}) as Parameters<typeof isOpen>[0]
export const isOpenAt = (standing: Standing): boolean => isOpen(stands(standing))
export const isSettledAt = (standing: Standing): boolean => isSettled(stands(standing))

export function summaryOf(tries: readonly Try[]): Summary {
  const closed = tries.filter(({standing}) => isSettledAt(standing) || standing === 'abandoned')
  const last = Math.max(0, ...closed.map(({number}) => number))
  return {
    open: tries.some(({standing}) => isOpenAt(standing)),
    last,
    givenUp: last > 0 && !closed.some(({number, standing}) => number === last && isSettledAt(standing)),
  }
}

/** A family that has this summary, as simple as can be. */
export function familyWith({open, last, givenUp}: Summary): readonly Try[] {
  const closed = Array.from(
    {length: last},
    (_, index): Try => ({number: index + 1, standing: givenUp && index + 1 === last ? 'abandoned' : 'created'}),
  )
  return open ? [...closed, {number: Math.max(1, last), standing: 'in-doubt'}] : closed
}
