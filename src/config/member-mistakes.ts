import type {Diagnostic, Span} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import type {CsvMistake, CsvTable} from './csv.ts'
import {spelt} from './hidden.ts'
import {mask} from './mask.ts'
import type {Column} from './member-columns.ts'
import {quoted} from './quoted.ts'

/** Which file a row stands in: its path from the project's root. */
export interface PlaceOfFile {
  readonly file: string
}

const separators = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
] as const

/** A control character, at a place of a piece whose first line is `line`. */
export const controlMistake = (piece: string, control: number, line: number, file: PlaceOfFile): Diagnostic => {
  const where = line + piece.slice(0, control).split('\n').length - 1
  return mistake('FW004', {
    span: at(file, where),
    detail: `${spelt(piece, control)} stands on line ${where}: a control character, which is no part of a table.`,
    help: 'Delete it, or export the file again as CSV.',
  })
}

/** A file without a row. */
export const empty = (file: PlaceOfFile): Diagnostic =>
  mistake('FW009', {
    span: at(file, 1),
    detail: 'It holds no rows.',
    help: 'Add a header and a row, or remove the file from the campaign.',
  })

/** A file with a header and nobody below it. */
export const nobodyListed = (file: PlaceOfFile): Diagnostic =>
  mistake('FW059', {
    span: at(file, 1),
    detail: 'It has a header and no rows.',
    help: 'Add a row, or remove the file from the campaign.',
  })

/** Cells that are separated by something else than commas, as the first line shows. */
export function separatorMistake(piece: string, file: PlaceOfFile): Diagnostic | undefined {
  const head = piece.slice(0, 20_000).split('\n', 1)[0] ?? ''
  const separator = head.includes(',') ? undefined : separators.find(([sign]) => head.includes(sign))
  if (!separator) return undefined
  return mistake('FW050', {
    span: at(file, 1),
    detail: `The header is separated by ${separator[1]}, not by commas.`,
    help: 'Export the file as CSV with commas, in UTF-8.',
  })
}

/** A row that isn't formed as it should be. */
export function rowMistake({line, kind, cells}: CsvMistake, {header}: CsvTable, file: PlaceOfFile): Diagnostic {
  const span = at(file, line)
  switch (kind) {
    case 'cells':
      return mistake('FW053', {
        span,
        detail: `The row has ${cells} ${cells === 1 ? 'cell' : 'cells'} and the header ${header.length}.`,
        help: 'Put a cell that holds a comma in double quotes; leave no cell out.',
      })
    case 'unclosed':
      return mistake('FW054', {
        span,
        detail: 'A double quote opens a cell here and is never closed.',
        help: 'Close it, or write "" for a quote inside a quoted cell.',
      })
    case 'stray':
      return mistake('FW054', {
        span,
        detail: 'A double quote stands inside a cell, or text follows one that closes a cell.',
        help: 'Put the whole cell in double quotes, and write "" for each quote inside.',
      })
    case 'return':
      return mistake('FW069', {
        span,
        detail: 'A carriage return stands here without a line feed, which is no end of a line.',
        help: 'Save the file with the line ends of Windows or Linux, and put a cell that holds one in double quotes.',
      })
    default:
      return kind satisfies never
  }
}

/** A row without an address. */
export const addressMissing = (file: PlaceOfFile, line: number): Diagnostic =>
  mistake('FW029', {span: at(file, line), detail: 'The row has no e-mail address.', help: 'Fill the cell, or remove the row.'})

/** Text where the API has a number. */
export const noNumber = (span: Span, {field, header}: Column): Diagnostic =>
  mistake('FW056', {
    span,
    detail: `The column ${quoted(header)} is ${field}, which is a whole number in the API, and this cell isn't one.`,
    help: 'Write digits only, or leave the cell empty.',
  })

/** A person who is listed before. */
export const twice = (file: PlaceOfFile, line: number, address: string, before: string): Diagnostic =>
  caution('FW030', {
    span: at(file, line),
    detail: `${mask(address)} is on ${before} and again on line ${line}. The first one counts.`,
    help: 'Remove one of them.',
  })

/** A cell, where it stands in its row as it is; otherwise its line. */
export function cellAt(file: PlaceOfFile, table: CsvTable, row: number, column: number): Span {
  const from = table.from(row, column)
  const span = at(file, table.line(row))
  return from < 0 ? span : within(span, from - table.from(row, 0), table.to(row, from) - from)
}

/** A cell of the header, if the header has no quotes; otherwise its line. */
export function headerAt(file: PlaceOfFile, {header, headerLine, headerQuoted}: CsvTable, column: number): Span {
  const span = at(file, headerLine)
  const before = header.slice(0, column).reduce((sum, cell) => sum + cell.length + 1, 0)
  return headerQuoted ? span : within(span, before, header[column]?.length ?? 0)
}

const within = (span: Span, before: number, length: number): Span => ({
  ...span,
  column: before + 1,
  endColumn: before + 1 + Math.max(1, length),
})

/** A line of a member file. It is never shown: it holds personal data. */
export const at = ({file}: PlaceOfFile, line: number): Span => ({file, line, column: 1, endColumn: 2, frame: []})

/** A cell that a spreadsheet would take for a formula. */
export const formula = (span: Span, {header}: Column): Diagnostic =>
  caution('FW064', {
    span,
    detail: `A cell of the column ${quoted(header)} begins like a formula, which a spreadsheet would calculate. It is sent as it stands.`,
    help: 'Check where it comes from: somebody may have typed it to be run by whoever opens the list.',
  })

/** A line of an NDJSON file that is no member. */
export const wrongLine = (file: PlaceOfFile, line: number, detail: string): Diagnostic =>
  mistake('FW065', {
    span: at(file, line),
    detail,
    help: 'Each line is one member in JSON, with the fields of the API: {"emailAddress": "ada@example.com", "firstName": "Ada"}',
  })

/** A field that has two sources. */
export const setAndColumn = (field: string, span: Span): Diagnostic =>
  mistake('FW066', {
    span,
    detail: `"${field}" is set for everybody, and the file has a column of it too.`,
    help: `Keep one of them: take ${field} out of set, or out of columns (name the others there).`,
  })
