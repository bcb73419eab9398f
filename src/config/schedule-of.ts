import {type Checked, type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {Schedule} from './campaign.ts'
import {mistake} from './codes.ts'
import type {Context} from './context.ts'
import type {SourceDocument} from './document.ts'
import {readDuration} from './duration.ts'
import type {WrittenCampaign} from './written.ts'
import {readZone} from './zone.ts'

type WrittenSchedule = NonNullable<WrittenCampaign['schedule']>
type Key = 'timeZone' | 'sendAt' | 'late' | 'closeAt' | 'closeAfter'

const aDay = 24 * 60 * 60 * 1000

/** When it is sent and when it closes, and what is wrong with that. */
export function scheduleOf(
  written: WrittenSchedule,
  {authorZone, readInstant}: Pick<Context, 'authorZone' | 'readInstant'>,
  document: SourceDocument,
): {readonly schedule?: Schedule; readonly zone: string; readonly diagnostics: readonly Diagnostic[]} {
  const diagnostics: Diagnostic[] = []
  const spanOf = (key: Key) => document.span(['schedule', key])
  const read = <T>(key: Key, how: (text: string) => Checked<T>): T | undefined => {
    const text = written[key]
    const result = text === undefined ? undefined : how(text)
    diagnostics.push(...(result?.diagnostics ?? []))
    return result?.ok ? result.value : undefined
  }
  const stated = read('timeZone', text => readZone(text, spanOf('timeZone')))
  // Where the zone isn't known, UTC stands in for it: no clock change there can be a mistake that isn't one.
  const zone = stated ?? (document.has(['schedule', 'timeZone']) ? 'UTC' : authorZone)
  const sendAt = read('sendAt', text => readInstant(text, zone, spanOf('sendAt')))
  const closeAt = read('closeAt', text => readInstant(text, zone, spanOf('closeAt')))
  const late = read('late', text => readDuration(text, spanOf('late'))) ?? aDay
  const after = read('closeAfter', text => readDuration(text, spanOf('closeAfter')))
  if (written.closeAt !== undefined && written.closeAfter !== undefined) diagnostics.push(twoClosings(document))
  if (hasErrors(diagnostics)) return {zone, diagnostics}
  const closes = closeAt !== undefined ? {at: closeAt} : after !== undefined ? {after} : undefined
  const {responseQuota, emailInvitation} = written
  const schedule: Schedule = {
    ...(sendAt !== undefined && {sendAt}),
    late,
    ...(closes && {closes}),
    ...(responseQuota !== undefined && {responseQuota}),
    ...(emailInvitation !== undefined && {emailInvitation}),
  }
  return {schedule, zone, diagnostics}
}

const twoClosings = (document: SourceDocument): Diagnostic =>
  mistake('FW047', {
    span: document.keySpan(['schedule', 'closeAfter']),
    detail: '"closeAt" and "closeAfter" are both given, so it isn\'t clear when it closes.',
    help: 'Keep one of them; remove the other.',
  })
