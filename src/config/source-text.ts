import type {FrameLine, Span} from '../diagnostics.ts'
import {visible} from './hidden.ts'
import {maskInPlace} from './mask.ts'

/** A text and where its lines begin. */
export interface SourceText {
  readonly file: string
  readonly text: string
  readonly starts: readonly number[]
}

/** Finds the lines of a text once, for every place that is looked up later. */
export function sourceText(file: string, text: string): SourceText {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return {file, text, starts}
}

/** The line of an offset, counted from 1. */
export function lineAt({starts}: SourceText, offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/** The place between two offsets; it ends with its first line. */
export function spanAt(source: SourceText, start: number, end: number): Span {
  const line = lineAt(source, start)
  const begin = source.starts[line - 1] ?? 0
  const column = start - begin + 1
  const longest = lineText(source, line).length + 1
  return {
    file: source.file,
    line,
    column,
    endColumn: Math.max(column + 1, Math.min(end - begin + 1, longest)),
    frame: column > widest ? [] : frameOf(source, line),
  }
}

const widest = 300

const frameOf = (source: SourceText, line: number): readonly FrameLine[] =>
  [line - 1, line].filter(number => number > 0).map(number => ({line: number, text: shown(lineText(source, number))}))

/** A line as others may read it: without addresses, keys and hidden characters. */
const shown = (text: string): string => visible(withoutKey(maskInPlace(text.slice(0, widest)))).replaceAll('\t', ' ')

const keyLine = /api[-_ ]?key["']?[ \t]*:(.*)$/i
const harmless = /^[ \t]*(?:#.*|\{[ \t]*(?:env|file|command)[ \t]*:.*)?$/

/** Nobody's key may end up in a terminal's history, or in the log of a build. */
function withoutKey(text: string): string {
  const value = keyLine.exec(text)?.[1]
  return value === undefined || harmless.test(value) ? text : text.slice(0, -value.length) + value.replace(/[^\s]/g, '*')
}

/** A line without its end, counted from 1. */
export function lineText({text, starts}: SourceText, line: number): string {
  const begin = starts[line - 1] ?? 0
  const end = starts[line] === undefined ? text.length : starts[line] - 1
  return text.slice(begin, text.charAt(end - 1) === '\r' ? end - 1 : end)
}
