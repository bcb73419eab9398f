const formats = new Map<string, Intl.DateTimeFormat>()
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** What a clock in the zone shows; seconds are left off, so it is rounded down to the minute. */
function clock(ms: number, timeZone: string): Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>> {
  // The calendar of a zone takes longer to load than all else of a plan; UTC needs none.
  if (timeZone === 'UTC') return clockOf(new Date(ms).toISOString())
  const parts = {year: '', month: '', day: '', hour: '', minute: ''}
  for (const {type, value} of formatOf(timeZone).formatToParts(ms)) if (type in parts) parts[type as keyof typeof parts] = value
  return parts
}

/** ISO 8601 taken apart; years beyond 9999 carry a sign and six digits. */
function clockOf(iso: string): ReturnType<typeof clock> {
  const [, year = '', month = '', day = '', hour = '', minute = ''] =
    /^\+?0{0,2}(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(iso) ?? []
  return {year: String(Number(year)), month, day, hour, minute}
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    const two = '2-digit'
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
    })
    formats.set(timeZone, format)
  }
  return format
}

/** A moment as the API takes it, in the panel's zone, rounded down to the minute: `12/10/2031 13:43`. */
export function panelTime(ms: number, timeZone: string): string {
  const {year, month, day, hour, minute} = clock(ms, timeZone)
  return `${month}/${day}/${year.padStart(4, '0')} ${hour}:${minute}`
}

/** A moment for people: `Wed 10 Dec 2031, 13:43 in Los Angeles`. */
export function inWords(ms: number, timeZone: string): string {
  const {year, month, day, hour, minute} = clock(ms, timeZone)
  const weekday = days[new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDay()]
  return `${weekday} ${Number(day)} ${months[Number(month) - 1]} ${year}, ${hour}:${minute} ${placeOf(timeZone)}`
}

const placeOf = (timeZone: string): string =>
  timeZone.includes('/') && !timeZone.startsWith('Etc/')
    ? `in ${timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ')}`
    : timeZone.replace('Etc/', '')
