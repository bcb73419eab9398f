/** A mistake in the form of a CSV text, by the line on which it stands. */
export interface CsvMistake {
  readonly line: number
  readonly kind: 'cells' | 'unclosed' | 'stray' | 'return'
  /** How many cells the row has; for `cells`. */
  readonly cells?: number
}

/** Rows of a CSV text that have the header's number of cells. A row's cells are cut out when they are asked for. */
export interface CsvTable {
  readonly header: readonly string[]
  /** The line on which the header begins; 1 where there is none. */
  readonly headerLine: number
  readonly headerQuoted: boolean
  /** How many rows there are below the header. */
  readonly size: number
  /** The line on which a row begins. */
  readonly line: (row: number) => number
  readonly cell: (row: number, column: number) => string
  /** Where a cell begins and ends in the text; -1 in a row with quotes, whose cells don't stand there as they are. */
  readonly from: (row: number, column: number) => number
  readonly to: (row: number, from: number) => number
  readonly cells: (row: number) => readonly string[]
  /** Rows in which a cell may begin like a formula. */
  readonly odd: readonly number[]
  readonly mistakes: readonly CsvMistake[]
}

const lf = 10
const cr = 13
const quote = 34
const comma = 44

/** A row that is longer than this (in characters) has a quote that was never closed, or is no row. */
export const longestRow = 1_048_576

export interface CsvReader {
  readonly read: (piece: string, last: boolean) => CsvTable
  /** How many lines the pieces had so far. */
  readonly lines: () => number
}

/** Reads a CSV text whole. */
export const readCsv = (text: string): CsvTable => csvReader().read(text, true)

/**
 * Reads CSV (RFC 4180) strictly and piece by piece: each row has as many cells as the header, quotes close and enclose whole cells. Empty
 * lines are left out. A line without quotes, as nearly all are, only has its commas counted; one with quotes is walked through. A row that
 * isn't whole yet at the end of a piece is read with the next one; `last` says that none follows.
 */
export function csvReader(): CsvReader {
  let header: readonly string[] | undefined
  let headerLine = 1
  let headerQuoted = false
  let line = 0
  let rest = ''
  const read: CsvReader['read'] = (piece, last) => {
    const text = rest === '' ? piece : rest + piece
    rest = ''
    const starts: number[] = []
    const ends: number[] = []
    const lines: number[] = []
    const odd: number[] = []
    const walked = new Map<number, readonly string[]>()
    const mistakes: CsvMistake[] = []
    let next = 0
    while (next < text.length) {
      const start = next
      const begun = ++line
      let commas = 0
      let code = -1
      let isOdd = beginsFormula(text.charCodeAt(start))
      let isReturned = false
      for (; next < text.length; next++) {
        code = text.charCodeAt(next)
        // Letters and digits, by far the most, need one comparison.
        if (code > comma) continue
        if (code === comma) {
          commas++
          if (beginsFormula(text.charCodeAt(next + 1))) isOdd = true
        } else if (code === lf || code === quote) break
        else if (code === cr && next + 1 < text.length && text.charCodeAt(next + 1) !== lf) isReturned = true
      }
      const read = code === quote && next < text.length ? quotedRow(text, start, begun) : undefined
      if (read) {
        line = read.line
        next = read.end
      }
      if (!last && isCut(text, start, next, read?.mistake)) {
        rest = text.slice(start)
        line = begun - 1
        break
      }
      const end = !read && text.charCodeAt(next - 1) === cr && next > start ? next - 1 : next
      next++
      const cells = read ? read.row.length : commas + 1
      if (read?.mistake) mistakes.push(read.mistake)
      else if (isReturned) mistakes.push({line: begun, kind: 'return'})
      else if (end === start) continue
      else if (!header) {
        header = read ? read.row : text.slice(start, end).split(',')
        headerLine = begun
        headerQuoted = read !== undefined
      } else if (cells !== header.length) mistakes.push({line: begun, kind: 'cells', cells})
      else {
        if (read) walked.set(starts.length, read.row)
        if (read || isOdd) odd.push(starts.length)
        starts.push(start)
        ends.push(end)
        lines.push(begun)
      }
    }
    return {header: header ?? [], headerLine, headerQuoted, mistakes, odd, ...rowsIn(text, {starts, ends, lines, walked})}
  }
  return {read, lines: () => line + rest.split('\n').length - 1}
}

/** Whether a row may go on in the next piece. */
const isCut = (text: string, start: number, next: number, wrong: CsvMistake | undefined): boolean =>
  text.length - start <= longestRow && (next >= text.length || wrong?.kind === 'unclosed')

/** What makes a cell a formula where a spreadsheet opens the file: `=`, `@`, `+` or `-`. */
const beginsFormula = (code: number): boolean => code === 61 || code === 64 || code === 43 || code === 45

interface Rows {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly lines: readonly number[]
  /** Cells of the rows that have quotes. */
  readonly walked: ReadonlyMap<number, readonly string[]>
}

function rowsIn(
  text: string,
  {starts, ends, lines, walked}: Rows,
): Pick<CsvTable, 'size' | 'line' | 'from' | 'to' | 'cell' | 'cells'> {
  const from = (row: number, column: number): number => {
    if (walked.size && walked.has(row)) return -1
    let at = starts[row] ?? 0
    for (let passed = 0; passed < column; passed++) at = text.indexOf(',', at) + 1
    return at
  }
  const to = (row: number, begun: number): number => {
    const end = ends[row] ?? 0
    let at = begun
    while (at < end && text.charCodeAt(at) !== comma) at++
    return at
  }
  return {
    size: starts.length,
    line: row => lines[row] ?? 0,
    from,
    to,
    cell: (row, column) => {
      const begun = from(row, column)
      return begun < 0 ? (walked.get(row)?.[column] ?? '') : text.slice(begun, to(row, begun))
    },
    cells: row => walked.get(row) ?? text.slice(starts[row], ends[row]).split(','),
  }
}

interface QuotedRow {
  readonly row: string[]
  /** Offset of the line end after the row. */
  readonly end: number
  readonly line: number
  readonly mistake?: CsvMistake
}

/** Walks one row with quotes in it; a quoted cell may run over several lines. */
function quotedRow(text: string, start: number, begun: number): QuotedRow {
  const row: string[] = []
  let line = begun
  let at = start
  const lineEnd = () => {
    const end = text.indexOf('\n', at)
    return end < 0 ? text.length : end
  }
  const wrong = (kind: CsvMistake['kind']): QuotedRow => ({row, end: lineEnd(), line, mistake: {line: begun, kind}})
  for (;;) {
    if (text.charAt(at) === '"') {
      const close = closingQuote(text, at + 1)
      if (close < 0) return wrong('unclosed')
      const cell = text.slice(at + 1, close)
      row.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      for (let next = cell.indexOf('\n'); next >= 0; next = cell.indexOf('\n', next + 1)) line++
      at = close + 1
    } else {
      const stop = nextOf(text, at)
      const cell = text.slice(at, stop)
      if (cell.includes('"')) return wrong('stray')
      if (/\r./s.test(cell) || (cell.endsWith('\r') && text.charAt(stop) === ',')) return wrong('return')
      at = stop
      row.push(text.charAt(at) === ',' || !cell.endsWith('\r') ? cell : cell.slice(0, -1))
    }
    if (text.charAt(at) === '\r') at++
    if (text.charAt(at - 1) === '\r' && at < text.length && text.charAt(at) !== '\n') return wrong('return')
    if (at >= text.length || text.charAt(at) === '\n') return {row, end: at, line}
    if (text.charAt(at) !== ',') return wrong('stray')
    at++
  }
}

/** The quote that ends a cell: doubled ones stand for one. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text.charAt(at + 1) !== '"') return at
  return -1
}

function nextOf(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 44 || code === 10) break
    at++
  }
  return at
}
