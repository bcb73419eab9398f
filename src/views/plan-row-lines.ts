import type {CreateBatch, Held} from '../plan/model.ts'
import {adviceLines} from './advice-lines.ts'
import type {Block} from './block.ts'
import {padEnd, widthOfText} from './display-width.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {diffLines} from './held-diff.ts'
import {narrow, spread, wrapped} from './layout.ts'
import {type Line, line, type Segment, type Tone, toned, widthOf} from './line.ts'
import type {NextCommands} from './next-commands.ts'
import type {Group, Row} from './plan-row.ts'
import {wordsOf} from './plan-row-words.ts'
import {causeInWords, closesForItsAuthor, closesInWords, composeInWords, sendingTime} from './reach.ts'
import {requestLines} from './request-lines.ts'
import {labelOf} from './short-address.ts'

/** How rows of a plan are laid out. */
export interface RowView {
  readonly width: number
  /** Where what stands on the right ends. */
  readonly edge: number
  /** Where what a row says begins. */
  readonly column: number
  readonly digits: number
  readonly zone: string
  readonly diffLines: number
  readonly commands: NextCommands
  readonly isUnfolded: (key: string) => boolean
}

/** How many rows of a group are shown folded. One more is not worth folding. */
const shownRows = 5

/** Rows that say the same: the first few, then how many more; what they have in common once. */
export function groupLines({first, rows}: Group, view: RowView): Block {
  const key = first.of.address
  const open = view.isUnfolded(key)
  const count = open || rows.length <= shownRows + 1 ? rows.length : shownRows
  const hidden = rows.length - count
  const more = hidden > 0 ? [line('  ', glyphOf(first), ` and ${thousands(hidden)} more${moreOf(first, hidden)}`)] : []
  const {lines, folds} = details(first, view)
  return {
    key,
    lines: [...rows.slice(0, count).flatMap(row => rowLines(row, view)), ...more, ...lines],
    folds: folds || rows.length > shownRows + 1,
  }
}

const moreOf = (row: Row, hidden: number): string => (row.kind === 'send' ? ` to one person${hidden > 1 ? ' each' : ''}` : '')

const glyphs: Readonly<Record<Row['kind'], readonly [string, Tone]>> = {
  members: ['+', 'send'],
  send: ['→', 'send'],
  waiting: ['…', 'wait'],
  held: ['!', 'wait'],
  'in-doubt': ['?', 'doubt'],
}

const glyphOf = ({kind}: Row): Segment => {
  const [glyph, tone] = glyphs[kind]
  return toned(tone, glyph)
}

/** Glyph, label, what is said, and the line of the file on the right. */
function rowLines(row: Row, {width, edge, column, digits, zone}: RowView): readonly Line[] {
  const source = line(toned('dim', row.of.source === null ? '' : `:${row.of.source.line}`))
  const label = labelOf(row.of.address, digits)
  const words = wordsOf(row, zone)
  if (width < narrow || widthOfText(label) + 5 > column) {
    return [...spread(line('  ', glyphOf(row), ` ${label}`), source, edge), ...indented(words, width < narrow ? 4 : column, edge)]
  }
  const [head = [], ...rest] = wrapped(
    line('  ', glyphOf(row), ` ${padEnd(label, column - 4)}`, ...words),
    edge - widthOf(source) - 1,
    column,
  )
  return [...spread(head, source, edge), ...rest]
}

const indented = (words: Line, column: number, width: number): readonly Line[] =>
  wrapped(line(' '.repeat(column), ...words), width, column)

/** What stands below a row or its group. */
function details(row: Row, view: RowView): {readonly lines: readonly Line[]; readonly folds: boolean} {
  const column = view.width < narrow ? 4 : view.column
  const below = (words: Line) => indented(words, column, view.width)
  const open = view.isUnfolded(row.of.address)
  switch (row.kind) {
    case 'send':
      return {lines: sendDetails(row.of, {open, zone: view.zone}).flatMap(words => below(words)), folds: true}
    case 'held':
      return heldDetails(row.of, {...view, column, limit: open ? Number.POSITIVE_INFINITY : view.diffLines})
    case 'in-doubt':
      return {lines: [line(' '.repeat(column), 'See: ', toned('bold', view.commands.doubts))], folds: false}
    case 'members':
    case 'waiting':
      return {lines: [], folds: false}
    default:
      return row satisfies never
  }
}

/** What is sent, whoever gets it: who approves must see it. The request itself unfolds. */
function sendDetails(of: CreateBatch, {open, zone}: {readonly open: boolean; readonly zone: string}): readonly Line[] {
  const closes = closesInWords(of)
  const author = closesForItsAuthor(of)
  const time = sendingTime(of, zone)
  const cause = causeInWords(of)
  return [
    ...(cause ? [cause] : []),
    line(composeInWords(of)),
    ...(closes === undefined ? [] : [line(closes)]),
    ...(author === undefined ? [] : [line(toned('dim', author))]),
    ...(open && time !== undefined ? [line(time)] : []),
    ...(open ? requestLines(of.request) : []),
  ]
}

function heldDetails(
  {reason, diff, help}: Held,
  {limit, column, width, commands}: Pick<RowView, 'column' | 'width' | 'commands'> & {readonly limit: number},
): {readonly lines: readonly Line[]; readonly folds: boolean} {
  const changes = diffLines(diff)
  const hidden = changes.length > limit + 1 ? changes.length - limit : 0
  const advise = (texts: readonly string[], by = 0) => adviceLines(texts, {width, indent: column + by, hanging: 2})
  const {undo, other} = reason === 'already-sent-changed' ? undoable(help) : {undo: [], other: help}
  const shownUndo = undo.map(harmless)
  const lines = [
    ...changes.slice(0, changes.length - hidden).flatMap(change => indented(change, column + 2, width)),
    ...(hidden > 0 ? indented(line(toned('dim', `and ${counted(hidden, 'more change')}`)), column + 2, width) : []),
    ...(undo.length > 1
      ? [...advise(['Nothing is sent. Undo:']), ...advise(shownUndo, 2)]
      : advise([['Nothing is sent.', ...shownUndo].join(' Undo: ')])),
    ...advise(other.map(each => harmless(commands.completed(each)))),
  ]
  return {lines, folds: changes.length > 1}
}

/** The help of an edited send: first what undoes it, then the way to send it again. */
function undoable(help: readonly string[]): {readonly undo: readonly string[]; readonly other: readonly string[]} {
  const index = help.findIndex(text => /^(?:A second invitation: )?resend:/.test(text))
  const at = index < 0 ? help.length : index
  return {
    undo: help.slice(0, at),
    other: help.slice(at).map(text => (text.startsWith('resend:') ? `A second invitation: ${text}` : text)),
  }
}
