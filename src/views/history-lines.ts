import {widthOfText} from './display-width.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import type {HistoryEntry} from './history.ts'
import {type Block, blocksOf, summed} from './history-blocks.ts'
import {gathered} from './history-gathered.ts'
import {type HistoryContext, type HistoryRow, historyContext, historyRow} from './history-rows.ts'
import {narrow, wrapped} from './layout.ts'
import {blank, type Line, line, type Segment, toned} from './line.ts'
import {timeOfDay} from './moments.ts'
import {digitsFor, shownAddress} from './short-address.ts'

export interface HistoryView {
  readonly panel: string
  /** Everything that is recorded: what happened before the chosen entries explains them. */
  readonly all: readonly HistoryEntry[]
  readonly entries: readonly HistoryEntry[]
  readonly width: number
  /** In words: what was asked for; undefined where everything was. */
  readonly asked?: string
  /** Every record for itself, reads of a status too. */
  readonly everything?: boolean
}

/** What was sent, when, by whom, under which plan: by day and run, the newest last. */
export function historyLines(view: HistoryView): readonly Line[] {
  const {panel, all, entries, width, asked} = view
  const count =
    asked === undefined
      ? counted(all.length, 'record')
      : `${thousands(entries.length)} of ${counted(all.length, 'record')} · ${harmless(asked)}`
  const head = wrapped(line(toned('bold', harmless(panel)), ` · ${count} · times in UTC`), width)
  if (all.length === 0) return [...head, blank, line('Nothing is recorded: nothing was sent yet.')]
  if (entries.length === 0) return [...head, blank, line('Nothing of that is recorded.')]
  return [...head, ...blockLines(view)]
}

type Started = HistoryEntry & {type: 'run.start'}
type Ended = HistoryEntry & {type: 'run.end'}

function blockLines(view: HistoryView): readonly Line[] {
  const {all, entries, everything = false} = view
  const started = new Map(all.flatMap(entry => (entry.type === 'run.start' ? [[entry.run, entry] as const] : [])))
  const ended = new Map(all.flatMap(entry => (entry.type === 'run.end' ? [[entry.run, entry] as const] : [])))
  const context = historyContext(all)
  const shown = blocksOf(entries, started).map(block => ({block, rows: rowsOf(block, context, everything)}))
  const columns = columnsOf(
    shown.flatMap(({rows}) => rows),
    view.width,
  )
  let day = ''
  return shown.flatMap(({block, rows}) => {
    const start = block.run === undefined ? undefined : started.get(block.run)
    if (rows.length === 0 && !start) return []
    const heading = block.day === day ? [] : [blank, line(toned('bold', block.day))]
    day = block.day
    return [
      ...heading,
      blank,
      ...(start ? runLines(start, ended.get(start.run), view.width) : []),
      ...rows.flatMap(row => rowLines(row, columns)),
    ]
  })
}

function rowsOf({entries}: Block, context: HistoryContext, everything: boolean): readonly HistoryRow[] {
  const told = everything ? entries : summed(entries)
  const rows = told.flatMap(entry => historyRow(entry, context, everything) ?? [])
  return everything ? rows : gathered(rows)
}

/** Who ran what, under which plan, and how it ended. */
function runLines({at, command, who, plan}: Started, end: Ended | undefined, width: number): readonly Line[] {
  const under = plan === null ? '' : ` · plan ${plan.slice('sha256:'.length).slice(0, 8)}`
  const ending: Segment = end
    ? end.exit === 0
      ? {text: 'done'}
      : toned(end.exit === 4 ? 'doubt' : 'wait', `exit ${end.exit}${exitWords[end.exit] ?? ''}`)
    : toned('wait', 'no end recorded')
  return wrapped(
    line(toned('dim', `  ${timeOfDay(Date.parse(at))}  `), `${harmless(command)} by ${harmless(who)}${under} · `, ending),
    width,
    12,
  )
}

const exitWords: Readonly<Record<number, string>> = {
  1: ', a bug',
  4: ', in doubt',
  5: ', network failed',
  6: ', another run in the way',
  7: ', state unusable',
  8: ', plan stale',
  9: ', refused by the API',
  10: ', something held',
  130: ', interrupted',
}

interface Columns {
  readonly width: number
  readonly name: number
  readonly digits: number
}

/** Columns of a name where nothing needs more, and beyond which it has a line of its own. */
const narrowest = 10
const widest = 24

function columnsOf(rows: readonly HistoryRow[], width: number): Columns {
  const digits = digitsFor(rows.flatMap(({about}) => ('address' in about ? [about.address] : [])))
  const lengths = rows.map(row => widthOfText(nameOf(row, digits))).filter(length => length <= widest)
  return {width, digits, name: lengths.reduce((most, length) => Math.max(most, length), narrowest)}
}

const nameOf = ({about}: HistoryRow, digits: number): string =>
  'address' in about ? shownAddress(about.address, digits) : about.words

function rowLines(row: HistoryRow, {width, name, digits}: Columns): readonly Line[] {
  const shown = nameOf(row, digits)
  const isNarrow = width < narrow
  const time = toned('dim', `  ${timeOfDay(Date.parse(row.at))}  `)
  const start = line(time, isNarrow ? '' : '  ', row.glyph, ` ${shown}`)
  const said = [...(row.batchID === undefined ? [] : [`batch ${row.batchID}`]), ...row.said]
  const column = isNarrow ? 14 : 18 + name
  const [first, ...others] = packed(said, width - column)
  const next = (text: string): readonly Line[] => wrapped(line(' '.repeat(column), text), width, column)
  return isNarrow || widthOfText(shown) > name
    ? [...wrapped(start, width, isNarrow ? 14 : 16), ...(first === undefined ? [] : [first, ...others]).flatMap(next)]
    : [...wrapped(line(...start, ' '.repeat(name - widthOfText(shown) + 2), first ?? ''), width, column), ...others.flatMap(next)]
}

/** Pieces in as few lines as will hold them whole. */
function packed(pieces: readonly string[], room: number): readonly string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const last = lines.at(-1)
    const both = `${last} · ${piece}`
    if (last !== undefined && widthOfText(both) <= room) lines[lines.length - 1] = both
    else lines.push(piece)
  }
  return lines
}
