import {padStart, widthOfText} from './display-width.ts'
import {ago, ahead, counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {cell, narrow, spread, wrapped} from './layout.ts'
import {blank, type Line, line, type Segment, type Tone, toned} from './line.ts'
import {commandsOf, type NextCommands} from './next-commands.ts'
import {digitsFor, shownAddress} from './short-address.ts'
import {callsPerDay, type StatusBatch, type StatusReport} from './status-report.ts'

export interface StatusView {
  readonly width: number
  readonly nowMs: number
  readonly commands?: NextCommands
}

/** What is recorded: a table of batches, then of members. */
export function statusLines(report: StatusReport, view: StatusView): readonly Line[] {
  const head = line(toned('bold', harmless(report.panel)), ` · ${counted(report.batches.length, 'batch', 'batches')}`)
  if (report.batches.length + report.members.length === 0)
    return [...wrapped(head, view.width), blank, line('Nothing is recorded: nothing was sent yet.')]
  return [
    ...wrapped(head, view.width),
    ...withGap(tableLines(report, view)),
    ...withGap(memberLines(report, view.width)),
    ...nextLines(report, commandsOf(view).doubts),
  ]
}

const withGap = (lines: readonly Line[]): readonly Line[] => (lines.length > 0 ? [blank, ...lines] : [])

function nextLines({batches}: StatusReport, command: string): readonly Line[] {
  const doubts = batches.filter(({state}) => state === 'in-doubt').length
  return doubts > 0
    ? [blank, line(toned('doubt', `? ${counted(doubts, 'send is', 'sends are')} in doubt.`), ' Next: ', toned('bold', command))]
    : []
}

/**
 * The first line of the live screen.
 * @param allowance calls that the API allows; where a day of reading costs more, that is said
 */
export function watchHeader(report: StatusReport, everySeconds: number, width: number, allowance?: number): readonly Line[] {
  const calls = callsPerDay(report, everySeconds)
  const tooMany = allowance !== undefined && calls > allowance
  const cost = tooMany
    ? toned('wait', `this costs ${thousands(calls)} calls a day — more than the allowance of ${thousands(allowance)}`)
    : `this costs ${thousands(calls)} calls a day`
  const head = line(
    toned('bold', harmless(report.panel)),
    ` · ${counted(report.batches.length, 'batch', 'batches')} · read every ${everySeconds} s (`,
    cost,
    ')',
  )
  return spread(head, line(toned('dim', 'q quits')), width)
}

interface Columns {
  readonly address: number
  readonly id: number
  readonly status: number
  readonly digits: number
}

/** The table of batches with its headings. Too narrow for a table, each batch is a small block. */
export function tableLines({batches}: StatusReport, view: StatusView): readonly Line[] {
  if (batches.length === 0) return []
  const digits = digitsFor(batches.map(({address}) => address))
  if (view.width < narrow) return batches.flatMap(batch => blockLines(batch, digits, view))
  const columns = columnsOf(batches, digits, view.width)
  const title = `  ${cell('ADDRESS', columns.address)}${padStart('BATCH', columns.id)}  ${cell('STATUS', columns.status)}  ${cell('SENT', 12)}  CLOSES`
  return [line(toned('dim', title)), ...batches.flatMap(batch => rowLines(batch, columns, view))]
}

function columnsOf(batches: readonly StatusBatch[], digits: number, width: number): Columns {
  const names = batches.map(({address}) => widthOfText(shownAddress(address, digits)))
  const longest = Math.min(32, Math.max(19, ...batches.map(batch => widthOfText(statusOf(batch)[0]))))
  // Never cut: an ID that is not whole is no ID.
  const id = Math.max(7, ...batches.map(batch => widthOfText(idOf(batch)) + 2))
  const room = (status: number): number => width - 2 - id - 2 - status - 2 - 12 - 2 - 10
  // Two columns of air, unless an address needs them.
  const airy = names.every(length => length <= room(Math.max(21, longest)) || length > room(longest))
  const status = airy ? Math.max(21, longest) : longest
  return {address: Math.max(20, ...names.filter(length => length <= room(status))), id, status, digits}
}

function rowLines(batch: StatusBatch, {address, id, status, digits}: Columns, {nowMs}: StatusView): readonly Line[] {
  const name = shownAddress(batch.address, digits)
  const [words, tone] = statusOf(batch)
  const rest = [
    `${padStart(idOf(batch), id)}  `,
    part(cell(words, status), tone),
    `  ${cell(sentOf(batch, nowMs), 12)}  ${closesOf(batch, nowMs)}`,
  ]
  if (widthOfText(name) <= address) return [line(`  ${cell(name, address)}`, ...rest)]
  return [line(`  ${name}`), line(' '.repeat(2 + address), ...rest)]
}

function blockLines(batch: StatusBatch, digits: number, {width, nowMs}: StatusView): readonly Line[] {
  const [words, tone] = statusOf(batch)
  const row = (label: string, value: string | Segment) => wrapped(line(`    ${label} `, value), width, 6)
  return [
    ...wrapped(line(toned('bold', `  ${shownAddress(batch.address, digits)}`)), width, 4),
    ...row('batch', idOf(batch)),
    ...row('status', part(words, tone)),
    ...row('sent', sentOf(batch, nowMs)),
    ...row('closes', closesOf(batch, nowMs)),
  ]
}

const part = (text: string, tone: Tone | undefined): Segment => (tone ? {text, tone} : {text})
const idOf = ({batchID}: StatusBatch): string => (batchID === null ? '—' : String(batchID))
const sentOf = ({createdAt}: StatusBatch, nowMs: number): string => (createdAt === null ? '—' : ago(Date.parse(createdAt), nowMs))

function closesOf({closesAt}: StatusBatch, nowMs: number): string {
  if (!closesAt) return '—'
  const at = Date.parse(closesAt)
  return at <= nowMs ? 'closed' : ahead(at, nowMs)
}

/** How a batch stands, in a word. */
function statusOf({state, status}: StatusBatch): readonly [string, Tone | undefined] {
  switch (state) {
    case 'created':
      return [status === null ? 'not read yet' : harmless(status), status === 'Delivery Successful' ? 'send' : undefined]
    case 'in-flight':
      return ['→ being sent', 'wait']
    case 'in-doubt':
      return ['? in doubt', 'doubt']
    case 'sent-without-id':
      return ['sent, ID unknown', undefined]
    case 'refused':
      return ['✗ refused', 'refused']
    case 'not-sent':
      return ['not sent', 'dim']
    case 'abandoned':
      return ['abandoned', 'dim']
    default:
      return state satisfies never
  }
}

function memberLines({members}: StatusReport, width: number): readonly Line[] {
  if (members.length === 0) return []
  const column = Math.min(Math.max(20, ...members.map(({address}) => address.length + 2)), Math.max(20, width - 12))
  const digits = Math.max(7, ...members.map(({posted}) => thousands(posted).length + 2))
  return [
    line(toned('dim', `  ${cell('MEMBERS', column)}${padStart('POSTED', digits)}`)),
    ...members.map(({address, posted}) => line(`  ${cell(address, column)}${padStart(thousands(posted), digits)}`)),
  ]
}
