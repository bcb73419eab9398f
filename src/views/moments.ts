import type {Closes} from '../plan/model.ts'

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Los Angeles` of `America/Los_Angeles`; undefined where the zone is UTC itself. */
const cityOf = (zone: string): string | undefined =>
  /^(?:Etc\/)?(?:UTC|GMT|UCT|Zulu)$/i.test(zone) ? undefined : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** `in Los Angeles`, or `UTC`. */
const placed = (zone: string): string => {
  const city = cityOf(zone)
  return city === undefined ? 'UTC' : `in ${city}`
}

/** A closing time as the panel reads it: `Wed 10 Dec 2031, 13:43 in Los Angeles`. It needs no zone rules: the plan says it in the panel's time. */
export function closingInWords({panel, timeZone}: Closes): string {
  const match = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d)$/.exec(panel)
  if (!match) return `${panel} ${placed(timeZone)}`
  const [, month = '', day = '', year = '', time = ''] = match
  return `${dayInWords(Number(year), Number(month) - 1, Number(day))}, ${time} ${placed(timeZone)}`
}

const dayInWords = (year: number, month: number, day: number): string =>
  `${days[new Date(Date.UTC(year, month, day)).getUTCDay()]} ${day} ${months[month]} ${year}`

/** A moment on a reader's clock: `Wed 10 Dec 2031, 13:43 in Los Angeles`. An unknown zone is read as UTC. */
export function momentInWords(ms: number, zone: string): string {
  const parts = partsIn(ms, zone)
  if (!parts) return momentInWords(ms, 'UTC')
  const {year, month, day, hour, minute} = parts
  return `${dayInWords(year, month - 1, day)}, ${two(hour)}:${two(minute)} ${placed(zone)}`
}

function partsIn(
  ms: number,
  timeZone: string,
): Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>> | undefined {
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  } as const
  try {
    const parts = new Intl.DateTimeFormat('en-US', {timeZone, ...numeric}).formatToParts(ms)
    const of = (type: string) => Number(parts.find(part => part.type === type)?.value)
    return {year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute')}
  } catch (error) {
    if (error instanceof RangeError && timeZone !== 'UTC') return undefined
    throw error
  }
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `09:14:02`, in UTC. */
export const timeOfDay = (ms: number): string => new Date(ms).toISOString().slice(11, 19)

/** `Wed 10 Dec 2031`, in UTC. */
export function dayOf(ms: number): string {
  const at = new Date(ms)
  return dayInWords(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
}
