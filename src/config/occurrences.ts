import {Temporal} from 'temporal-polyfill'
import type {Repeat} from './campaign.ts'

/** One time of a repeat: its period as a name, and when it is, in milliseconds since 1970. */
export interface Occurrence {
  readonly name: string
  readonly at: number
}

/** The first `count` times of a rule, from where it begins on. */
export type Occurrences = (rule: Repeat, count: number) => readonly Occurrence[]

const steps = {
  day: {days: 1},
  week: {weeks: 1},
  month: {months: 1},
  quarter: {months: 3},
  year: {years: 1},
} as const satisfies Record<Repeat['every'], Temporal.DurationLike>

/**
 * Each is counted from the first one and not from the one before, so that the 31st comes back after a short month. Where the clocks skip a
 * time it goes when they have gone forward; where a time comes twice, the first one counts.
 */
export const occurrences: Occurrences = ({every, anchor, zone, from = Number.NEGATIVE_INFINITY}, count) => {
  const first = Temporal.PlainDateTime.from(anchor)
  const localAt = (index: number) => first.add(times(steps[every], index))
  const timeAt = (index: number) => localAt(index).toZonedDateTime(zone, {disambiguation: 'compatible'}).epochMilliseconds
  const begin = firstFrom(from, timeAt)
  return Array.from({length: count}, (_, index) => ({
    name: periodOf(every, localAt(begin + index)),
    at: timeAt(begin + index),
  }))
}

/** The first index whose time isn't before a moment, by doubling and halving: it may be thousands of years of days away. */
function firstFrom(moment: number, timeAt: (index: number) => number): number {
  if (timeAt(0) >= moment) return 0
  let [low, high] = [0, 1]
  while (timeAt(high) < moment) [low, high] = [high, high * 2]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (timeAt(middle) < moment) low = middle
    else high = middle
  }
  return high
}

const times = (step: Temporal.DurationLike, count: number): Temporal.DurationLike =>
  Object.fromEntries(Object.entries(step).map(([unit, size]) => [unit, Number(size) * count]))

/** `2031-12-01`, `2031-w49`, `2031-12`, `2031-q4`, `2031`. */
function periodOf(every: Repeat['every'], {year, month, day, yearOfWeek, weekOfYear}: Temporal.PlainDateTime): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  switch (every) {
    case 'day':
      return `${year}-${two(month)}-${two(day)}`
    case 'week':
      return `${yearOfWeek}-w${two(weekOfYear ?? 0)}`
    case 'month':
      return `${year}-${two(month)}`
    case 'quarter':
      return `${year}-q${Math.ceil(month / 3)}`
    case 'year':
      return String(year)
    default:
      return every satisfies never
  }
}

/** What a clock in the zone shows at a moment, to the minute. */
export const anchorOf = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString({smallestUnit: 'minute'})
