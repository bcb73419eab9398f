import type {RowDigest} from '../address.ts'
import {type Diagnostic, hasErrors, type Span} from '../diagnostics.ts'
import {digestList} from '../people/digest-list.ts'
import {type MemberBody, personBytes, rowOf} from '../people/digests.ts'
import {type PersonTable, personTable} from '../people/person-table.ts'
import type {Campaign, MemberFile, Members, Recipient, Where} from './campaign.ts'
import {firstDiagnostics} from './first-diagnostics.ts'
import {twice} from './member-mistakes.ts'
import {shownPath} from './quoted.ts'
import {samePerson} from './recipients-of.ts'
import {fieldsOf, fitsWhere, whereMistakes} from './where.ts'

/** A campaign's members as they were read once, from the list and from the file. */
export interface People {
  /** Each once, in their order. */
  readonly table: PersonTable
  /** Digest of the row of the person at a place; there only if rows were asked for. */
  readonly row: (place: number) => RowDigest
  /** Headers of the file that are no field of a member, and so aren't sent. */
  readonly ignoredColumns: readonly string[]
  /** Who fits each of the questions, in their order. */
  readonly invited: readonly (readonly Recipient[])[]
  /** With a mistake among them, nobody else of what is here may be used. */
  readonly diagnostics: readonly Diagnostic[]
}

export interface ReadingPeople {
  /** Whether digests of the rows are needed. */
  readonly rows?: boolean
  /** Members who are invited: those of whom this is so, or all. */
  readonly invites?: readonly (Where | undefined)[]
  /** Told how many rows were read, now and then. */
  readonly progress?: (rows: number) => void
}

/** Questions by which a campaign's batches choose among its members, each once. */
export const invitesOf = ({batches}: Campaign): readonly (Where | undefined)[] => [
  ...new Set(batches.flatMap(({recipients}) => (recipients.kind === 'members' ? [recipients.where] : []))),
]

/** Headers of a file that aren't sent, without reading more than its beginning. */
export function ignoredIn({rows}: MemberFile): readonly string[] {
  for (const each of rows()) {
    if (each.is === 'head') return each.ignored
    if (each.is === 'row') break
  }
  return []
}

const between = 8192

/** Reads everybody. Digests are of this lineage; whoever only looks for mistakes takes any text for it. */
export function readPeople(
  {people, file}: Members,
  lineage: string,
  {rows: withRows = false, invites = [], progress}: ReadingPeople = {},
): People {
  const table = personTable()
  const rows = digestList()
  const lines: number[] = []
  const invited = invites.map((): Recipient[] => [])
  const diagnostics: Diagnostic[] = []
  const found = firstDiagnostics(file?.path ?? '')
  const fields = new Set<string>()
  let ignoredColumns: readonly string[] = []
  let hasHead = false

  /** Place of who stands on an earlier line already; undefined for somebody new. */
  const add = (address: string, line: number, body: () => MemberBody): number | undefined => {
    const before = table.size
    const place = table.add(personBytes(lineage, address))
    if (place < before) return place
    lines.push(line)
    if (!withRows && invites.length === 0) return undefined
    const whole = body()
    if (withRows) rows.add(rowOf(lineage, whole))
    for (const [index, where] of invites.entries())
      if (!where || fitsWhere(whole, where)) invited[index]?.push({address, written: String(whole.emailAddress)})
    return undefined
  }
  for (const {address, span, body} of people) {
    for (const field of fieldsOf(body())) fields.add(field)
    const place = add(address, span.line, body)
    if (place !== undefined) diagnostics.push(samePerson(address, lines[place] ?? 0, span.line, span))
  }
  const listed = table.size
  let read = 0
  for (const each of file?.rows() ?? []) {
    if (each.is === 'told') found.add(each)
    else if (each.is === 'head') {
      hasHead = true
      ignoredColumns = each.ignored
      for (const field of each.fields) fields.add(field)
    } else {
      if (++read % between === 0) progress?.(read)
      const place = add(each.address, each.line, each.body)
      if (place !== undefined && file) {
        const before = placeOf(lines[place] ?? 0, place < listed ? people[0]?.span : undefined)
        found.add({severity: 'warning', make: () => twice({file: file.path}, each.line, each.address, before)})
      }
    }
  }
  diagnostics.push(...found.all())
  if (!hasErrors(diagnostics)) diagnostics.push(...whereMistakes(invites, invited, hasHead || !file ? fields : undefined))
  return {
    table,
    row: rows.at,
    ignoredColumns,
    invited,
    diagnostics,
  }
}

const placeOf = (line: number, inCampaign: Span | undefined): string =>
  inCampaign ? `line ${line} of ${shownPath(inCampaign.file)}` : `line ${line}`
