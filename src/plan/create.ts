import {type Address, addressOf} from '../address.ts'
import {inWords} from '../config/instants.ts'
import {nothingPinned, type Pinned} from '../config/lock.ts'
import {instant} from '../instant.ts'
import {haltOf} from '../state/halted.ts'
import type {Attempt} from '../state/state.ts'
import {type Context, type Decision, haltedInWords, held, liftIt, type Unit} from './context.ts'
import type {Cause, Reach} from './model.ts'
import {closesOf, requestOf} from './request.ts'

/** The address of a unit's send. */
export const addressFor = ({campaign, batch, person}: Unit, number: number): Address =>
  addressOf({
    campaign: campaign.name,
    batch: batch.name,
    number,
    ...(batch.wave !== undefined && {wave: batch.wave}),
    ...(person && {person: person.digest}),
  })

/** The send, if the time is right and nothing stops it. Earlier tries of the same number say why it is tried again. */
export function create(
  context: Context,
  unit: Unit,
  attempts: readonly Attempt[],
  number: number,
  cause: 'new' | 'resend',
): Decision {
  const {campaign, batch, source, content} = unit
  const {desired, state, present} = context
  const {late, closes} = batch.schedule
  const address = addressFor(unit, number)
  const last = attempts.filter(attempt => attempt.parts.number === number).at(-1)
  const because: Cause = cause !== 'resend' && last ? (last.standing === 'not-sent' ? 'not-sent' : 'refused-before') : cause
  const halted = haltOf(state, campaign.names)
  if (halted) return held(address, source, 'halted', haltedInWords(halted.halt), liftIt)
  if (batch.reminds !== undefined && batch.compose.allowMultipleResponses) {
    const why = `it reminds of ${batch.reminds}, and whoever has answered that could answer again: allowMultipleResponses is true`
    return held(address, source, 'reminder', why, ['Write: compose: {allowMultipleResponses: false}'])
  }
  // Who asks for it once more has seen that the other one went.
  const prior = cause === 'resend' ? undefined : unit.prior
  const isLater = batch.schedule.sendAt !== undefined && batch.schedule.sendAt > present.now
  if (prior && prior.at === undefined && !isLater)
    return {is: 'waiting', waiting: {address, reason: 'after', until: null, count: 1, source}}
  const after = prior?.at === undefined ? [] : [prior.at + prior.by]
  const times = [...(batch.schedule.sendAt === undefined ? [] : [batch.schedule.sendAt]), ...after]
  const sendAt = times.length > 0 ? Math.max(...times) : undefined
  const words = (ms: number): string => inWords(ms, desired.panel.timeZone)
  const closing = closesOf(batch.schedule, Math.max(present.now, sendAt ?? 0), desired.panel.timeZone)
  if (closes && 'at' in closes && closes.at <= present.now) {
    return held(address, source, 'expired', `it closes before it is sent: ${words(closes.at)}`, ['Write a later closeAt.'])
  }
  if (sendAt !== undefined && sendAt > present.now)
    return {is: 'waiting', waiting: {address, reason: 'not-due', until: instant(sendAt), count: 1, source}}
  if (sendAt !== undefined && sendAt + late < present.now) {
    return held(address, source, 'missed', `it was to be sent ${words(sendAt)}, and at the latest ${words(sendAt + late)}`, [
      'Write a new sendAt, or take it out to send at once.',
      'How long after sendAt it may still go: late: 48h',
    ])
  }
  const reach = reachOf(unit, desired.pinned)
  const survey = desired.pinned.surveys.get(batch.compose.surveyID)?.name
  const deadlines = [
    ...(sendAt === undefined ? [] : [sendAt + late]),
    ...(cause === 'resend' || unit.until === undefined ? [] : [unit.until]),
    ...(closes && 'at' in closes ? [closes.at] : []),
  ]
  return {
    is: 'create',
    action: {
      type: 'create-batch',
      address,
      cause: because,
      ...(cause === 'resend' && batch.resend && {reason: batch.resend.reason}),
      round: batch.resend?.number ?? 1,
      notBefore: sendAt === undefined ? null : instant(sendAt),
      notAfter: deadlines.length > 0 ? instant(Math.min(...deadlines)) : null,
      closes: closing,
      reach,
      ...(survey !== undefined && {survey}),
      content,
      // As it may be shown and saved; what leaves has the texts as written.
      request: requestOf({compose: batch.written.compose, schedule: batch.schedule}, reach, closing),
      source,
    },
  }
}

/** Whom a unit reaches, and what a filter was pinned as. */
export function reachOf({batch: {recipients}, person}: Pick<Unit, 'batch' | 'person'>, pinned: Pinned = nothingPinned): Reach {
  if (person) return {kind: 'person', masked: person.masked}
  switch (recipients.kind) {
    case 'everyone':
      return {kind: 'everyone', expect: recipients.expect}
    case 'filter': {
      const {id, label, expect} = recipients
      const meaning = pinned.filters.get(id)
      return {
        kind: 'filter',
        id,
        ...(label !== undefined && {label}),
        ...(expect !== undefined && {expect}),
        ...(meaning && {meaning}),
      }
    }
    case 'people':
      throw new TypeError('a list is sent person by person')
    default:
      return recipients satisfies never
  }
}
