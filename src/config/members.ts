import type {Diagnostic, Span} from '../diagnostics.ts'
import type {MemberBody} from '../people/digests.ts'
import {type CsvReader, type CsvTable, csvReader} from './csv.ts'
import {isNormalised, normalised} from './email.ts'
import type {Told} from './first-diagnostics.ts'
import {firstControl} from './hidden.ts'
import {type Column, columnsOf} from './member-columns.ts'
import {
  addressMissing,
  at,
  cellAt,
  controlMistake,
  empty,
  formula,
  headerAt,
  nobodyListed,
  noNumber,
  type PlaceOfFile,
  rowMistake,
  separatorMistake,
  setAndColumn,
} from './member-mistakes.ts'
import {noAddress} from './recipients-of.ts'

/** What reading a member file comes upon, line by line. */
export type Found =
  /** A person. `body` is what is sent, made when it is asked for. */
  | {readonly is: 'row'; readonly address: string; readonly line: number; readonly body: () => MemberBody}
  | ({readonly is: 'told'} & Told)
  /** Which fields the file has, and which of its headers aren't one. */
  | {readonly is: 'head'; readonly fields: readonly string[]; readonly ignored: readonly string[]}

/** How the rows of a CSV file are to be read. */
export interface CsvForm extends PlaceOfFile {
  /** Header of each field; absent where headers are the fields' own names, `unclear` where what is written of it can't be used. */
  readonly columns?: Readonly<Record<string, string>> | 'unclear'
  /** Fields that are the same for everybody, and where the campaign says so. */
  readonly set: MemberBody
  readonly setAt: (field: string) => Span
}

/** Of the file itself, or of its header: there are few of them. */
export const told = (diagnostic: Diagnostic): Found => ({
  is: 'told',
  severity: diagnostic.severity,
  make: () => diagnostic,
  ofFile: diagnostic.code < 'FW010',
})

/** What is wrong with a row. */
interface WrongRow {
  readonly line: number
  readonly severity: Diagnostic['severity']
  readonly make: () => Diagnostic
}

/** The rows of a CSV file, and every mistake in it; only line numbers are told of its rows, never what stands in them. */
export function* csvRows(text: Iterable<string | Diagnostic>, form: CsvForm): Generator<Found> {
  const csv = csvReader()
  let head: readonly Column[] | 'none' | undefined
  let rows = 0
  for (const {piece, last} of piecesOf(text)) {
    if (typeof piece !== 'string') return yield told(piece)
    const fatal = controlIn(piece, csv, form) ?? (head === undefined && rows === 0 ? separatorMistake(piece, form) : undefined)
    if (fatal) return yield told(fatal)
    const table = csv.read(piece, last)
    if (head === undefined && table.header.length > 0) {
      const {columns, found} = headOf(table, form)
      head = columns
      yield* found
    }
    rows += table.size + table.mistakes.length
    const wrong: WrongRow[] = table.mistakes.map(mistake => ({
      line: mistake.line,
      severity: 'error',
      make: () => rowMistake(mistake, table, form),
    }))
    if (typeof head === 'object') yield* peopleIn(table, head, form, wrong)
    for (const each of wrong.sort((one, other) => one.line - other.line)) yield {is: 'told', ...each}
  }
  if (head === undefined && rows === 0) yield told(empty(form))
  else if (typeof head === 'object' && rows === 0) yield told(nobodyListed(form))
}

/** Each piece, and whether another one follows. */
function* piecesOf(text: Iterable<string | Diagnostic>): Generator<{piece: string | Diagnostic; last: boolean}> {
  for (const piece of text) yield {piece, last: false}
  yield {piece: '', last: true}
}

function controlIn(piece: string, csv: CsvReader, form: PlaceOfFile): Diagnostic | undefined {
  const control = firstControl(piece)
  return control < 0 ? undefined : controlMistake(piece, control, csv.lines() + 1, form)
}

function headOf(table: CsvTable, form: CsvForm): {columns: readonly Column[] | 'none'; found: readonly Found[]} {
  if (form.columns === 'unclear') return {columns: 'none', found: []}
  const head = columnsOf(table.header, form.columns, at(form, table.headerLine), index => headerAt(form, table, index))
  const found = head.diagnostics.map(told)
  if (!head.ok) return {columns: 'none', found}
  const {columns, ignored} = head.value
  const twice = columns.find(({field}) => Object.hasOwn(form.set, field))
  if (twice) return {columns: 'none', found: [...found, told(setAndColumn(twice.field, form.setAt(twice.field)))]}
  const fields = [...columns.map(({field}) => field), ...Object.keys(form.set)]
  return {columns, found: [...found, {is: 'head', fields, ignored}]}
}

/** The people of a table; what is wrong with them is added to `wrong`. */
function* peopleIn(table: CsvTable, columns: readonly Column[], form: CsvForm, wrong: WrongRow[]): Generator<Found> {
  const who = columns.find(({field}) => field === 'emailAddress')?.index ?? 0
  const numbers = columns.filter(({number}) => number)
  for (const row of table.odd) {
    const column = columns.find(({index, field}) => field !== 'emailAddress' && isFormula(table.cell(row, index)))
    if (column)
      wrong.push({
        line: table.line(row),
        severity: 'warning',
        make: () => formula(cellAt(form, table, row, column.index), column),
      })
  }
  for (let row = 0; row < table.size; row++) {
    const address = addressIn(table, row, who)
    const line = table.line(row)
    const isWrong = (make: () => Diagnostic): void => void wrong.push({line, severity: 'error', make})
    if (address === undefined) {
      const written = table.cell(row, who)
      isWrong(() => (written.trim() ? noAddress(written, at(form, line)) : addressMissing(form, line)))
      continue
    }
    for (const column of numbers)
      if (!isNumber(table.cell(row, column.index))) isWrong(() => noNumber(cellAt(form, table, row, column.index), column))
    yield {is: 'row', address, line, body: () => bodyOf(table.cells(row), columns, form.set)}
  }
}

function addressIn(table: CsvTable, row: number, column: number): string | undefined {
  const from = table.from(row, column)
  if (from < 0) return normalised(table.cell(row, column))
  const to = table.to(row, from)
  const cell = table.cell(row, column)
  return isNormalised(cell, 0, to - from) ? cell : normalised(cell)
}

function bodyOf(cells: readonly string[], columns: readonly Column[], set: MemberBody): MemberBody {
  const body: {[field: string]: MemberBody[string]} = {}
  const profile: {profileFieldId: number; value: string}[] = []
  for (const column of columns) {
    const cell = cells[column.index] ?? ''
    if (cell === '') continue
    if (column.profile !== undefined) profile.push({profileFieldId: column.profile, value: cell})
    else body[column.field] = column.number ? Number(cell) : cell
  }
  return {...body, ...(profile.length > 0 && {profileFields: profile}), ...set}
}

const isNumber = (cell: string): boolean => cell === '' || /^-?[0-9]{1,15}$/.test(cell)

/** A telephone number begins with a plus, and a temperature with a minus: only what a spreadsheet would calculate is meant. */
const isFormula = (cell: string): boolean => /^(?:[=@]|[+-](?![0-9 ()./-]*$))/.test(cell)
