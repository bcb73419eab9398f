import {inWords} from '../config/instants.ts'
import {isZone} from '../config/zone.ts'
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
export const momentInWords = (ms: number, zone: string): string => inWords(ms, zone === 'UTC' || isZone(zone) ? zone : 'UTC')

/** `09:14:02`, in UTC. */
export const timeOfDay = (ms: number): string => new Date(ms).toISOString().slice(11, 19)

/** `Wed 10 Dec 2031`, in UTC. */
export function dayOf(ms: number): string {
  const at = new Date(ms)
  return dayInWords(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
}
