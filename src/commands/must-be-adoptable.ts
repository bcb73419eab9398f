import type {BatchId} from '../address.ts'
import {inWords} from '../config/instants.ts'
import {exit, stop} from '../exit.ts'
import {millis} from '../instant.ts'
import {adoptable} from '../plan/adoptable.ts'
import {addressFor} from '../plan/create.ts'
import {isInDoubt} from '../state/doubt.ts'
import type {Attempt} from '../state/state.ts'
import type {Context} from './context.ts'
import {followUp} from './follow-up.ts'
import type {MeantUnit} from './meant-unit.ts'
import type {Recorded} from './open.ts'
import {refuse} from './resolution.ts'

/** Refuses (10, or 6 while a send is in flight) to record a batch as a send that is recorded already, or of which nobody knows yet what became of it. */
export function mustBeAdoptable(context: Context, {journal, present}: Recorded, {unit, number}: MeantUnit, id: BatchId): void {
  const {state} = journal
  const [address, found] = [addressFor(unit, number), adoptable(state, unit, number)]
  switch (found.is) {
    case 'open':
      throw isInDoubt(found.attempt, present()) ? doubt(context, found.attempt, id) : inFlight(found.attempt)
    case 'settled':
      throw refuse('FW192', 'It is recorded already', `${found.attempt.address} is recorded as ${whatOf(found.attempt)}.`)
    case 'gap':
      throw refuse(
        'FW193',
        'The send before it is not recorded',
        `${address} is send number ${number}, and number ${number - 1} is not recorded as sent.`,
        'Nothing was changed. Adopt the sends in their order.',
      )
    case 'free': {
      const owner = state.owned.get(id)
      if (owner !== undefined) throw refuse('FW174', 'It does not fit', `Batch ${id} is recorded already, as ${owner}.`)
      return
    }
    default:
      found satisfies never
  }
}

const whatOf = ({batchID}: Attempt): string => (batchID === undefined ? 'sent, without an ID' : `batch ${batchID}`)

const doubt = (context: Context, {address}: Attempt, id: BatchId) =>
  refuse(
    'FW191',
    'A send of it is in doubt',
    `${address} may have gone, and batch ${id} may be what became of it. That has to be said first.`,
    `If it is:\n${followUp(context, 'resolve', address, '--batch-id', String(id))}\nWhat else can be said of it:\nfieldwork doubts`,
  )

const inFlight = ({address, intent}: Attempt) =>
  stop(exit.busy, {
    code: 'FW170',
    summary: 'It is still in flight',
    detail: `${address} may still be answered until ${inWords(millis(intent.giveUpBy), 'UTC')}.`,
    help: 'Wait until then, and look again:\nfieldwork doubts',
  })
