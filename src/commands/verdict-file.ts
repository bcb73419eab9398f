import {batchId} from '../address.ts'
import {type CsvTable, readCsv} from '../config/csv.ts'
import {maskIn} from '../config/mask.ts'
import {lineText, type SourceText, sourceText, spanAt} from '../config/source-text.ts'
import type {Diagnostic, Span} from '../diagnostics.ts'
import type {Said} from './resolution.ts'

/** One line of a file of verdicts, as it was written. */
export interface WrittenVerdict {
  readonly address: string
  readonly said: Said
  /** The record that the line is about, if it says so: `doubts --out` writes it. */
  readonly record?: string
  readonly line: number
  readonly span: Span
}

/** What a file says, and every mistake in its form. */
export interface ReadVerdicts {
  readonly verdicts: readonly WrittenVerdict[]
  readonly mistakes: readonly Diagnostic[]
}

/**
 * Reads verdicts from CSV text: the columns address, verdict and reason, and record if it is there; others are for the reader alone.
 * A line without a verdict says nothing. `reason` stands in for what a line leaves out.
 */
export function readVerdicts(file: string, text: string, reason?: string): ReadVerdicts {
  const table = readCsv(text)
  const source = sourceText(file, text)
  const rows = rowsOf(table, source)
  if (!rows) return {verdicts: [], mistakes: [headless(table, source)]}
  const read = rows.filter(({verdict}) => verdict !== '').map(row => verdictOf(row, reason))
  const verdicts = read.filter(each => 'said' in each)
  const uneven = 'It has not as many cells as the first line, or a quote is not closed.'
  return {
    verdicts,
    mistakes: [
      ...table.mistakes.map(({line}) => unclear(spanOf(source, line), uneven)),
      ...read.filter(each => 'severity' in each),
      ...doubled(verdicts),
    ],
  }
}

/** A mistake in a line of verdicts. */
export const unclear = (span: Span, detail: string, help = 'Nothing was changed.'): Diagnostic => ({
  severity: 'error',
  code: 'FW184',
  summary: 'What a line says is not clear',
  detail,
  help,
  span,
})

interface Row {
  readonly address: string
  readonly verdict: string
  readonly reason: string
  readonly record: string
  readonly line: number
  readonly span: Span
}

const needed = ['address', 'verdict', 'reason'] as const

function rowsOf(table: CsvTable, source: SourceText): readonly Row[] | undefined {
  const names = table.header.map(name => name.trim().toLowerCase())
  if (needed.some(name => !names.includes(name))) return undefined
  const cell = (row: number, name: string): string => (names.includes(name) ? table.cell(row, names.indexOf(name)).trim() : '')
  return Array.from({length: table.size}, (_, row) => ({
    address: cell(row, 'address'),
    verdict: cell(row, 'verdict'),
    reason: cell(row, 'reason'),
    record: cell(row, 'record'),
    line: table.line(row),
    span: spanOf(source, table.line(row)),
  }))
}

function spanOf(source: SourceText, line: number): Span {
  const start = source.starts[line - 1] ?? 0
  return spanAt(source, start, start + lineText(source, line).length)
}

const headless = ({header, headerLine}: CsvTable, source: SourceText): Diagnostic => ({
  severity: 'error',
  code: 'FW183',
  summary: 'The verdicts can not be read',
  detail: `The first line has to name the columns address, verdict and reason${header.join().includes(';') ? ', with commas between them' : ''}.`,
  help: 'A file to fill in:\nfieldwork doubts --out verdicts.csv',
  span: spanOf(source, headerLine),
})

function verdictOf({address, verdict, reason, record, line, span}: Row, given: string | undefined): WrittenVerdict | Diagnostic {
  const why = reason === '' ? given?.trim() : reason
  const said = saidOf(verdict, why)
  if (typeof said === 'string') return unclear(span, said)
  if (address === '') return unclear(span, 'It names no address.')
  if (/^[^/]+@/.test(address)) return unclear(span, 'It names a person, and not the address of a send.')
  return {address, said, ...(record !== '' && {record}), line, span}
}

/** What a cell says, or what is wrong with it. */
function saidOf(verdict: string, reason: string | undefined): Said | string {
  const id = batchId(Number(/^(?:(?:--)?batch-id +)?([1-9][0-9]{0,15})$/.exec(verdict)?.[1]))
  if (id !== undefined) return {is: 'batch-id', id, ...(reason && {reason})}
  switch (verdict) {
    case 'sent':
    case 'not-sent':
    case 'abandon':
      return reason ? {is: verdict, reason} : `"${verdict}" needs a reason: it is kept in the record.`
    default:
      return `${JSON.stringify(maskIn(verdict.slice(0, 60)))} is no verdict. Write a batch ID, or sent, not-sent or abandon.`
  }
}

/** Two sends can't be one batch, and one send has one verdict. */
function doubled(verdicts: readonly WrittenVerdict[]): readonly Diagnostic[] {
  const lines = new Map<string, number>()
  return verdicts.flatMap(({address, said, line, span}) =>
    [`${address}`, ...(said.is === 'batch-id' ? [`batch ${said.id}`] : [])].flatMap(name => {
      const before = lines.get(name)
      lines.set(name, before ?? line)
      return before === undefined ? [] : [unclear(span, `Line ${before} names ${name} already.`)]
    }),
  )
}
