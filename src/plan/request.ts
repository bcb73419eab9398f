import type {Schedule} from '../config/campaign.ts'
import {panelTime} from '../config/instants.ts'
import type {DesiredBatch} from '../desired/desired.ts'
import {instant} from '../instant.ts'
import type {BatchRequest, Closes, Reach} from './model.ts'

const minute = 60_000

/** When a batch that is sent at `now` closes, as an instant and as the API takes it. A duration is rounded down to the minute. */
export function closesOf({closes, zone}: Schedule, now: number, timeZone: string): Closes | null {
  if (!closes) return null
  const approximate = 'after' in closes
  const at = approximate ? Math.floor((now + closes.after) / minute) * minute : closes.at
  return {
    instant: instant(at),
    panel: panelTime(at, timeZone),
    timeZone,
    ...(zone !== undefined && zone !== timeZone && {authorZone: zone}),
    approximate,
  }
}

/** The body of POST /micropanel/batches: exactly what the campaign says, nothing more. `emailAddress` is whatever `reach` shows: masked in a plan. */
export function requestOf(
  {compose, schedule}: Pick<DesiredBatch, 'compose' | 'schedule'>,
  reach: Reach,
  closes: Closes | null,
): BatchRequest {
  const {responseQuota, emailInvitation} = schedule
  const closure =
    closes || responseQuota !== undefined
      ? {
          enabled: true as const,
          ...(closes && {closureDateTime: closes.panel}),
          ...(responseQuota !== undefined && {responseQuota}),
        }
      : undefined
  const send = {
    ...(closure && {deliveryOptions: {automaticClosure: closure}}),
    ...(emailInvitation !== undefined && {notification: {enableEmailInvitation: emailInvitation}}),
  }
  return {compose: {...compose}, recipients: recipientsOf(reach), ...(Object.keys(send).length > 0 && {send})}
}

function recipientsOf(reach: Reach): BatchRequest['recipients'] {
  switch (reach.kind) {
    case 'everyone':
      return {filterType: 1}
    case 'person':
      return {filterType: 2, emailAddress: reach.masked}
    case 'filter':
      return {filterType: 3, existingFilterID: reach.id}
    default:
      return reach satisfies never
  }
}
