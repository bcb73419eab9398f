import {type Address, addressOf} from '../address.ts'
import {instant} from '../instant.ts'
import {isInDoubt} from '../state/doubt.ts'
import {type Attempt, isOpen, isSettled} from '../state/state.ts'
import {changesOf} from './changes.ts'
import {attemptsOf, basesOf, type Context, type Decision, held, mayHaveGone, type Unit} from './context.ts'
import type {Cause, CreateBatch, Reach} from './model.ts'
import {closesOf, requestOf} from './request.ts'

/** What is to be done about one unit. The order of the questions is the order of what matters: is it known, was it sent, is it asked for, may it go. */
export function decide(context: Context, unit: Unit): Decision {
  const attempts = attemptsOf(context, unit)
  return openDecision(context, unit, attempts) ?? sentDecision(context, unit, attempts) ?? firstDecision(context, unit, attempts)
}

/** An open try blocks the whole family. */
function openDecision({present}: Context, {source}: Unit, attempts: readonly Attempt[]): Decision | undefined {
  const open = attempts.filter(isOpen)
  const [first] = open
  if (!first) return undefined
  if (open.some(attempt => isInDoubt(attempt, present))) return {is: 'in-doubt'}
  return {is: 'waiting', waiting: {address: first.address, reason: 'in-flight', until: first.intent.giveUpBy, count: 1, source}}
}

/** It went out before: nothing is sent again unless `resend` asks for the next one, or `distinct` says that these are other people. */
function sentDecision(context: Context, unit: Unit, attempts: readonly Attempt[]): Decision | undefined {
  const closed = attempts.filter(attempt => isSettled(attempt) || attempt.standing === 'abandoned')
  const last = closed.reduce<Attempt | undefined>(
    (best, attempt) => (best && best.parts.number > attempt.parts.number ? best : attempt),
    undefined,
  )
  if (!last) return undefined
  const {batch, source} = unit
  if (last.standing === 'abandoned' && !closed.some(attempt => isSettled(attempt) && attempt.parts.number === last.parts.number))
    return abandoned(unit, last)
  const kinds = [kindOf(last.intent.written.recipients), kindOf(batch.written.recipients)]
  if (kinds[0] !== kinds[1]) {
    const again = closed.find(attempt => attempt.intent.content === unit.content)
    if (again) return unchanged(unit, again)
    return batch.distinct === undefined
      ? recipientsChanged(unit, last)
      : create(context, unit, attempts, last.parts.number + 1, 'new')
  }
  const round = Math.max(last.intent.round, last.parts.number)
  const wanted = batch.resend?.number ?? 1
  if (wanted === round + 1) return create(context, unit, attempts, last.parts.number + 1, 'resend')
  if (wanted > round + 1) return resendGap(unit, last.address, `number ${round} is the last one that was sent`, round + 1)
  const changes = changesOf(last.intent.written, batch.written, batch.lines)
  if (!changes) return unchanged(unit, last)
  const sent = last.batchID === undefined ? 'already sent (its ID is unknown)' : `already sent as batch ${last.batchID}`
  const help = [...changes.undo, `resend: {number: ${round + 1}, reason: …}`]
  return held(last.address, source, 'already-sent-changed', `${sent}, and edited since`, help, {
    diff: changes.diff,
    batchID: last.batchID ?? null,
  })
}

/** It never went out. */
function firstDecision(context: Context, unit: Unit, attempts: readonly Attempt[]): Decision {
  const {batch, record, person} = unit
  const others = person ? record.toMany : record.toPerson
  if (others && batch.distinct === undefined) return recipientsChanged(unit, others)
  if (batch.resend && !record.toMany && !record.toPerson)
    return resendGap(unit, addressFor(unit, 1), 'it was never sent', undefined)
  const unsettled = attempts.at(-1)
  const cause: Cause = unsettled?.standing === 'not-sent' ? 'not-sent' : unsettled ? 'refused-before' : 'new'
  const decision = create(context, unit, attempts, 1, cause)
  return decision.is === 'create' ? (lookAlike(context, unit, decision.action) ?? claimed(context, unit, decision)) : decision
}

function abandoned(unit: Unit, last: Attempt): Decision {
  if ((unit.batch.resend?.number ?? 1) <= last.intent.round) return unchanged(unit, last)
  return held(
    last.address,
    unit.source,
    'resend-gap',
    'its last send was in doubt and abandoned, so that nobody knows whether it went',
    [`fieldwork resolve ${last.address} --not-sent --reason …`, `fieldwork resolve ${last.address} --sent --reason …`],
  )
}

const kindOf = (recipients: Attempt['intent']['written']['recipients']): string =>
  typeof recipients === 'object' ? 'filter' : recipients

const unchanged = ({source}: Unit, {address, batchID}: Attempt): Decision => ({
  is: 'unchanged',
  unchanged: {address, batchID: batchID ?? null, count: 1, source},
})

const recipientsChanged = (unit: Unit, last: Attempt): Decision =>
  held(
    addressFor(unit, 1),
    unit.source,
    'recipients-changed',
    `it was sent to ${last.intent.reach}${last.batchID === undefined ? '' : ` (batch ${last.batchID})`}, and now names other recipients: the same people may be among them`,
    [`put the recipients back: ${last.intent.reach}`, 'distinct: why these are other people'],
    {batchID: last.batchID ?? null},
  )

const resendGap = ({source, batch}: Unit, address: Address, why: string, next: number | undefined): Decision =>
  held(address, source, 'resend-gap', `"resend" asks for send number ${batch.resend?.number ?? 1}, but ${why}`, [
    next === undefined ? 'take out resend' : `resend: {number: ${next}, reason: …}`,
  ])

const addressFor = ({campaign, batch, person}: Unit, number: number): Address =>
  addressOf({
    campaign: campaign.name,
    batch: batch.name,
    number,
    ...(batch.wave !== undefined && {wave: batch.wave}),
    ...(person && {person: person.digest}),
  })

/** The same survey went to the same recipients under another address, or goes to them in this very plan. */
function lookAlike(context: Context, unit: Unit, {address}: CreateBatch): Decision | undefined {
  const {batch, campaign, source, content} = unit
  if (batch.distinct !== undefined) return undefined
  const own = new Set(basesOf(campaign, batch))
  const waves = new Set(
    campaign.batches.flatMap(other => (other.name === batch.name && other.wave !== undefined ? basesOf(campaign, other) : [])),
  )
  const twin = (context.state.contents.get(content) ?? [])
    .flatMap(seq => context.state.attempts.get(seq) ?? [])
    .find(attempt => mayHaveGone(attempt) && !own.has(baseOfAttempt(attempt)) && !waves.has(baseOfAttempt(attempt)))
  const planned = context.claimed.get(content)
  if (!twin && !planned) return undefined
  const detail = twin
    ? `the same survey and recipients went out as ${twin.address}${twin.batchID === undefined ? '' : ` (batch ${twin.batchID})`}`
    : `this plan sends the same survey to the same recipients as ${planned}`
  const old = twin && (twin.parts.campaign === campaign.name ? twin.parts.batch : twin.parts.campaign)
  const help = ['distinct: why this is not the same', ...(old ? [`formerly: [${old}]`] : [])].reverse()
  return held(address, source, 'looks-already-sent', detail, help, {batchID: twin?.batchID ?? null})
}

const baseOfAttempt = ({family, parts}: Attempt): string => (parts.person === undefined ? family : family.slice(0, -33))

function claimed({claimed: claims}: Context, {content}: Unit, decision: Decision & {is: 'create'}): Decision {
  claims.set(content, decision.action.address)
  return decision
}

/** The send, if the time is right and nothing stops it. */
function create(context: Context, unit: Unit, attempts: readonly Attempt[], number: number, cause: Cause): Decision {
  const {campaign, batch, source, content} = unit
  const {desired, state, present} = context
  const {sendAt, late, closes} = batch.schedule
  const address = addressFor(unit, number)
  const last = attempts.filter(attempt => attempt.parts.number === number).at(-1)
  const because: Cause = cause !== 'resend' && last ? (last.standing === 'not-sent' ? 'not-sent' : 'refused-before') : cause
  const halt = state.halted ?? state.haltedCampaigns.get(campaign.name)
  if (halt) return held(address, source, 'halted', `halted by ${halt.who} since ${halt.at}: ${halt.reason}`, ['fieldwork resume'])
  const closing = closesOf(batch.schedule, Math.max(present.now, sendAt ?? 0), desired.panel.timeZone)
  if (closes && 'at' in closes && closes.at <= present.now) {
    return held(address, source, 'expired', `it would have closed at ${instant(closes.at)}, before it is sent`, [
      'write a later closeAt',
    ])
  }
  if (sendAt !== undefined && sendAt > present.now)
    return {is: 'waiting', waiting: {address, reason: 'not-due', until: instant(sendAt), count: 1, source}}
  if (sendAt !== undefined && sendAt + late < present.now) {
    return held(
      address,
      source,
      'missed',
      `it was to be sent at ${instant(sendAt)} and at the latest by ${instant(sendAt + late)}`,
      ['write a new sendAt, or take it out to send at once', 'late: how long after sendAt it may still go'],
    )
  }
  const reach = reachOf(unit)
  const deadlines = [...(sendAt === undefined ? [] : [sendAt + late]), ...(closes && 'at' in closes ? [closes.at] : [])]
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
      content,
      request: requestOf(batch, reach, closing),
      source,
    },
  }
}

function reachOf({batch: {recipients}, person}: Unit): Reach {
  if (person) return {kind: 'person', masked: person.masked}
  switch (recipients.kind) {
    case 'everyone':
      return {kind: 'everyone', expect: recipients.expect}
    case 'filter': {
      const {id, label, expect} = recipients
      return {kind: 'filter', id, ...(label !== undefined && {label}), ...(expect !== undefined && {expect})}
    }
    case 'people':
      throw new TypeError('a list is sent person by person')
    default:
      return recipients satisfies never
  }
}
