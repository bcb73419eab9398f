import {type Checked, type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {Repeat, Schedule} from './campaign.ts'
import {mistake} from './codes.ts'
import type {Context} from './context.ts'
import type {SourceDocument} from './document.ts'
import {readDuration} from './duration.ts'
import type {Laid} from './layers.ts'
import type {Path} from './path.ts'
import type {WrittenCampaign} from './written.ts'
import {readZone} from './zone.ts'

type WrittenSchedule = NonNullable<WrittenCampaign['schedule']>
type Key = 'timeZone' | 'sendAt' | 'late' | 'closeAt' | 'closeAfter'

const aDay = 24 * 60 * 60 * 1000

/** What was read of a schedule, and what is wrong with it. */
export interface ScheduleRead {
  readonly schedule?: Schedule
  /** In which its instants are told. */
  readonly zone: string
  /** Makes waves of it, the first at `sendAt`. */
  readonly repeat?: {readonly rule: Repeat; readonly count: number}
  readonly diagnostics: readonly Diagnostic[]
}

/** When it is sent and when it closes. */
export function scheduleOf(
  {value: written, pathOf}: Laid<WrittenSchedule>,
  {authorZone, calendar, scheduleDefaults}: Pick<Context, 'authorZone' | 'calendar' | 'scheduleDefaults'>,
  document: SourceDocument,
): ScheduleRead {
  const diagnostics: Diagnostic[] = []
  const spanOf = (key: Key) => document.span(pathOf(key))
  const read = <T>(key: Key, how: (text: string) => Checked<T>): T | undefined => {
    const text = written[key]
    const result = text === undefined ? undefined : how(text)
    diagnostics.push(...(result?.diagnostics ?? []))
    return result?.ok ? result.value : undefined
  }
  const stated = read('timeZone', text => readZone(text, spanOf('timeZone')))
  // Where the zone isn't known, UTC stands in for it: no clock change there can be a mistake that isn't one.
  const zone = stated ?? (document.has(pathOf('timeZone')) ? 'UTC' : authorZone)
  const sendAt = read('sendAt', text => calendar.readInstant(text, zone, spanOf('sendAt')))
  const closeAt = read('closeAt', text => calendar.readInstant(text, zone, spanOf('closeAt')))
  const late = read('late', text => readDuration(text, spanOf('late'))) ?? scheduleDefaults.late ?? aDay
  const after = read('closeAfter', text => readDuration(text, spanOf('closeAfter')))
  if (written.closeAt !== undefined && written.closeAfter !== undefined)
    diagnostics.push(twoClosings(document, pathOf('closeAfter')))
  const {repeat} = written
  const from =
    repeat?.from === undefined ? undefined : calendar.readInstant(repeat.from, zone, document.span([...pathOf('repeat'), 'from']))
  diagnostics.push(...(from?.diagnostics ?? []))
  if (repeat) diagnostics.push(...repeatMistakes(written, document, pathOf))
  if (hasErrors(diagnostics)) return {zone, diagnostics}
  const closes = closeAt !== undefined ? {at: closeAt} : after !== undefined ? {after} : scheduleDefaults.closes
  const {responseQuota = scheduleDefaults.responseQuota, emailInvitation = scheduleDefaults.emailInvitation} = written
  const schedule: Schedule = {
    zone,
    ...(sendAt !== undefined && {sendAt}),
    late,
    ...(closes && {closes}),
    ...(responseQuota !== undefined && {responseQuota}),
    ...(emailInvitation !== undefined && {emailInvitation}),
  }
  // Of a rule with a mistake only a part is left.
  if (!repeat?.every || !repeat.count || sendAt === undefined) return {schedule, zone, diagnostics}
  const ruleZone = calendar.statedZone(written.sendAt ?? '') ?? zone
  const rule: Repeat = {
    every: repeat.every,
    anchor: calendar.anchorOf(sendAt, ruleZone),
    zone: ruleZone,
    ...(from?.ok && {from: from.value}),
  }
  return {schedule, zone, diagnostics, repeat: {rule, count: repeat.count}}
}

/** A repeat is made of times that move with it. */
const repeatMistakes = (
  written: Partial<WrittenSchedule>,
  document: SourceDocument,
  pathOf: Laid<WrittenSchedule>['pathOf'],
): readonly Diagnostic[] => [
  ...(written.sendAt === undefined && !document.has(pathOf('sendAt'))
    ? [
        mistake('FW062', {
          span: document.keySpan(pathOf('repeat')),
          detail: 'It is repeated, and nothing says when the first one goes.',
          help: 'Add sendAt: 2031-12-01 09:00 beside repeat.',
        }),
      ]
    : []),
  ...(written.closeAt === undefined
    ? []
    : [
        mistake('FW063', {
          span: document.keySpan(pathOf('closeAt')),
          detail: 'Every one of the repeat would close at the same moment.',
          help: 'Write closeAfter: 9d in place of closeAt.',
        }),
      ]),
]

const twoClosings = (document: SourceDocument, at: Path): Diagnostic =>
  mistake('FW047', {
    span: document.keySpan(at),
    detail: '"closeAt" and "closeAfter" are both given, so it isn\'t clear when it closes.',
    help: 'Keep one of them; remove the other.',
  })
