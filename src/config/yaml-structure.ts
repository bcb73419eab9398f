import {maskIn} from './mask.ts'
import type {Range} from './places.ts'
import {lineAt, type SourceText} from './source-text.ts'
import {hasForeignSpace, hasTab, indentOf, type Lines, linesOf, spaces} from './yaml-lines.ts'
import {piecesOf} from './yaml-pieces.ts'

/** A complaint of the YAML reader. */
export interface Complaint {
  readonly code: string
  readonly message: string
  readonly pos: readonly [number, number]
}

/** Where a mistake really stands, and words for it. */
export interface Found {
  readonly range: Range
  readonly detail: string
  readonly help: string
}

/**
 * What lies behind the first complaint about the form of a file. The reader notices late, and at another place than where the hand
 * slipped: a quote that isn't closed at the end of the file, a line that is indented too far at the line above.
 */
export function causeOf(complaint: Complaint, source: SourceText): Found | undefined {
  const [at] = complaint.pos
  const lines = linesOf(source)
  const line = lineAt(source, at)
  return (
    openQuote(complaint, source, lines) ??
    strangeSpace(line, source, lines) ??
    openBracket(complaint, source) ??
    bracketedZone(complaint, source) ??
    slipInLine(complaint, line, source, lines) ??
    strayBracket(complaint, source)
  )
}

/** A quote that the complaint names, or one that runs over lines up to the place of the complaint: there another one has closed it. */
function openQuote({message, pos: [at]}: Complaint, source: SourceText, lines: Lines): Found | undefined {
  const {text} = source
  const isNamed = /closing ["']/i.test(message)
  const quote = piecesOf(text).quotes.find(
    ([start, end]) =>
      start < at &&
      (isNamed ? at <= end : text.slice(start, end).includes('\n') && (at < end || /^[ \t]*$/.test(text.slice(end, at)))),
  )
  if (!quote) return undefined
  const [start, end] = quote
  const sign = text.charAt(start)
  const closes = !isNamed && end - start > 1 && text.charAt(end - 1) === sign
  const line = lineAt(source, start)
  return {
    range: [start, endOf(source, line)],
    detail: closes
      ? `The ${sign} that opens here is closed only on line ${lineAt(source, end - 1)}.`
      : `The ${sign} that opens here isn't closed.`,
    help: `Put a ${sign} where the text ends${line < lines.last ? `, on line ${line}` : ''}.`,
  }
}

function openBracket({message, pos: [at]}: Complaint, {text}: SourceText): Found | undefined {
  if (!/flow.*end with/i.test(message)) return undefined
  const start = piecesOf(text).openBracket
  if (start === undefined || start >= at) return undefined
  const sign = text.charAt(start)
  return {
    range: [start, start + 1],
    detail: `The ${sign} that opens here isn't closed.`,
    help: `Put a ${sign === '[' ? ']' : '}'} where it ends.`,
  }
}

/** `{sendAt: 2031-12-01T09:00-05:00[America/New_York]}`: right on a line of its own, and the beginning of a list inside braces. */
function bracketedZone({pos: [at]}: Complaint, {text}: SourceText): Found | undefined {
  const [upToZone, time] =
    /(\d{4}-\d{2}-\d{2}[ Tt]\d{1,2}:\d{2}(?::\d{2})?(?:Z|z|[+-]\d{2}:?\d{2})?) *$/.exec(text.slice(Math.max(0, at - 60), at)) ??
    []
  const [bracketed, zone] = /^\[([A-Za-z][A-Za-z0-9_+/-]{0,63})\]/.exec(text.slice(at, at + 66)) ?? []
  if (upToZone === undefined || bracketed === undefined) return undefined
  return {
    range: [at - upToZone.length, at + bracketed.length],
    detail: 'Inside { } and [ ] the brackets around a zone would begin a list.',
    help: `Write ${time} ${zone}`,
  }
}

function strayBracket({code, pos: [at]}: Complaint, {text}: SourceText): Found | undefined {
  const sign = text.charAt(at)
  if (code !== 'UNEXPECTED_TOKEN' || !/[\]}]/.test(sign)) return undefined
  return {
    range: [at, at + 1],
    detail: `This ${sign} closes nothing that is open.`,
    help: `Remove it, or open it with a ${sign === ']' ? '[' : '{'}.`,
  }
}

/** A tab or a foreign space on the line, or on the one below, which the reader may have taken for a part of this one. */
function strangeSpace(line: number, source: SourceText, lines: Lines): Found | undefined {
  for (const number of [line, lines.next(line) ?? line]) {
    const text = lines.text(number)
    if (hasTab(text)) return tabIn(number, source, lines)
    if (hasForeignSpace(text)) return foreignIn(number, source, lines)
  }
  return undefined
}

function tabIn(line: number, source: SourceText, lines: Lines): Found {
  const start = startOf(source, line) + lines.text(line).indexOf('\t')
  return {
    range: [start, start + 1],
    detail: 'A tab indents this line; YAML takes only spaces.',
    help: `Put spaces in place of the tab${further(line, lines, hasTab)}.`,
  }
}

/** A space that isn't the plain one, as copying from a web page or a text processor brings it. */
export function foreignIn(line: number, source: SourceText, lines = linesOf(source)): Found {
  const text = lines.text(line)
  const column = text.search(/[^\S \t]/)
  const code = `U+${text.charCodeAt(column).toString(16).toUpperCase().padStart(4, '0')}`
  return {
    range: [startOf(source, line) + column, startOf(source, line) + column + 1],
    detail: `${code === 'U+00A0' ? 'A no-break space (U+00A0)' : `A space of another kind (${code})`} stands here; YAML takes only plain spaces.`,
    help: `Type plain spaces in its place${further(line, lines, hasForeignSpace)}.`,
  }
}

/** On how many lines more the same is to be done. */
function further(line: number, lines: Lines, is: (text: string) => boolean): string {
  let more = 0
  for (let next = line + 1; next <= lines.last; next++) if (is(lines.text(next))) more++
  return more === 0 ? '' : `, here and on ${more} more ${more === 1 ? 'line' : 'lines'}`
}

function slipInLine({code, message}: Complaint, line: number, source: SourceText, lines: Lines): Found | undefined {
  const range = wholeOf(line, source, lines)
  if (code === 'MULTILINE_IMPLICIT_KEY' || code === 'MISSING_CHAR') {
    const slip = spaceMissing(lines.text(line)) ?? colonMissing(lines.text(line))
    return slip ? {range, ...slip} : betweenColumns(line, range, lines, source)
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY') return notInColumn(line, source, lines)
  return code === 'BAD_INDENT' && !/flow/i.test(message) ? betweenColumns(line, range, lines, source) : undefined
}

/** `surveyLength:8` is one word to YAML. */
export function spaceMissing(text: string): {detail: string; help: string} | undefined {
  const match = /^\s*(?:- +)*("[^"]*"|'[^']*'|[A-Za-z][A-Za-z0-9_-]*):(?!\/\/)([^ \t\r\n].*)$/.exec(text)
  if (!match) return undefined
  const [, key = '', value = ''] = match
  return {
    detail: 'A space is missing after the colon; without it this is one word.',
    help: `Write ${written(key, value.trim())}`,
  }
}

function colonMissing(text: string): {detail: string; help: string} | undefined {
  const match = /^\s*(?:- +)*([A-Za-z][A-Za-z0-9_-]*)(?:[ \t]+([^\s:].*))?$/.exec(text)
  const [, key = '', value = ''] = match ?? []
  return match
    ? {
        detail: 'A key must stand on one line with its colon.',
        help: `Is a colon missing? Then write ${written(key, value.trim())}`,
      }
    : undefined
}

/** A key and its value as a message may show them: nobody's address, and no key of the API. */
function written(key: string, value: string): string {
  const name = maskIn(key).slice(0, 60)
  if (value === '') return `${name}:`
  const isPrivate = value.length > 60 || maskIn(value) !== value || /key|env|secret|password/i.test(key)
  return `${name}: ${isPrivate ? '…' : value}`
}

/** Of two lines of which the lower one is deeper, the one that is out of its column. */
function notInColumn(line: number, source: SourceText, lines: Lines): Found | undefined {
  const next = lines.next(line)
  if (next === undefined || indentOf(lines.text(next)) <= indentOf(lines.text(line))) return undefined
  const isLess = standsOut(line, next, lines)
  const [odd, like] = isLess ? [line, next] : [next, line]
  return {
    range: wholeOf(odd, source, lines),
    detail: isLess
      ? `Line ${odd} is indented less than the lines around it.`
      : `Line ${odd} is indented deeper than the line above it, which holds a value already.`,
    help: beginLike(odd, like, lines),
  }
}

/** Whether the upper line is the odd one: it leaves the column of the line before it, or isn't inside what that one opens. */
function standsOut(line: number, next: number, {text, previous}: Lines): boolean {
  const before = previous(line)
  if (before === undefined) return false
  const [above, here, below] = [before, line, next].map(number => indentOf(text(number)))
  if (above === undefined || here === undefined) return false
  return opens(text(before)) ? here <= above : above === below
}

/** A line whose indentation is that of none above it. */
function betweenColumns(line: number, range: Range, lines: Lines, source: SourceText): Found | undefined {
  const own = indentOf(lines.text(line))
  const [before, next] = [lines.previous(line), lines.next(line)]
  const isOneOfTwo = next !== undefined && indentOf(lines.text(next)) === own
  if (before !== undefined && isOneOfTwo && indentOf(lines.text(before)) > own && isFirstInside(before, own, lines))
    return {
      range: wholeOf(before, source, lines),
      detail: `Line ${before} is indented deeper than the lines below it.`,
      help: beginLike(before, line, lines),
    }
  let like: number | undefined
  let deepest = Number.POSITIVE_INFINITY
  const apart = (other: number | undefined) =>
    other === undefined ? Number.POSITIVE_INFINITY : Math.abs(indentOf(lines.text(other)) - own)
  for (let above = lines.previous(line); above !== undefined && deepest > 0; above = lines.previous(above)) {
    const depth = indentOf(lines.text(above))
    if (depth >= deepest) continue
    deepest = depth
    if (apart(above) < apart(like)) like = above
  }
  if (like === undefined || apart(like) === 0) return undefined
  return {
    range,
    detail: `Line ${line} begins ${spaces(own)}, as no line above it does that it could belong to.`,
    help: beginLike(line, like, lines),
  }
}

/** Whether a line is the first of its group, which could begin in another column as well. */
function isFirstInside(line: number, column: number, {text, previous}: Lines): boolean {
  const before = previous(line)
  return before !== undefined && opens(text(before)) && indentOf(text(before)) < column
}

/** Whether a line is a key whose value stands below it. */
const opens = (text: string): boolean => /:[ \t]*(?:#.*)?\r?$/.test(text)

const wholeOf = (line: number, source: SourceText, lines: Lines): Range => [
  startOf(source, line) + indentOf(lines.text(line)),
  endOf(source, line),
]

const beginLike = (odd: number, like: number, {text}: Lines): string =>
  /^ *- /.test(text(odd))
    ? `Put line ${odd} into one column with line ${like}.`
    : `Begin line ${odd} ${spaces(indentOf(text(like)))}, like line ${like}.`

const startOf = ({starts}: SourceText, line: number): number => starts[line - 1] ?? 0
const endOf = (source: SourceText, line: number): number => (source.starts[line] ?? source.text.length + 1) - 1
