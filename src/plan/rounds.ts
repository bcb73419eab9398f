import {canonical} from '../canonical.ts'
import {inWords} from '../config/instants.ts'
import type {DesiredBatch, DesiredCampaign} from '../desired/desired.ts'
import {millis} from '../instant.ts'
import {baseOf} from '../state/fold.ts'
import {type Attempt, isOpen, isSettled, type State} from '../state/state.ts'
import {attemptsOf, basesOf, type Context, mayHaveGone, type NewestByRule, type Prior} from './context.ts'
import type {Timetable} from './timetable.ts'
import {unitsOf} from './units.ts'

/** Where a batch stands among the rounds of it that the files state. */
export type Turn =
  /** It may go now, or is the next one; `until` is when a newer one takes its place. */
  | {readonly is: 'here'; readonly until?: number}
  /** A newer one is due by now, or has gone: this one is never sent any more. */
  | {readonly is: 'passed'; readonly by: DesiredBatch}
  /** It comes after the next one. */
  | {readonly is: 'far'}

/** A round of a batch, and where it stands. */
export interface Round {
  readonly batch: DesiredBatch
  readonly turn: Turn
}

/** Of the rounds of a batch that are due at most the newest is sent; of those that a rule makes the next one is enough to know. */
export function turnOf(
  {present: {now}, state}: Pick<Context, 'present' | 'state'>,
  campaign: DesiredCampaign,
  timetable: Timetable,
  batch: DesiredBatch,
): Turn {
  const at = timeOf(batch)
  if (batch.wave === undefined || at === undefined) return {is: 'here'}
  // One that has gone took this one's place, also where a clock was set back since.
  const due = timetable.newest(batch.name, round => (timeOf(round) ?? 0) <= now || mayHaveBegun(state, campaign, round))
  if (due && (timeOf(due) ?? 0) > at) return {is: 'passed', by: due}
  const next = timetable.next(batch.name, now)
  if (batch.repeat !== undefined && next !== undefined && next < at) return {is: 'far'}
  const until = timetable.next(batch.name, at)
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

/** Whether the batch that another one comes after is confirmed, whole, and when it went. */
export function priorOf(
  {state}: Pick<Context, 'state'>,
  campaign: DesiredCampaign,
  timetable: Timetable,
  {after, wave}: DesiredBatch,
): Prior | undefined {
  if (!after) return undefined
  const before = timetable.find(after.batch, wave)
  if (!before) return {by: after.by}
  const sends = unitsOf(state, campaign, before).map(unit => lastSettled(attemptsOf({state}, unit)))
  const times = sends.flatMap(send => (send ? [millis(send.at)] : []))
  return times.length === 0 || times.length < sends.length
    ? {by: after.by}
    : {by: after.by, at: times.reduce((last, time) => Math.max(last, time))}
}

const lastSettled = (attempts: readonly Attempt[]): Attempt | undefined =>
  attempts.some(isOpen) ? undefined : attempts.findLast(isSettled)

/** In words, where the rule that makes the waves of a batch is another one than that which made the last one that was sent. */
export function ruleChanged(
  {byRule}: Pick<Context, 'byRule'>,
  campaign: DesiredCampaign,
  batch: DesiredBatch,
): string | undefined {
  const {repeat} = batch
  if (!repeat) return undefined
  const last = sentByRule(byRule(), campaign, batch)
  const before = last?.intent.written.repeat
  if (!last || !before || canonical({...before, from: null}) === canonical({...repeat, from: null})) return undefined
  const sent = Date.parse(last.intent.written.sendAt ?? last.at)
  if (repeat.from !== undefined && repeat.from !== before.from && repeat.from > sent) return undefined
  const words = ({every, anchor, zone}: typeof repeat): string => `every ${every} from ${anchor.replace('T', ' ')} ${zone}`
  return `${last.address} went out by another rule (${words(before)}) at ${inWords(sent, repeat.zone)}, and now it is ${words(repeat)}`
}

/** The newest send of a batch that a rule made, under any of its names. */
function sentByRule(newest: NewestByRule, {names}: DesiredCampaign, {names: own}: DesiredBatch): Attempt | undefined {
  const sent = names.flatMap(campaign => own.flatMap(batch => newest.get(baseOf({campaign, batch})) ?? []))
  return sent.reduce<Attempt | undefined>((last, attempt) => (last && last.seq > attempt.seq ? last : attempt), undefined)
}

/** The newest send that a rule made, by `CAMPAIGN/BATCH`. Looks through all that is recorded. */
export function newestByRule({attempts}: State): NewestByRule {
  const newest = new Map<string, Attempt>()
  for (const attempt of attempts.values()) {
    const {parts, intent, seq} = attempt
    if (parts.wave === undefined || !intent.written.repeat || !mayHaveGone(attempt)) continue
    const base = baseOf({campaign: parts.campaign, batch: parts.batch})
    if (seq > (newest.get(base)?.seq ?? -1)) newest.set(base, attempt)
  }
  return newest
}

/** Whether anything at all is recorded of a batch: where nothing is, its people need not be looked at. */
export const isRecorded = (state: State, campaign: DesiredCampaign, batch: DesiredBatch): boolean =>
  basesOf(campaign, batch).some(base => (state.bases.get(base)?.length ?? 0) > 0)
