import type {Diagnostic} from '../diagnostics.ts'
import type {Member, MemberBody} from './campaign.ts'
import {mistake} from './codes.ts'
import type {MemberFile} from './context.ts'
import {type CsvTable, readCsv} from './csv.ts'
import {isNormalised, normalised} from './email.ts'
import {type Column, columnsOf} from './member-columns.ts'
import {addressMissing, at, cellAt, firstOf, formMistake, headerAt, noNumber, rowMistake, twice} from './member-mistakes.ts'
import {noAddress} from './recipients-of.ts'

/** The people of a member file, and every mistake in it; only line numbers are told of its rows, never what stands in them. */
export interface ReadMembers {
  readonly people: readonly Member[]
  readonly ignoredColumns: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What is wrong with a member file whatever its columns mean. */
export function formOf(file: MemberFile): readonly Diagnostic[] {
  const form = formMistake(file)
  if (form) return [form]
  const csv = readCsv(file.text)
  return firstOf(
    csv.mistakes.map(wrong => rowMistake(wrong, csv, file)),
    file,
  )
}

/** Reads a member file. `taken` holds the people that the campaign already lists, with the place of each. */
export function readMembers(
  file: MemberFile,
  columns: Readonly<Record<string, string>> | undefined,
  taken: ReadonlyMap<string, string>,
): ReadMembers {
  const form = formMistake(file)
  if (form) return {people: [], ignoredColumns: [], diagnostics: [form]}
  const csv = readCsv(file.text)
  const head = columnsOf(csv.header, columns, at(file, csv.headerLine), index => headerAt(file, csv, index))
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
  const {text} = file
  const people: Member[] = []
  const mistakes: Diagnostic[] = []
  const cautions: Diagnostic[] = []
  const seen = new Map<string, number>()
  const who = columns.find(({field}) => field === 'emailAddress')?.index ?? 0
  const numbers = columns.filter(({number}) => number)
  for (let row = 0; row < table.size; row++) {
    const from = table.from(row, who)
    const to = from < 0 ? from : table.to(row, from)
    const address = from >= 0 && isNormalised(text, from, to) ? text.slice(from, to) : normalised(table.cell(row, who))
    if (address === undefined) {
      const line = table.line(row)
      const written = table.cell(row, who)
      mistakes.push(written.trim() ? noAddress(written, at(file, line)) : addressMissing(file, line))
      continue
    }
    for (const column of numbers)
      if (!isNumber(table.cell(row, column.index))) mistakes.push(noNumber(cellAt(file, table, row, column.index), column))
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
