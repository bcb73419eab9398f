import {Temporal} from 'temporal-polyfill'
import {bad, type Checked, good, type Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'
import {isZone, readZone} from './zone.ts'

/** Reads a moment as people write it, in a zone where it states none; milliseconds since 1970. */
export type ReadInstant = (text: string, zone: string, span: Span) => Checked<number>

const form = /^(\d{4})-(\d{2})-(\d{2})(?:[ Tt]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?(.*)$/
const example = '2031-12-10 13:43'

/** Reads `2031-12-10 13:43`, with `T` between, with an offset, a zone or both after it; the zone may stand in brackets (RFC 9557). */
export const readInstant: ReadInstant = (text, zone, span) => {
  const match = form.exec(text.trim())
  const in24 = with24Hours(text.trim())
  if (in24 !== undefined) return slashed(in24, span) ?? twelveHours(text, in24, span)
  if (!match) return slashed(text, span) ?? unreadable(span, `${quoted(text)} is not a time.`, example)
  const [, year, month, day, hour, minute, second, after = ''] = match
  const rest = tail.test(after.trim()) ? after : ''
  const date = `${year}-${month}-${day}`
  if (hour === undefined) return unreadable(span, `${quoted(text)} has no time of day.`, `${date} 09:00${rest}`)
  if (second !== undefined && second !== '00')
    return unreadable(span, "Times are read to the minute; seconds can't be kept.", `${date} ${hour}:${minute}${rest}`)
  const local = localOf(`${date}T${hour.padStart(2, '0')}:${minute}`)
  if (!local) return unreadable(span, `${quoted(text)} is not a date and time that exists.`, example)
  return placed(local, after.trim(), zone, span)
}

/** The text with its `9:00 AM` or `9pm` written as a 24-hour clock shows it; undefined where there is none. */
function with24Hours(text: string): string | undefined {
  const match = /(?<=[\sT])(\d{1,2})(?::(\d{2}))?(?::00)?\s{0,9}([ap])\.?m\b\.?/i.exec(text)
  const hour = Number(match?.[1])
  const afternoon = /p/i.test(match?.[3] ?? '')
  if (!match || hour < 1 || hour > (afternoon ? 23 : 12)) return undefined
  const hours = hour > 12 ? hour : (hour % 12) + (afternoon ? 12 : 0)
  const time = `${String(hours).padStart(2, '0')}:${match[2] ?? '00'}`
  return text.slice(0, match.index) + time + text.slice(match.index + match[0].length)
}

const twelveHours = (text: string, in24: string, span: Span): Checked<never> =>
  unreadable(
    span,
    `${quoted(text)} has AM or PM; times are written with 24 hours.`,
    form.test(in24) ? quoted(in24).slice(1, -1) : example,
  )

function localOf(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text, {overflow: 'reject'})
  } catch {
    return undefined
  }
}

const tail = /^(Z|z|[+-]\d{2}:?\d{2})?\s*(?:\[([A-Za-z][A-Za-z0-9_+/-]{0,63})\]|([A-Za-z][A-Za-z0-9_+/-]{0,63}))?$/

function placed(local: Temporal.PlainDateTime, rest: string, zone: string, span: Span): Checked<number> {
  const match = tail.exec(rest)
  if (!match) return unreadable(span, `After the time, ${quoted(rest)} is not a zone.`, `${plain(local)} America/New_York`)
  const [, offset, bracketed, word] = match
  const own = bracketed ?? word
  if (own !== undefined && !isZone(own)) return readZone(own, span) as Checked<never>
  if (offset === undefined) return inZone(local, own ?? zone, span)
  const at = Date.parse(
    `${local.toString({smallestUnit: 'minute'})}:00${/^z$/i.test(offset) ? 'Z' : offset.replace(/^(...)(\d\d)$/, '$1:$2')}`,
  )
  if (Number.isNaN(at)) return unreadable(span, `${quoted(offset)} is not an offset from UTC.`, `${plain(local)} ${own ?? 'UTC'}`)
  if (own === undefined || sameLocal(at, own, local)) return good(at)
  return unreadable(span, `The offset ${offset} isn't the one of ${own} at that time.`, `${plain(local)} ${own}`)
}

/** The zone that a moment states for itself, if it does. */
export function statedZone(text: string): string | undefined {
  const [, , , , , , , after = ''] = form.exec(text.trim()) ?? []
  const [, , bracketed, word] = tail.exec(after.trim()) ?? []
  return bracketed ?? word
}

const sameLocal = (ms: number, zone: string, local: Temporal.PlainDateTime): boolean =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().equals(local)

function inZone(local: Temporal.PlainDateTime, zone: string, span: Span): Checked<number> {
  const early = local.toZonedDateTime(zone, {disambiguation: 'earlier'})
  const late = local.toZonedDateTime(zone, {disambiguation: 'later'})
  if (early.epochMilliseconds === late.epochMilliseconds) return good(early.epochMilliseconds)
  const skipped = !early.toPlainDateTime().equals(local)
  // Without brackets: inside { } and [ ] of YAML they would begin a list.
  const [one, other] = [early, late].map(moment => `${plain(moment.toPlainDateTime())}${moment.offset} ${zone}`)
  return bad([
    mistake('FW042', {
      span,
      detail: skipped
        ? `${plain(local)} doesn't exist in ${zone}: the clocks go forward over it.`
        : `${plain(local)} comes twice in ${zone}: the clocks go back over it.`,
      help: `Write ${one} or ${other}`,
    }),
  ])
}

const plain = (local: Temporal.PlainDateTime): string => local.toString({smallestUnit: 'minute'}).replace('T', ' ')

function slashed(text: string, span: Span): Checked<never> | undefined {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(.*)$/.exec(text)
  if (!match) return undefined
  const [first = '', second = '', year = ''] = match.slice(1).map((part, index) => (index < 2 ? part.padStart(2, '0') : part))
  const time = /^\s+(\d{1,2}:\d{2})(.*)$/.exec(match[4] ?? '')
  const rest = time ? ` ${time[1]?.padStart(5, '0')}${time[2]}` : ' 09:00'
  const readings = [
    [first, second],
    [second, first],
  ].filter(([month, day]) => localOf(`${year}-${month}-${day}T00:00`))
  const written = [...new Set(readings.map(([month, day]) => `${year}-${month}-${day}${rest}`))]
  if (!written.length) return unreadable(span, `${quoted(text)} is not a date that exists.`, example)
  return bad([
    mistake('FW041', {
      span,
      detail: `${quoted(text)} ${written.length > 1 ? 'can be read in two ways: month first or day first' : 'has the year last, which can be read in two ways'}.`,
      help: `Write ${written.join(' or ')}`,
    }),
  ])
}

const unreadable = (span: Span, detail: string, instead: string): Checked<never> =>
  bad([mistake('FW040', {span, detail, help: `Write ${instead}`})])
