import {bad, type Checked, good, type Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {quoted} from './quoted.ts'
import {nearest} from './suggest.ts'

const known = new Map<string, boolean>([['UTC', true]])

/** Whether the text names an IANA zone. */
export function isZone(text: string): boolean {
  let is = known.get(text)
  if (is === undefined) {
    // Without a slash stand only letters such as PST, which mean several zones or leave summer time out.
    is = /^[A-Za-z][A-Za-z0-9_+-]{0,31}(?:\/[A-Za-z0-9_+-]{1,31}){1,2}$/.test(text) && accepted(text)
    known.set(text, is)
  }
  return is
}

function accepted(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', {timeZone})
    return true
  } catch {
    return false
  }
}

/** A zone that exists, or what may have been meant. */
export function readZone(text: string, span: Span): Checked<string> {
  if (isZone(text)) return good(text)
  const all = Intl.supportedValuesOf('timeZone')
  const near = abbreviations[text.toUpperCase()] ?? byPlace(text, all) ?? nearest(text, all)
  return bad([
    mistake('FW044', {
      span,
      detail: `${quoted(text)} is not the name of a zone in the IANA list.`,
      help: near ? `Write ${near}` : 'Write a place, such as America/New_York, or UTC.',
    }),
  ])
}

/** The zone that is named after a place, `Berlin` or `new york`, if there is one only. */
function byPlace(text: string, zones: readonly string[]): string | undefined {
  const place = text.trim().toLowerCase().replace(/\s+/g, '_')
  const [only, another] = zones.filter(zone => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase() === place)
  return another === undefined ? only : undefined
}

/** What people write for a zone; the letters alone fit several, or leave summer time out. */
const abbreviations: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CT: 'America/Chicago',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  MT: 'America/Denver',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PT: 'America/Los_Angeles',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  CET: 'Europe/Berlin',
  CEST: 'Europe/Berlin',
  BST: 'Europe/London',
  GMT: 'UTC',
  Z: 'UTC',
}
