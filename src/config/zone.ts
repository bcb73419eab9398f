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
  const near = abbreviations[text.toUpperCase()] ?? byPlace(text, all) ?? otherName(text) ?? nearest(text, all)
  return bad([
    mistake('FW044', {
      span,
      detail: whyNot(text),
      help: near
        ? `Write ${near}${isLetters(text) ? ', or another place.' : ''}`
        : 'Write a place, such as America/New_York, or UTC.',
    }),
  ])
}

/** Some of these are in the IANA list, and still can't be used. */
function whyNot(text: string): string {
  if (isLetters(text)) return `${quoted(text)} names no place: letters like EST leave summer time out, or mean several zones.`
  return accepted(text)
    ? `${quoted(text)} is not how a zone is written here, which is a place or UTC.`
    : `${quoted(text)} is not the name of a zone in the IANA list.`
}

/** Whether the text is letters such as EST or EST5EDT; the few others of their form each mean one place. */
function isLetters(text: string): boolean {
  const letters = text.toUpperCase()
  if (Object.hasOwn(abbreviations, letters)) return abbreviations[letters] !== 'UTC'
  return /^[A-Z]{3,4}(?:[0-9][A-Z]{3})?$/.test(text) && !/^(?:PRC|ROC|ROK|UCT|ZULU)$/.test(text)
}

/** The place that the IANA list has for an old name, such as Japan. */
function otherName(text: string): string | undefined {
  if (isLetters(text) || !accepted(text)) return undefined
  const {timeZone} = new Intl.DateTimeFormat('en-US', {timeZone: text}).resolvedOptions()
  return isZone(timeZone) ? timeZone : undefined
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
