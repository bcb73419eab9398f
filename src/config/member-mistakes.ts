import type {Diagnostic, Span} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import type {MemberFile} from './context.ts'
import type {CsvMistake, CsvTable} from './csv.ts'
import {firstControl, spelt} from './hidden.ts'
import {mask} from './mask.ts'
import type {Column} from './member-columns.ts'
import {quoted} from './quoted.ts'

const separators = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
] as const

/** What shows at a glance that this isn't the kind of file that can be read. */
export function formMistake(file: MemberFile): Diagnostic | undefined {
  const {text} = file
  const head = text.slice(0, 20_000).split('\n', 1)[0] ?? ''
  const control = firstControl(text)
  if (control >= 0) {
    const line = text.slice(0, control).split('\n').length
    return mistake('FW004', {
      span: at(file, line),
      detail: `${spelt(text, control)} stands on line ${line}: a control character, which is no part of a table.`,
      help: 'Delete it, or export the file again as CSV.',
    })
  }
  if (!/\S/.test(text))
    return mistake('FW009', {
      span: at(file, 1),
      detail: 'It holds no rows.',
      help: 'Add a header and a row, or remove the file from the campaign.',
    })
  const separator = head.includes(',') ? undefined : separators.find(([sign]) => head.includes(sign))
  if (!separator) return undefined
  return mistake('FW050', {
    span: at(file, 1),
    detail: `The header is separated by ${separator[1]}, not by commas.`,
    help: 'Export the file as CSV with commas, in UTF-8.',
  })
}

/** A row that isn't formed as it should be. */
export function rowMistake({line, kind, cells}: CsvMistake, {header}: CsvTable, file: MemberFile): Diagnostic {
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
    default:
      return kind satisfies never
  }
}

const most = 50

/** The first ones, and how many there are more. */
export function firstOf(found: readonly Diagnostic[], file: MemberFile): readonly Diagnostic[] {
  const [next] = found.slice(most)
  if (!next) return found
  const rest = {
    span: next.span ?? at(file, 1),
    detail: `${found.length - most} more like these follow; the first ${most} are shown.`,
    help: 'Put these right first.',
  }
  return [...found.slice(0, most), next.severity === 'error' ? mistake('FW057', rest) : caution('FW057', rest)]
}

/** A row without an address. */
export const addressMissing = (file: MemberFile, line: number): Diagnostic =>
  mistake('FW029', {span: at(file, line), detail: 'The row has no e-mail address.', help: 'Fill the cell, or remove the row.'})

/** Text where the API has a number. */
export const noNumber = (span: Span, {field, header}: Column): Diagnostic =>
  mistake('FW056', {
    span,
    detail: `The column ${quoted(header)} is ${field}, which is a whole number in the API, and this cell isn't one.`,
    help: 'Write digits only, or leave the cell empty.',
  })

/** A person who is listed before. */
export const twice = (file: MemberFile, line: number, address: string, before: string): Diagnostic =>
  caution('FW030', {
    span: at(file, line),
    detail: `${mask(address)} is on ${before} and again on line ${line}. The first one counts.`,
    help: 'Remove one of them.',
  })

/** A cell, where it stands in its row as it is; otherwise its line. */
export function cellAt(file: MemberFile, table: CsvTable, row: number, column: number): Span {
  const from = table.from(row, column)
  const span = at(file, table.line(row))
  return from < 0 ? span : within(span, from - table.from(row, 0), table.to(row, from) - from)
}

/** A cell of the header, if the header has no quotes; otherwise its line. */
export function headerAt(file: MemberFile, {header, headerLine, headerQuoted}: CsvTable, column: number): Span {
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
export const at = ({file}: MemberFile, line: number): Span => ({file, line, column: 1, endColumn: 2, frame: []})
