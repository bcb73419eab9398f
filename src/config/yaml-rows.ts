import {CST, Parser} from 'yaml'
import {lineAt, lineText, type SourceText} from './source-text.ts'

/** A group that is open around a line: the column of its keys or dashes as they are written, and as they are to be. Columns count from 0. */
export interface Level {
  readonly from: number
  readonly to: number
}

/** What is known of a line before it is laid out. */
export interface Row {
  /** Column in which it is to begin; undefined for an empty line and for one that only holds a comment. */
  readonly to?: number
  /** The groups around it, from the outermost to the innermost. */
  readonly levels: readonly Level[]
  /** Its end lies within a value: the line break there, and an empty line, may mean something. */
  readonly open?: boolean
  /** It is content of a block text (`|` or `>`), which begins in column `from`: blanks behind that are content. */
  readonly block?: {readonly from: number; readonly least: number}
  /** A comment below it must not be indented further, or it would become a part of the block text above. */
  readonly ceiling?: number
}

/** Where the value of a key or a dash is to begin if it has a line of its own, and whether it stands behind a dash. */
interface Slot {
  readonly levels: readonly Level[]
  readonly column: number
  readonly behindDash: boolean
}

/** Blanks in one step of indentation. */
const step = 2

/** What each line of a text without mistakes is to become, line by line. */
export function rowsOf(source: SourceText): readonly Row[] {
  const rows: Row[] = source.starts.map(() => ({levels: []}))
  const lineOf = (offset: number): number => lineAt(source, offset) - 1
  const columnOf = (offset: number): number => offset - (source.starts[lineOf(offset)] ?? 0)
  const isFirst = (offset: number): boolean => indentIn(source, lineOf(offset)) === columnOf(offset)
  const tell = (line: number, more: Partial<Row>): void => {
    rows[line] = {...(rows[line] ?? {levels: []}), ...more}
  }
  const place = (offset: number, to: number, levels: readonly Level[]): void =>
    tell(lineOf(offset), isFirst(offset) ? {to, levels} : {levels})

  const group = (token: CST.BlockMap | CST.BlockSequence, around: readonly Level[], to: number): void => {
    const levels = [...around, {from: token.indent, to}]
    for (const {start, key, sep, value} of token.items) {
      const opened = start.findIndex(({type}) => type === 'seq-item-ind' || type === 'explicit-key-ind')
      start.forEach((each, index) => {
        if (isSeen(each)) place(each.offset, opened >= 0 && index > opened ? to + step : to, levels)
      })
      if (key) valueAt(key, {levels, column: opened >= 0 ? to + step : to, behindDash: opened >= 0})
      for (const each of sep ?? []) if (isSeen(each)) place(each.offset, each.type === 'map-value-ind' ? to : to + step, levels)
      const explicit = opened >= 0
      if (value) valueAt(value, {levels, column: to + step, behindDash: explicit})
    }
  }

  const valueAt = (token: CST.Token, slot: Slot): void => {
    switch (token.type) {
      case 'block-map':
      case 'block-seq':
        return group(token, slot.levels, slot.column)
      case 'block-scalar':
        return blockText(token, slot)
      case 'flow-collection':
        return flow(token, slot)
      case 'document':
        return
      default:
        return inline(token.offset, token.source, slot)
    }
  }

  /** Puts the line on which a value begins in its place, and gives by how much those that continue it move. */
  const begin = (offset: number, {levels, column, behindDash}: Slot): number => {
    const own = columnOf(offset)
    const last = levels.at(-1)
    const first = isFirst(offset)
    // A comment beside a value that has a line of its own is indented as that value is.
    place(offset, column, first ? [...levels, {from: own, to: column}] : levels)
    return first || behindDash ? column - own : last ? last.to - last.from : 0
  }

  const inline = (offset: number, text: string, slot: Slot): void => {
    const shift = begin(offset, slot)
    continued(offset, offset + text.length, slot, shift)
    opened(offset, text)
  }

  /** Lines below the first, which keep their form. */
  const continued = (from: number, end: number, {levels}: Slot, shift: number): void => {
    const last = levels.at(-1)
    const least = last ? last.to + 1 : 0
    for (let line = lineOf(from) + 1; line <= lineOf(Math.max(from, end - 1)); line++)
      tell(line, {to: Math.max(least, indentIn(source, line) + shift), levels})
  }

  const opened = (offset: number, text: string): void => {
    const end = lineOf(offset + Math.max(0, text.length - 1))
    for (let line = lineOf(offset); line < end; line++) tell(line, {open: true})
  }

  const flow = (token: CST.FlowCollection, slot: Slot): void => {
    const shift = begin(token.offset, slot)
    const close = token.end.find(({type}) => type === 'flow-map-end' || type === 'flow-seq-end')
    continued(token.offset, (close?.offset ?? token.offset) + 1, slot, shift)
    scalarsIn(token, opened)
  }

  const blockText = (token: CST.BlockScalar, slot: Slot): void => {
    begin(token.offset, slot)
    const to = slot.levels.at(-1)?.to ?? 0
    const head = token.props.flatMap(prop => ('source' in prop ? prop.source : '')).join('')
    const content = token.offset + head.length
    const lines = token.source === '' ? [] : range(lineOf(content), lineOf(content + token.source.length - 1))
    const digit = Number(/^[|>][-+]?([1-9])/.exec(head)?.[1] ?? 0)
    const first = lines.find(line => lineText(source, line + 1).trim() !== '')
    // With a stated indentation, blanks beyond it are content: it counts from where the group begins.
    const from = digit > 0 ? token.indent : first === undefined ? 0 : indentIn(source, first)
    for (const line of lines)
      tell(line, {to: digit > 0 ? to : to + step, levels: slot.levels, open: true, block: {from, least: from + digit}})
    tell(lines.at(-1) ?? lineOf(token.offset), {ceiling: to})
  }

  for (const token of new Parser().parse(source.text)) {
    if (token.type === 'doc-end') place(token.offset, 0, [])
    if (token.type !== 'document') continue
    for (const each of token.start) if (isSeen(each)) place(each.offset, 0, [])
    if (token.value) valueAt(token.value, {levels: [], column: 0, behindDash: false})
  }
  return rows
}

/** Blanks at the beginning of a line, counted from 0. */
export const indentIn = (source: SourceText, line: number): number => /^ */.exec(lineText(source, line + 1))?.[0].length ?? 0

const range = (from: number, to: number): readonly number[] => Array.from({length: to - from + 1}, (_, index) => from + index)

const isSeen = ({type}: CST.SourceToken): boolean => type !== 'space' && type !== 'newline' && type !== 'comment'

/** Walks through the texts in brackets. */
function scalarsIn(token: CST.Token, found: (offset: number, text: string) => void): void {
  if (CST.isScalar(token)) return found(token.offset, token.source)
  if (token.type !== 'flow-collection') return
  for (const {key, value} of token.items) {
    if (key) scalarsIn(key, found)
    if (value) scalarsIn(value, found)
  }
}
