import type {Attempt} from '../state/state.ts'
import {type Context, type Decision, held, isReleased, mayHaveGone, type Unit} from './context.ts'
import type {CreateBatch} from './model.ts'

/** Holds a send whose survey and recipients went out under another address, or go to them in this very plan. */
export function lookAlike(context: Context, unit: Unit, {address}: CreateBatch): Decision | undefined {
  const {batch, campaign, source, content} = unit
  const twin = twinOf(context, unit)
  const claim = context.claimed.get(content)
  const planned = claim && (batch.distinct === undefined || batch.distinct === claim.distinct) ? claim.address : undefined
  if (!twin && planned === undefined) return undefined
  const detail = twin
    ? `the same survey and recipients went out as ${twin.address}${twin.batchID === undefined ? '' : ` (batch ${twin.batchID})`}`
    : `this plan sends the same survey to the same recipients as ${planned}`
  const old = twin && (twin.parts.campaign === campaign.name ? twin.parts.batch : twin.parts.campaign)
  const used = batch.distinct !== undefined && twin?.intent.distinct === batch.distinct
  const help = [
    ...(old === undefined ? [] : [`If it is the same campaign, write: formerly: [${old}]`]),
    `${old === undefined ? 'If it is another one' : 'If it is not'}, write: distinct: why it is another one${used ? ' (in other words: these were used for that send)' : ''}`,
  ]
  return held(address, source, 'looks-already-sent', detail, help, {batchID: twin?.batchID ?? null})
}

/** A send of the same content under another address that nobody has said to be another thing. Other rounds of the batch and its reminders are meant to be alike. */
function twinOf({state, stated, kin}: Context, {batch, campaign, content}: Unit): Attempt | undefined {
  const recorded = state.contents.get(content)
  if (!recorded) return undefined
  const {names, bases} = kin(campaign, batch)
  // Periods that a rule made stay its own, also where it makes others by now.
  const isPeriod = ({parts, intent}: Attempt): boolean =>
    batch.repeat !== undefined &&
    intent.written.repeat !== undefined &&
    campaign.names.includes(parts.campaign) &&
    names.has(parts.batch)
  // A send that had words of its own and isn't in the files any more is most likely this very batch, renamed: then `formerly` has to say so.
  const mayBeAnother = (attempt: Attempt): boolean =>
    isReleased(batch, attempt) && (attempt.intent.distinct === undefined || stated.has(baseOfAttempt(attempt)))
  return recorded
    .flatMap(seq => state.attempts.get(seq) ?? [])
    .find(attempt => mayHaveGone(attempt) && !bases.has(baseOfAttempt(attempt)) && !isPeriod(attempt) && !mayBeAnother(attempt))
}

const baseOfAttempt = ({family, parts}: Attempt): string => (parts.person === undefined ? family : family.slice(0, -33))
