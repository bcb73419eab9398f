import {parseDocument, stringify} from 'yaml'
import type {Offer, Position} from './language-server.ts'
import type {Path} from './places.ts'

/** A text, and where somebody types in it. */
export interface Typing {
  readonly text: string
  readonly position: Position
}

const mark = 'TYPED-HERE'

/** A file with all that is given, nothing at one place, and the cursor where the keys of that place go. */
export const atKeys = (path: Path, value: object = {}): Typing =>
  path.length === 0 ? atEnd(value) : within(around(value, path, mark), path.at(-1) === 0 ? 'beside' : 'below')

/** The same, with the cursor behind the last key's colon. */
export const atValue = (path: Path, value: object = {}): Typing => within(around(value, path, mark), 'beside')

/** A value with another one put at a place, whatever was on the way there before. */
export const withValue = (value: object, path: Path, end: unknown): unknown => around(value, path, end)

/** A place within a key of a file. */
export function positionOf(text: string, path: Path): Position {
  const inner = path.slice(0, -1)
  const group = inner.length === 0 ? parseDocument(text).contents : parseDocument(text).getIn(inner, true)
  const items = (group as {items?: readonly {key: {value: unknown; range: readonly number[]}}[]} | null)?.items ?? []
  const found = items.find(({key}) => key.value === path.at(-1))
  if (!found) throw new Error(`${path.join('.')} is not in the file`)
  return position(text, (found.key.range[0] ?? 0) + 1)
}

/** The file when an offer was taken: its fields as they are filled in beforehand, its lines as deep as the cursor's. */
export function taken({text, position: at}: Typing, {textEdit, insertText, label}: Offer): string {
  const lines = text.split('\n')
  const line = lines[at.line] ?? ''
  const from = textEdit ? textEdit.range.start.character : at.character
  const to = textEdit ? textEdit.range.end.character : at.character
  const depth = /^\s*/.exec(line)?.[0] ?? ''
  const filled = filledIn(textEdit?.newText ?? insertText ?? label).replaceAll('\n', `\n${depth}`)
  lines[at.line] = line.slice(0, from) + filled + line.slice(to)
  return lines.join('\n')
}

/** A snippet's text when nothing else was typed into its fields. */
const filledIn = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')

function around(value: object, [first, ...rest]: Path, end: unknown): unknown {
  if (first === undefined) return end
  const inner: unknown = Array.isArray(value) ? value[0] : Reflect.get(value, first)
  const next = around(typeof inner === 'object' && inner !== null ? inner : {}, rest, end)
  return first === 0 ? [next] : {...value, [first]: next}
}

function atEnd(value: object): Typing {
  const text = Object.keys(value).length === 0 ? '' : stringify(value)
  return {text, position: {line: text.split('\n').length - 1, character: 0}}
}

function within(value: unknown, where: 'beside' | 'below'): Typing {
  const lines = stringify(value, {lineWidth: 0}).split('\n')
  const line = lines.findIndex(each => each.includes(mark))
  const before = (lines[line] ?? '').slice(0, lines[line]?.indexOf(mark))
  if (where === 'beside') {
    lines[line] = before
    return {text: lines.join('\n'), position: {line, character: before.length}}
  }
  const depth = ' '.repeat((/^[\s-]*/.exec(before)?.[0].length ?? 0) + 2)
  lines.splice(line, 1, before.trimEnd(), depth)
  return {text: lines.join('\n'), position: {line: line + 1, character: depth.length}}
}

function position(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n')
  return {line: before.length - 1, character: (before.at(-1) ?? '').length}
}
