import {type Attempt, isOpen, isSettled, type State} from '../state/state.ts'
import {attemptsOf, recordOf, type Unit} from './context.ts'

/** Whether a batch that was made elsewhere may be recorded as a send of a unit, and what stands against it. */
export type Adoptable =
  | {readonly is: 'free'}
  /** Nobody knows yet what became of this try; it may be that very batch. */
  | {readonly is: 'open'; readonly attempt: Attempt}
  /** This, or a later send, went out already. */
  | {readonly is: 'settled'; readonly attempt: Attempt}
  /** The send before it did not go out. */
  | {readonly is: 'gap'}

/** Asked with the newest state, for the send `number` of a unit under any name that it ever had. */
export function adoptable(state: State, unit: Pick<Unit, 'campaign' | 'batch' | 'person'>, number: number): Adoptable {
  const attempts = attemptsOf({state}, unit)
  const {toMany, toPersons} = recordOf(state, unit.campaign, unit.batch)
  // As for a plan: the same people may be among those of a send to the other kind of recipients.
  const open = attempts.find(isOpen) ?? (unit.person ? toMany : toPersons)?.open
  if (open) return {is: 'open', attempt: open}
  const settled = attempts.filter(isSettled)
  const later = settled.find(({parts}) => parts.number >= number)
  if (later) return {is: 'settled', attempt: later}
  return number > 1 && !settled.some(({parts}) => parts.number === number - 1) ? {is: 'gap'} : {is: 'free'}
}
