import type {Address} from '../address.ts'
import {isInDoubt} from '../state/doubt.ts'
import {type Attempt, isOpen, isSettled} from '../state/state.ts'
import {changesOf} from './changes.ts'
import {attemptsOf, type Context, type Decision, held, isReleased, type Unit} from './context.ts'
import {addressFor, create} from './create.ts'
import {lookAlike} from './look-alike.ts'

/** What is to be done about one unit. The order of the questions is the order of what matters: is it known, was it sent, is it asked for, may it go. */
export function decide(context: Context, unit: Unit): Decision {
  const attempts = attemptsOf(context, unit)
  const decision =
    openDecision(context, unit, attempts) ?? sentDecision(context, unit, attempts) ?? firstDecision(context, unit, attempts)
  if (decision.is === 'create' && !context.claimed.has(unit.content)) {
    context.claimed.set(unit.content, {address: decision.action.address, distinct: unit.batch.distinct})
  }
  return decision
}

/** An open try blocks its whole family, and the batch under other recipients too: the same people may be among them. */
function openDecision({present}: Context, {source, record, person}: Unit, attempts: readonly Attempt[]): Decision | undefined {
  const open = [
    ...attempts.filter(isOpen),
    ...[person ? record.toMany?.open : record.toPersons?.open].filter(other => other !== undefined),
  ]
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
  const {batch} = unit
  const [round, wanted] = [Math.max(last.intent.round, last.parts.number), batch.resend?.number ?? 1]
  if (isAbandoned(last, closed)) return abandoned(context.desired.panel.name, unit, last)
  // A round that was sent is history: what the file says by now is about the next one.
  if (batch.wave !== undefined && wanted <= round) return unchanged(unit, last)
  if (kindOf(last.intent.written.recipients) !== kindOf(batch.written.recipients)) {
    const again = closed.find(attempt => attempt.intent.content === unit.content)
    if (again && wanted <= round) return unchanged(unit, again)
    if (!isReleased(batch, last)) return recipientsChanged(unit, last)
    if (wanted > round + 1) return resendGap(unit, last.address, `number ${round} is the last one that was sent`, round + 1)
    return unlessAlike(context, unit, create(context, unit, attempts, last.parts.number + 1, wanted > round ? 'resend' : 'new'))
  }
  if (wanted === round + 1) {
    const next = create(context, unit, attempts, last.parts.number + 1, 'resend')
    // With other recipients or another survey it is no repetition, and may be one of something else.
    return unit.content === last.intent.content ? next : unlessAlike(context, unit, next)
  }
  if (wanted > round + 1) return resendGap(unit, last.address, `number ${round} is the last one that was sent`, round + 1)
  return edited(unit, last, round) ?? unchanged(unit, last)
}

/** It never went out. */
function firstDecision(context: Context, unit: Unit, attempts: readonly Attempt[]): Decision {
  const {batch, record, person} = unit
  const others = person ? record.toMany : record.toPersons
  if (others && (batch.distinct === undefined || others.words.has(batch.distinct)))
    return batch.wave === undefined ? recipientsChanged(unit, others.first) : unchanged(unit, others.first)
  if (batch.resend && !record.toMany && !record.toPersons)
    return resendGap(unit, addressFor(unit, 1), 'it was never sent', undefined)
  return unlessAlike(context, unit, create(context, unit, attempts, 1, 'new'))
}

const unlessAlike = (context: Context, unit: Unit, decision: Decision): Decision =>
  decision.is === 'create' ? (lookAlike(context, unit, decision.action) ?? decision) : decision

/** Whether the last try was given up, and nothing of the same number went out. */
const isAbandoned = (last: Attempt, closed: readonly Attempt[]): boolean =>
  last.standing === 'abandoned' && !closed.some(attempt => isSettled(attempt) && attempt.parts.number === last.parts.number)

function abandoned(panel: string, unit: Unit, last: Attempt): Decision {
  if ((unit.batch.resend?.number ?? 1) <= last.intent.round) return unchanged(unit, last)
  const why = 'its last send was in doubt and abandoned, so that nobody knows whether it went'
  return held(last.address, unit.source, 'resend-gap', why, [
    'Say what became of it:',
    `fieldwork resolve --panel ${panel} '${last.address}' --not-sent --reason …`,
    `fieldwork resolve --panel ${panel} '${last.address}' --sent --reason …`,
  ])
}

function edited({batch, source}: Unit, last: Attempt, round: number): Decision | undefined {
  const changes = changesOf(last.intent.written, batch.written, batch.lines)
  if (!changes) return undefined
  const sent = last.batchID === undefined ? 'already sent (its ID is unknown)' : `already sent as batch ${last.batchID}`
  const help = [...changes.undo, `resend: {number: ${round + 1}, reason: …}`]
  return held(last.address, source, 'already-sent-changed', `${sent}, and edited since`, help, {
    diff: changes.diff,
    batchID: last.batchID ?? null,
  })
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
    [
      `Undo: put the recipients back (${last.intent.reach}).`,
      `If these are other people, write: distinct: why they are${unit.batch.distinct === undefined ? '' : ' (in other words: these were used for that send)'}`,
    ],
    {batchID: last.batchID ?? null},
  )

const resendGap = ({source, batch}: Unit, address: Address, why: string, next: number | undefined): Decision =>
  held(address, source, 'resend-gap', `"resend" asks for send number ${batch.resend?.number ?? 1}, but ${why}`, [
    next === undefined ? 'Take out resend.' : `Write: resend: {number: ${next}, reason: …}`,
  ])
