import {lineText, type SourceText, sourceText} from './source-text.ts'
import {type Commented, commentColumns} from './yaml-comments.ts'
import {lexemesOf} from './yaml-pieces.ts'
import {indentIn, type Row, rowsOf} from './yaml-rows.ts'

/** A text without mistakes as it is to stand: two blanks a step, at most one empty line, nothing at the ends of lines. Only blanks and line breaks differ. */
export function laidOut(text: string): string {
  const source = sourceText('', text)
  const rows = rowsOf(source)
  const {comments, tight} = marksIn(source)
  const bodies = rows.map((row, line) => bodyOf(source, row, line, comments.get(line), tight))
  const commented = new Map<number, Commented>()
  for (const [line, column] of comments) {
    const written = lineText(source, line + 1).slice(0, column)
    const isAlone = written.trim() === ''
    const before = isAlone ? {} : {before: bodies[line]?.length ?? 0}
    commented.set(line, {column, gap: written.endsWith('\t') ? 1 : column - written.trimEnd().length, ...before})
  }
  const columns = commentColumns(rows, commented)
  const lines: string[] = []
  let kept = 0
  rows.forEach((row, line) => {
    const column = comments.get(line)
    const body = bodies[line] ?? ''
    const comment =
      column === undefined
        ? ''
        : lineText(source, line + 1)
            .slice(column)
            .trimEnd()
    const whole = comment === '' ? body : body.padEnd(columns.get(line) ?? 0) + comment
    const isLast = line === rows.length - 1
    if (whole !== '' || (row.open && !isLast)) kept = lines.push(whole)
    else if (lines.length > 0 && lines.length === kept) lines.push('')
  })
  return `${lines.slice(0, kept).join('\n')}\n`
}

/** Comments by line, with their columns, and the blanks behind dashes: they are one. */
function marksIn(source: SourceText): {
  readonly comments: ReadonlyMap<number, number>
  readonly tight: ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>
} {
  const comments = new Map<number, number>()
  const tight = new Map<number, (readonly [number, number])[]>()
  const all = [...lexemesOf(source.text)].filter(({text}) => text !== '')
  let line = 0
  all.forEach(({kind, at, text}, index) => {
    while ((source.starts[line + 1] ?? Number.POSITIVE_INFINITY) <= at) line++
    const column = at - (source.starts[line] ?? 0)
    if (kind === 'comment') comments.set(line, column)
    const opens =
      kind === 'seq-item-ind' || kind === 'explicit-key-ind' || (kind === 'map-value-ind' && column === indentIn(source, line))
    const [space, next] = [all[index + 1], all[index + 2]]
    if (!opens || space?.kind !== 'space' || next === undefined || next.kind === 'newline' || next.kind === 'comment') return
    tight.set(line, [...(tight.get(line) ?? []), [column + text.length, column + text.length + space.text.length]])
  })
  return {comments, tight}
}

/** A line as it will be, without the comment behind it. */
function bodyOf(
  source: SourceText,
  {to, block, open}: Row,
  line: number,
  comment: number | undefined,
  tight: ReadonlyMap<number, readonly (readonly [number, number])[]>,
): string {
  const written = lineText(source, line + 1)
  if (to === undefined) return ''
  if (block) return written.trim() === '' && written.length <= block.least ? '' : ' '.repeat(to) + written.slice(block.from)
  const end = comment ?? written.length
  const closer = (tight.get(line) ?? []).reduceRight(
    (text, [from, until]) => `${text.slice(0, from)} ${text.slice(until)}`,
    written.slice(0, end),
  )
  const body = closer.trimStart() === '' ? '' : closer.slice(indentIn(source, line))
  const bare = body.trimEnd()
  // A blank behind a backslash is written out of purpose.
  const text = open && bare.endsWith('\\') ? body : bare
  return text === '' ? '' : ' '.repeat(to) + text
}
