import {bad, type Checked, type Diagnostic, good, type Span} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import {isMemberField, type MemberField, memberFieldNames, memberFields} from './member-fields.ts'
import {quoted} from './quoted.ts'
import {didYouMean, nearest} from './suggest.ts'

/** A column that is sent: where it stands, and which field it is. */
export interface Column {
  readonly index: number
  readonly field: MemberField
  readonly header: string
  readonly number: boolean
}

/** Which columns of a header are which fields. `columns` says it field by field; without it, headers are the fields' own names. */
export function columnsOf(
  header: readonly string[],
  columns: Readonly<Record<string, string>> | undefined,
  span: Span,
): Checked<{readonly columns: readonly Column[]; readonly ignored: readonly string[]}> {
  const headers = header.map(cell => cell.trim())
  if (headers.some(text => text.includes('@'))) return bad([noHeader(span)])
  const found: Column[] = []
  const mistakes: Diagnostic[] = [...twice(headers, span)]
  const stated = new Map(Object.entries(columns ?? {}).map(([field, text]) => [text.trim(), field]))
  for (const text of stated.keys()) if (!headers.includes(text)) mistakes.push(notThere(text, headers, span))
  const ignored: string[] = []
  headers.forEach((text, index) => {
    const field = stated.get(text) ?? (columns && Object.hasOwn(columns, text) ? undefined : text)
    if (field !== undefined && isMemberField(field))
      found.push({index, field, header: text, number: memberFields[field] === 'number'})
    else if (columns) ignored.push(text)
    else mistakes.push(noField(text, span))
  })
  if (!found.some(({field}) => field === 'emailAddress') && !mistakes.length) mistakes.push(nobody(headers, span))
  if (mistakes.length) return bad(mistakes)
  return good(
    {columns: found, ignored},
    ignored.flatMap(text => lookalike(text, found, span)),
  )
}

const twice = (headers: readonly string[], span: Span): readonly Diagnostic[] =>
  [...new Set(headers.filter((text, index) => headers.indexOf(text) !== index))].map(text =>
    mistake('FW051', {
      span,
      detail: text === '' ? 'More than one column has no header.' : `Two columns have the header ${quoted(text)}.`,
      help: 'Rename one of them, or take it out.',
    }),
  )

const notThere = (text: string, headers: readonly string[], span: Span): Diagnostic =>
  mistake('FW051', {
    span,
    detail: `"columns" names the header ${quoted(text)}, and the file has none like it.${didYouMean(text, headers)}`,
    help: `Headers here are ${headers.slice(0, 40).map(quoted).join(', ')}.`,
  })

const noField = (text: string, span: Span): Diagnostic => {
  if (text === 'profileFields')
    return mistake('FW018', {
      span,
      detail: "Columns for profile fields can't be used in this version.",
      help: 'Take the column out, or write the members in the campaign.',
    })
  const near = nearest(text, memberFieldNames)
  return mistake('FW052', {
    span,
    detail: `The header ${quoted(text)} is not a field of the API's member.${near ? ` Did you mean "${near}"?` : ''}`,
    help: `${near ? `Rename it to ${near}` : 'Take the column out'}, or say which columns are which fields: columns: {emailAddress: E-mail}`,
  })
}

const noHeader = (span: Span): Diagnostic =>
  mistake('FW051', {
    span,
    detail: 'The first row holds an address, so it is a person and not the header.',
    help: 'Add a row of names at the top, such as emailAddress,firstName',
  })

const nobody = (headers: readonly string[], span: Span): Diagnostic =>
  mistake('FW051', {
    span,
    detail: 'No column holds the e-mail address.',
    help: `Name the column emailAddress, or write columns: {emailAddress: ${headers.find(text => /mail/i.test(text)) ?? 'E-mail'}}`,
  })

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** An unused column whose header spells a field but for case and spaces was probably meant. */
function lookalike(text: string, used: readonly Column[], span: Span): readonly Diagnostic[] {
  const field = memberFieldNames.find(name => letters(name) === letters(text))
  if (!field || used.some(column => column.field === field)) return []
  return [
    caution('FW058', {
      span,
      detail: `The column ${quoted(text)} is ignored, and there is a field ${field}.`,
      help: `Add ${field}: ${text} to columns if it is that field.`,
    }),
  ]
}
