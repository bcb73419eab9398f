import type {Address} from '../address.ts'
import type {ApplyEvent} from '../apply/events.ts'
import type {ApplyRow} from './apply-model.ts'
import {diagnosticLines} from './diagnostic-lines.ts'
import {padEnd, truncated, widthOfText} from './display-width.ts'
import {counted, elapsed, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {cut, spread, wrapped} from './layout.ts'
import {type Line, line, type Segment, toned, widthOf} from './line.ts'
import {momentInWords} from './moments.ts'
import {shownAddress} from './short-address.ts'

export interface EventView {
  readonly width: number
  readonly zone?: string
  /** How many digits of a person tell the plan's people apart. */
  readonly digits?: number
  /** Columns that addresses take, so that what follows them stands in one line. */
  readonly column?: number
  /** Columns that `batch 1400` takes. */
  readonly idColumn?: number
}

/** Columns of an address where nothing needs more, and where it would take too much. */
const narrowest = 21
const widest = 40

/** The columns that let all these addresses stand in one line. */
export const columnFor = (addresses: Iterable<Address>, digits: number): number =>
  Math.min(widest, Math.max(narrowest, ...Array.from(addresses, address => widthOfText(shownAddress(address, digits)))))

const idOf = ({batchID}: ApplyRow): string => (batchID === undefined ? '' : `batch ${batchID}`)

/** The columns that let what follows these IDs stand in one line. */
export const idColumnFor = (rows: readonly ApplyRow[]): number => Math.max(11, ...rows.map(row => idOf(row).length))

/** One send on the screen: glyph, address, how it stands, how long it took. A batch ID is never cut. */
export function applyRowLine(
  row: ApplyRow,
  {width, digits = 6, column = narrowest, idColumn = idColumnFor([row]), nowMs}: EventView & {readonly nowMs: number},
): Line {
  const [glyph, words] = rowWords(row, nowMs)
  const [id, name] = [idOf(row), shownAddress(row.address, digits)]
  const took = line(toned('dim', elapsed((row.endedMs ?? nowMs) - row.startedMs)))
  const edge = Math.max(20, Math.min(width, 120) - 6)
  const room = Math.max(8, edge - widthOf(took) - 1)
  const start = line('  ', glyph, ` ${padEnd(name, column)} ${id}`)
  if (id === '') return cut(spread(cut(line(...start, ...words), room), took, edge)[0] ?? [], width)
  if (widthOf(start) > room) return tightLine(line('  ', glyph), name, {row, words, width})
  return cut(spread(withStatus(start, words, idColumn - id.length + 2, room), took, edge)[0] ?? [], width)
}

/** Too narrow for address, ID and time: the time gives way, then the word beside the ID, then the address. */
function tightLine(
  start: Line,
  name: string,
  {row, words, width}: {readonly row: ApplyRow; readonly words: Line; readonly width: number},
): Line {
  const room = width - widthOf(start) - 2
  const id = room - idOf(row).length < 8 ? String(row.batchID ?? '') : idOf(row)
  return withStatus(line(...start, ` ${truncated(name, Math.max(1, room - id.length))} ${id}`), words, 2, width)
}

/** With as much of the status as fits, or none: what would be left of it must not look like a part of the ID. */
function withStatus(start: Line, words: Line, gap: number, room: number): Line {
  const left = room - widthOf(start) - gap
  return left < 2 ? start : line(...start, ' '.repeat(gap), ...cut(words, left))
}

function rowWords({state, waits, status, why}: ApplyRow, nowMs: number): readonly [Segment, Line] {
  if (waits) return [toned('wait', '…'), line(waitingWords(waits, nowMs))]
  switch (state) {
    case 'sending':
      return [toned('send', '→'), line('sending …')]
    case 'created':
      return [toned('send', '✓'), line(harmless(status ?? 'created'))]
    case 'refused':
      return [toned('refused', '✗'), line(toned('refused', 'refused'), ` ${harmless(why ?? '')}`)]
    default:
      return state satisfies never
  }
}

/** A wait that is watched is told by what is left of it. */
function waitingWords({reason, until}: NonNullable<ApplyRow['waits']>, nowMs: number): string {
  if (reason !== 'rate') return waitsInWords({reason, until}, 'UTC')
  const left = until === null ? 0 : Date.parse(until) - nowMs
  return left > 0 ? `the API asks for a pause: ${elapsed(left)} left` : 'the API asks for a pause'
}

/** What an event says, appended once: for pipes, logs and CI. The summary has a picture of its own. */
export function eventLines(event: ApplyEvent, view: EventView): readonly Line[] {
  const {width, zone = 'UTC', digits = 6, column = narrowest} = view
  const say = (glyph: Segment, address: Parameters<typeof shownAddress>[0], ...words: readonly (string | Segment)[]) =>
    wrapped(line(glyph, ` ${padEnd(shownAddress(address, digits), column + 1)} `, ...words), width, 4)
  switch (event.type) {
    case 'version':
      return [line(toned('bold', 'apply'), ` · panel ${harmless(event.panel)}`)]
    case 'members.posted':
      return say(toned('send', '+'), event.address, postedInWords(event))
    case 'members.unconfirmed':
      return say(
        toned('refused', '✗'),
        event.address,
        `${counted(event.count, 'person', 'people')} not confirmed: ${harmless(event.why)}. They still count as not added.`,
      )
    case 'batch.intent':
      return say(toned('send', '→'), event.address, 'sending …')
    case 'batch.created':
      return say(toned('send', '✓'), event.address, `created as batch ${event.batchID}`)
    case 'batch.refused':
      return say(toned('refused', '✗'), event.address, toned('refused', 'refused'), `, not sent: ${harmless(event.why)}`)
    case 'batch.in-doubt':
      return say(toned('doubt', '?'), event.address, toned('doubt', 'in doubt'), `: ${harmless(event.why)}`)
    case 'batch.read':
      return say({text: '='}, event.address, `batch ${event.batchID}: ${harmless(event.status)}`)
    case 'waiting':
      return say(toned('wait', '…'), event.address, waitsInWords(event, zone))
    case 'held':
      return say(toned('wait', '!'), event.address, `held: ${harmless(event.detail)}`)
    case 'halted':
      return wrapped(line(toned('wait', '!'), ` ${haltedInWords(event)}`), width, 4)
    case 'diagnostic':
      return diagnosticLines([event.diagnostic], {width})
    case 'summary':
      return []
    default:
      return event satisfies never
  }
}

/** Claims no more than is known: the API doesn't tell why somebody wasn't added. */
function postedInWords({
  posted,
  added,
  notAdded,
}: {
  readonly posted: number
  readonly added: number
  readonly notAdded: number
}): string {
  const rest = notAdded > 0 ? `, ${thousands(notAdded)} not added (already there or refused)` : ''
  return `posted ${thousands(posted)}: ${thousands(added)} added${rest}`
}

/** Why a send waits. */
export function waitsInWords({reason, until}: {readonly reason: string; readonly until: string | null}, zone: string): string {
  const when = until === null ? '' : ` until ${momentInWords(Date.parse(until), zone)}`
  return `waits${when}${reasons[reason] ?? ''}`
}

const reasons: Readonly<Record<string, string>> = {
  'not-due': '',
  after: ' for the batch that it comes after',
  members: " until the campaign's members are added",
  'in-flight': ' for another run that is sending it',
  rate: ': the API asks for a pause',
}

/** That somebody stopped the sending. */
export const haltedInWords = ({campaign, reason}: {readonly campaign: string | null; readonly reason: string}): string =>
  `halted${campaign === null ? '' : ` for ${harmless(campaign)}`}: ${harmless(reason)}. Nothing more is sent until the halt is lifted.`
