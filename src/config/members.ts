import type {Diagnostic, Span} from '../diagnostics.ts'
import type {Member, MemberBody} from './campaign.ts'
import {caution, mistake} from './codes.ts'
import type {MemberFile} from './context.ts'
import {type CsvMistake, type CsvTable, readCsv} from './csv.ts'
import {normalised} from './email.ts'
import {firstControl, spelt} from './hidden.ts'
import {mask} from './mask.ts'
import {type Column, columnsOf} from './member-columns.ts'
import {noAddress} from './recipients-of.ts'

/** The people of a member file, and every mistake in it; only line numbers are told of its rows, never what stands in them. */
export interface ReadMembers {
  readonly people: readonly Member[]
  readonly ignoredColumns: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

const most = 50

/** Reads a member file. `taken` holds the people that the campaign already lists, with the place of each. */
export function readMembers(
  file: MemberFile,
  columns: Readonly<Record<string, string>> | undefined,
  taken: ReadonlyMap<string, string>,
): ReadMembers {
  const form = formMistake(file)
  if (form) return {people: [], ignoredColumns: [], diagnostics: [form]}
  const csv = readCsv(file.text)
  const head = columnsOf(csv.header, columns, at(file, 1))
  const broken = csv.mistakes.map(wrong => rowMistake(wrong, csv, file))
  if (!head.ok) return {people: [], ignoredColumns: [], diagnostics: [...head.diagnostics, ...firstOf(broken, file)]}
  const {people, mistakes, cautions} = peopleOf(csv, head.value.columns, file, taken)
  const all = [...broken, ...mistakes].sort((a, b) => (a.span?.line ?? 0) - (b.span?.line ?? 0))
  const nobody =
    all.length || people.length || cautions.length
      ? []
      : [
          mistake('FW059', {
            span: at(file, 1),
            detail: 'It has a header and no rows.',
            help: 'Add a row, or remove the file from the campaign.',
          }),
        ]
  return {
    people,
    ignoredColumns: head.value.ignored,
    diagnostics: [...head.diagnostics, ...firstOf(all, file), ...firstOf(cautions, file), ...nobody],
  }
}

function peopleOf(table: CsvTable, columns: readonly Column[], file: MemberFile, taken: ReadonlyMap<string, string>) {
  const people: Member[] = []
  const mistakes: Diagnostic[] = []
  const cautions: Diagnostic[] = []
  const seen = new Map<string, number>()
  const who = columns.find(({field}) => field === 'emailAddress')?.index ?? 0
  const numbers = columns.filter(({number}) => number)
  for (let row = 0; row < table.size; row++) {
    const written = table.cell(row, who)
    const address = normalised(written)
    if (address === undefined) {
      const line = table.line(row)
      mistakes.push(written.trim() ? noAddress(written, at(file, line)) : addressMissing(file, line))
      continue
    }
    for (const column of numbers)
      if (!isNumber(table.cell(row, column.index))) mistakes.push(noNumber(file, table.line(row), column))
    const first = seen.get(address)
    const before = first === undefined ? taken.get(address) : `line ${table.line(first)}`
    if (before === undefined) {
      seen.set(address, row)
      people.push(new Row(address, table, row, columns))
    } else cautions.push(twice(file, table.line(row), address, before))
  }
  return {people, mistakes, cautions}
}

/** A row, kept as it was read; its body is made when it is asked for. */
class Row implements Member {
  constructor(
    readonly address: string,
    private readonly table: CsvTable,
    private readonly row: number,
    private readonly columns: readonly Column[],
  ) {}

  /** A property of the prototype that holds on to its row, so that it may be taken off like any other function. */
  get body(): () => MemberBody {
    return () => bodyOf(this.table.cells(this.row), this.columns)
  }
}

function bodyOf(cells: readonly string[], columns: readonly Column[]): MemberBody {
  const body: {[field: string]: string | number} = {}
  for (const {index, field, number} of columns) {
    const cell = cells[index] ?? ''
    if (cell !== '') body[field] = number ? Number(cell) : cell
  }
  return body
}

const isNumber = (cell: string): boolean => cell === '' || /^-?[0-9]{1,15}$/.test(cell)

/** What shows at a glance that this isn't the kind of file that can be read. */
function formMistake(file: MemberFile): Diagnostic | undefined {
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
  if (!text.trim())
    return mistake('FW009', {
      span: at(file, 1),
      detail: 'It holds no rows.',
      help: 'Add a header and a row, or remove the file from the campaign.',
    })
  const separator = head.includes(',')
    ? undefined
    : [
        [';', 'semicolon'],
        ['\t', 'tab'],
        ['|', 'bar'],
      ].find(([sign = '']) => head.includes(sign))
  if (!separator) return undefined
  return mistake('FW050', {
    span: at(file, 1),
    detail: `The header is separated by ${separator[1]}, not by commas.`,
    help: 'Export the file as CSV with commas, in UTF-8.',
  })
}

function rowMistake({line, kind, cells}: CsvMistake, {header}: CsvTable, file: MemberFile): Diagnostic {
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

/** The first ones, and how many there are more. */
function firstOf(found: readonly Diagnostic[], file: MemberFile): readonly Diagnostic[] {
  const [next] = found.slice(most)
  if (!next) return found
  const rest = {
    span: next.span ?? at(file, 1),
    detail: `${found.length - most} more like these follow; the first ${most} are shown.`,
    help: 'Put these right first.',
  }
  return [...found.slice(0, most), next.severity === 'error' ? mistake('FW057', rest) : caution('FW057', rest)]
}

const addressMissing = (file: MemberFile, line: number): Diagnostic =>
  mistake('FW029', {span: at(file, line), detail: 'The row has no e-mail address.', help: 'Fill the cell, or remove the row.'})

const noNumber = (file: MemberFile, line: number, {field, header}: Column): Diagnostic =>
  mistake('FW056', {
    span: at(file, line),
    detail: `The column "${header}" is ${field}, which is a whole number in the API, and this cell isn't one.`,
    help: 'Write digits only, or leave the cell empty.',
  })

const twice = (file: MemberFile, line: number, address: string, before: string): Diagnostic =>
  caution('FW030', {
    span: at(file, line),
    detail: `${mask(address)} is on ${before} and again on line ${line}. The first one counts.`,
    help: 'Remove one of them.',
  })

/** A line of a member file. It is never shown: it holds personal data. */
const at = ({file}: MemberFile, line: number): Span => ({file, line, column: 1, endColumn: 2, frame: []})
