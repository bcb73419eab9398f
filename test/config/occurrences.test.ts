import {expect, test} from 'vitest'
import type {Repeat} from '../../src/config/campaign.ts'
import {occurrences} from '../../src/config/occurrences.ts'

const minutes = 60_000
const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Auckland'] as const

/** What clocks in a zone show, by the system's own calendar: `2031-12-31 09:00`. */
function shownIn(zone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {timeZone: zone, dateStyle: 'short', timeStyle: 'short'})
  return ms => format.format(ms)
}

/** When clocks in a zone first show a time, found by trying every offset there could be; where they skip it, by the offset of the day before. */
function momentOf(local: string, zone: string): number {
  const shown = shownIn(zone)
  const utc = Date.parse(`${local.replace(' ', 'T')}:00Z`)
  const offsets = Array.from({length: (14 + 12) * 4 + 1}, (_, index) => (index * 15 - 12 * 60) * minutes)
  const fitting = offsets.map(offset => utc - offset).filter(ms => shown(ms) === local)
  if (fitting.length > 0) return Math.min(...fitting)
  const before = utc - 86_400_000
  const offset = offsets.find(each => Date.parse(`${shown(before - each).replace(' ', 'T')}:00Z`) === before) ?? 0
  return utc - offset
}

const two = (part: number): string => String(part).padStart(2, '0')
/** The last day of a month that has no such day. */
const clamped = (year: number, month: number, day: number): string =>
  `${year}-${two(month)}-${two(Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate()))}`

test.each(zones.flatMap(zone => ['09:00', '02:15', '00:30', '23:45'].map(time => [zone, time] as const)))(
  'every month over two years in %s at %s, as another calculation has it',
  (zone, time) => {
    for (const day of [1, 15, 29, 30, 31]) {
      const rule: Repeat = {every: 'month', anchor: `2027-01-${two(day)}T${time}`, zone}
      const expected = Array.from({length: 24}, (_, index) => {
        const [year, month] = [2027 + Math.floor(index / 12), (index % 12) + 1]
        return {name: `${year}-${two(month)}`, at: momentOf(`${clamped(year, month, day)} ${time}`, zone)}
      })
      expect(occurrences(rule, 24)).toEqual(expected)
    }
  },
)

test.each<[Repeat['every'], string, readonly string[]]>([
  ['day', '2028-02-28T09:00', ['2028-02-28', '2028-02-29', '2028-03-01']],
  ['week', '2026-12-24T09:00', ['2026-w52', '2026-w53', '2027-w01']],
  ['month', '2031-11-30T09:00', ['2031-11', '2031-12', '2032-01']],
  ['quarter', '2031-11-30T09:00', ['2031-q4', '2032-q1', '2032-q2']],
  ['year', '2028-02-29T09:00', ['2028', '2029', '2030']],
])('every %s is named by its period', (every, anchor, names) => {
  expect(occurrences({every, anchor, zone: 'UTC'}, 3).map(({name}) => name)).toEqual(names)
})

test('no period comes twice, in any rhythm', () => {
  for (const every of ['day', 'week', 'month', 'quarter', 'year'] as const)
    for (const zone of zones) {
      const all = occurrences({every, anchor: '2027-10-31T01:30', zone}, 800)
      expect(new Set(all.map(({name}) => name)).size).toBe(800)
      expect(all.every(({at}, index) => index === 0 || at > (all[index - 1]?.at ?? 0))).toBe(true)
    }
})

test('from leaves out what would be before, and keeps the step', () => {
  const rule: Repeat = {every: 'week', anchor: '2031-12-01T09:00', zone: 'UTC', from: Date.UTC(2031, 11, 9)}
  expect(occurrences(rule, 2).map(({at}) => new Date(at).toISOString())).toEqual([
    '2031-12-15T09:00:00.000Z',
    '2031-12-22T09:00:00.000Z',
  ])
})
