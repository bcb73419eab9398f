import {bad, type Checked, type Diagnostic, good, type Span} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import {isMemberField, type MemberField, memberFieldNames, memberFields, profileField} from './member-fields.ts'
import {quoted} from './quoted.ts'
import {didYouMean, nearest} from './suggest.ts'
import {yamlOf} from './yaml-text.ts'

/** A column that is sent: where it stands, and which field it is. */
export interface Column {
  readonly index: number
  /** A field of the API's member, or `profileFields.NUMBER`. */
  readonly field: string
  readonly header: string
  readonly number: boolean
  /** The number of the profile field. */
  readonly profile?: number
}

/** Which columns of a header are which fields. `columns` says it field by field; without it, headers are the fields' own names. */
export function columnsOf(
  header: readonly string[],
  columns: Readonly<Record<string, string>> | undefined,
  span: Span,
  spanOf: (index: number) => Span,
): Checked<{readonly columns: readonly Column[]; readonly ignored: readonly string[]}> {
  const headers = header.map(cell => cell.trim())
  if (headers.some(text => text.length > longestHeader)) return bad([tooLong(span)])
  if (headers.some(text => text.includes('@'))) return bad([noHeader(span)])
  const found: Column[] = []
  const mistakes: Diagnostic[] = [...twice(headers, span)]
  const stated = new Map(Object.entries(columns ?? {}).map(([field, text]) => [text.trim(), field]))
  for (const text of stated.keys()) if (!headers.includes(text)) mistakes.push(notThere(text, headers, span))
  const ignored: string[] = []
  headers.forEach((text, index) => {
    const field = stated.get(text) ?? (columns && Object.hasOwn(columns, text) ? undefined : text)
    const profile = field === undefined ? undefined : profileField(field)
    if (field !== undefined && (isMemberField(field) || profile !== undefined))
      found.push({
        index,
        field,
        header: text,
        number: isMemberField(field) && memberFields[field] === 'number',
        ...(profile !== undefined && {profile}),
      })
    else if (columns) ignored.push(text)
    else mistakes.push(noField(text, headers, spanOf(index)))
  })
  if (!found.some(({field}) => field === 'emailAddress') && !mistakes.length) mistakes.push(nobody(headers, span))
  if (mistakes.length) return bad(mistakes)
  return good(
    {columns: found, ignored: ignored.map(text => (isName(text) ? text : 'one that looks like no name'))},
    ignored.flatMap(text => lookalike(text, found, span)),
  )
}

const twice = (headers: readonly string[], span: Span): readonly Diagnostic[] =>
  [...new Set(headers.filter((text, index) => headers.indexOf(text) !== index))].map(text =>
    mistake('FW051', {
      span,
      detail: text === '' ? 'More than one column has no header.' : `Two columns have the header ${shownHeader(text)}.`,
      help: 'Rename one of them, or take it out.',
    }),
  )

const notThere = (text: string, headers: readonly string[], span: Span): Diagnostic =>
  mistake('FW051', {
    span,
    detail: `"columns" names the header ${shownHeader(text)}, and the file has none like it.${didYouMean(text, headers)}`,
    help: `Headers here are ${headers.slice(0, 40).map(shownHeader).join(', ')}.`,
  })

const noField = (text: string, headers: readonly string[], span: Span): Diagnostic => {
  if (/^profileFields?\b/.test(text))
    return mistake('FW052', {
      span,
      detail: `The header ${shownHeader(text)} names no profile field: the number of the field belongs behind it.`,
      help: 'Write profileFields.2178 with the number of the field in your panel.',
    })
  const likely = likelyFields(headers).get(text)
  const near = likely?.near ? likely.field : undefined
  const pair = likely && isShort(text) ? `columns: {${likely.field}: ${yamlOf(text)}}` : undefined
  return mistake('FW052', {
    span,
    detail: `The header ${shownHeader(text)} is not a field of the API's member.${near ? ` Did you mean "${near}"?` : ''}`,
    help: `${near ? `Rename it to ${near}` : 'Take the column out'}${pair ? `, or say in the campaign which field it is: ${pair}` : ''}`,
  })
}

/** No name of a column is longer. */
const longestHeader = 200

const tooLong = (span: Span): Diagnostic =>
  mistake('FW051', {
    span,
    detail: `A header has more than ${longestHeader} characters, which no name of a column has.`,
    help: 'Check how the file was exported: the first line holds the names of the columns.',
  })

/** Whether a header looks like the name of a column. Whatever doesn't may be the first line of quite another file, and isn't shown. */
const isName = (text: string): boolean => /^(?:[\p{L}\p{M}\p{N} _.,()#/&'’?-]|:(?: |$)){0,80}$/u.test(text)
const shownHeader = (text: string): string =>
  isName(text) ? quoted(text) : 'that is not shown here, since it looks like no name,'

/** Whether a header can be repeated in a message just as it is to be written. */
const isShort = (text: string): boolean => text !== '' && shownHeader(text) === `"${text}"`

/** What people call a field, beside its own name. */
const otherNames: Readonly<Record<string, MemberField>> = {
  email: 'emailAddress',
  mail: 'emailAddress',
  emails: 'emailAddress',
  forename: 'firstName',
  givenname: 'firstName',
  surname: 'lastName',
  familyname: 'lastName',
  phone: 'mobileNumber',
  mobile: 'mobileNumber',
  postcode: 'zipCode',
  postalcode: 'zipCode',
  zip: 'zipCode',
  address: 'address1',
  language: 'selectedLanguage',
  dateofbirth: 'birthday',
}

/** Which field each header most likely is that isn't one: no field twice, the free ones last. */
function likelyFields(headers: readonly string[]): ReadonlyMap<string, {readonly field: MemberField; readonly near: boolean}> {
  const taken = new Set<string>(headers)
  const likely = new Map<string, {readonly field: MemberField; readonly near: boolean}>()
  const give = (text: string, field: MemberField | undefined, near: boolean) => {
    if (field === undefined || taken.has(field) || isMemberField(text) || likely.has(text)) return
    taken.add(field)
    likely.set(text, {field, near})
  }
  for (const text of headers) give(text, nearField(text), true)
  for (const text of headers)
    give(
      text,
      memberFieldNames.find(name => /^custom\d$/.test(name) && !taken.has(name)),
      false,
    )
  return likely
}

function nearField(text: string): MemberField | undefined {
  const plain = letters(text)
  const same = memberFieldNames.find(name => letters(name) === plain)
  const field = same ?? (Object.hasOwn(otherNames, plain) ? otherNames[plain] : nearest(text, memberFieldNames))
  return field !== undefined && isMemberField(field) ? field : undefined
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
    help: `Name the column emailAddress, or write columns: {emailAddress: ${yamlOf(headers.find(text => /mail/i.test(text) && isShort(text)) ?? 'E-mail')}}`,
  })

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** An unused column whose header spells a field but for case and spaces was probably meant. */
function lookalike(text: string, used: readonly Column[], span: Span): readonly Diagnostic[] {
  const field = memberFieldNames.find(name => letters(name) === letters(text))
  if (!field || used.some(column => column.field === field)) return []
  return [
    caution('FW058', {
      span,
      detail: `The column ${shownHeader(text)} is ignored, and there is a field ${field}.`,
      help: `Add ${field}: ${isShort(text) ? yamlOf(text) : 'with this header'} to columns if it is that field.`,
    }),
  ]
}
