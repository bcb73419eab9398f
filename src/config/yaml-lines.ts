import {lineText, type SourceText} from './source-text.ts'

/** Spaces that look like the one of the keyboard and mean nothing to YAML: the no-break space and its kin. */
const foreign = '\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000'
export const foreignSpace = new RegExp(`[${foreign}]`)
const foreignFirst = new RegExp(`^[ \\t]*(?:- *)*[${foreign}]`)
const foreignAfterColon = new RegExp(`^[ \\t]*(?:- *)*[^\\s:]+:[${foreign}]`)

/** Whether a line has such a space where only plain ones count. */
export const hasForeignSpace = (text: string): boolean => foreignFirst.test(text) || foreignAfterColon.test(text)
/** Whether a tab indents a line. */
export const hasTab = (text: string): boolean => /^ *\t\s*\S/.test(text)

/** Lines of a text that hold more than a comment, by number. */
export interface Lines {
  readonly last: number
  readonly text: (line: number) => string
  readonly next: (line: number) => number | undefined
  readonly previous: (line: number) => number | undefined
}

/** Steps from line to line over empty ones and comments. */
export function linesOf(source: SourceText): Lines {
  const last = source.starts.length
  const text = (line: number) => lineText(source, line)
  const step = (by: 1 | -1) => (from: number) => {
    for (let line = from + by; line >= 1 && line <= last; line += by) if (/^\s*[^\s#]/.test(text(line))) return line
    return undefined
  }
  return {last, text, next: step(1), previous: step(-1)}
}

/** The column in which a line's key stands, from 0; the dashes of a list don't count as its beginning. */
export const indentOf = (text: string): number => (/^ *(?:- +)*/.exec(text)?.[0] ?? '').length

/** How a line is to begin: `with 2 spaces`. */
export const spaces = (count: number): string =>
  count === 0 ? 'without a space' : count === 1 ? 'with 1 space' : `with ${count} spaces`
