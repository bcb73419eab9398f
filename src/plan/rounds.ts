import {canonical} from '../canonical.ts'
import {inWords} from '../config/instants.ts'
import type {DesiredBatch, DesiredCampaign} from '../desired/desired.ts'
import {millis} from '../instant.ts'
import {baseOf} from '../state/fold.ts'
import {type Attempt, isOpen, isSettled, type State} from '../state/state.ts'
import {attemptsOf, basesOf, type Context, mayHaveGone, type Prior} from './context.ts'
import {unitsOf} from './units.ts'

/** Where a batch stands among the rounds of it that the files state. */
export type Turn =
  /** It may go now, or is the next one; `until` is when a newer one takes its place. */
  | {readonly is: 'here'; readonly until?: number}
  /** A newer one is due by now, or has gone: this one is never sent any more. */
  | {readonly is: 'passed'; readonly by: DesiredBatch}
  /** It comes after the next one. */
  | {readonly is: 'far'}

/** Of the rounds of a batch that are due at most the newest is sent; of those that a rule makes the next one is enough to know. */
export function turnOf(
  {present: {now}, state}: Pick<Context, 'present' | 'state'>,
  campaign: DesiredCampaign,
  batch: DesiredBatch,
): Turn {
  const at = timeOf(batch)
  if (batch.wave === undefined || at === undefined) return {is: 'here'}
  const rounds = campaign.batches.filter(({name, wave}) => name === batch.name && wave !== undefined)
  const newer = rounds.filter(other => (timeOf(other) ?? at) > at).sort((one, two) => (timeOf(one) ?? 0) - (timeOf(two) ?? 0))
  // One that has gone took this one's place, also where a clock was set back since.
  const due = newer.findLast(other => (timeOf(other) ?? 0) <= now || mayHaveBegun(state, campaign, other))
  if (due) return {is: 'passed', by: due}
  const isAfterNext = batch.repeat !== undefined && rounds.some(other => isBetween(timeOf(other), now, at))
  if (isAfterNext) return {is: 'far'}
  const until = newer[0] && timeOf(newer[0])
  return {is: 'here', ...(until !== undefined && {until})}
}

/** Whether a round of a batch went out, to anybody, or may have. */
const mayHaveBegun = (state: State, campaign: DesiredCampaign, batch: DesiredBatch): boolean =>
  basesOf(campaign, batch).some(base =>
    (state.bases.get(base) ?? []).some(seq => {
      const attempt = state.attempts.get(seq)
      return attempt !== undefined && mayHaveGone(attempt)
    }),
  )

const timeOf = ({schedule: {sendAt}}: DesiredBatch): number | undefined => sendAt
const isBetween = (time: number | undefined, from: number, to: number): boolean => time !== undefined && time > from && time < to

/** Whether the batch that another one comes after is confirmed, whole, and when it went. */
export function priorOf(
  {state}: Pick<Context, 'state'>,
  campaign: DesiredCampaign,
  {after, wave}: DesiredBatch,
): Prior | undefined {
  if (!after) return undefined
  const before = campaign.batches.find(({name, wave: other}) => name === after.batch && other === wave)
  if (!before) return {by: after.by}
  const sends = unitsOf(state, campaign, before).map(unit => lastSettled(attemptsOf({state}, unit)))
  const times = sends.map(send => send && millis(send.at))
  return times.length === 0 || times.includes(undefined)
    ? {by: after.by}
    : {by: after.by, at: Math.max(...times.map(time => time ?? 0))}
}

const lastSettled = (attempts: readonly Attempt[]): Attempt | undefined =>
  attempts.some(isOpen) ? undefined : attempts.findLast(isSettled)

/** In words, where the rule that makes the waves of a batch is another one than that which made the last one that was sent. */
export function ruleChanged({state}: Pick<Context, 'state'>, campaign: DesiredCampaign, batch: DesiredBatch): string | undefined {
  const {repeat} = batch
  if (!repeat) return undefined
  const last = sentByRule(state, campaign, batch)
  const before = last?.intent.written.repeat
  if (!last || !before || canonical({...before, from: null}) === canonical({...repeat, from: null})) return undefined
  const sent = Date.parse(last.intent.written.sendAt ?? last.at)
  if (repeat.from !== undefined && repeat.from !== before.from && repeat.from > sent) return undefined
  const words = ({every, anchor, zone}: typeof repeat): string => `every ${every} from ${anchor.replace('T', ' ')} ${zone}`
  return `${last.address} went out by another rule (${words(before)}) at ${inWords(sent, repeat.zone)}, and now it is ${words(repeat)}`
}

/** The newest send of a batch that a rule made, under any of its names. */
function sentByRule(state: State, {names}: DesiredCampaign, {names: own}: DesiredBatch): Attempt | undefined {
  const beginnings = names.flatMap(campaign => own.map(batch => `${baseOf({campaign, batch})}@`))
  let newest: Attempt | undefined
  for (const [base, seqs] of state.bases) {
    if (!beginnings.some(beginning => base.startsWith(beginning))) continue
    for (const seq of seqs) {
      const attempt = state.attempts.get(seq)
      if (attempt?.intent.written.repeat && mayHaveGone(attempt) && attempt.seq > (newest?.seq ?? 0)) newest = attempt
    }
  }
  return newest
}

/** Whether anything at all is recorded of a batch: where nothing is, its people need not be looked at. */
export const isRecorded = (state: State, campaign: DesiredCampaign, batch: DesiredBatch): boolean =>
  basesOf(campaign, batch).some(base => (state.bases.get(base)?.length ?? 0) > 0)
