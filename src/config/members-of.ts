import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {Member, MemberBody, Members} from './campaign.ts'
import type {Context, MemberFile, Source} from './context.ts'
import type {SourceDocument} from './document.ts'
import {normalised} from './email.ts'
import {formOf, readMembers} from './members.ts'
import type {Path} from './path.ts'
import {shownPath} from './quoted.ts'
import {noAddress, samePerson} from './recipients-of.ts'
import type {WrittenCampaign} from './written.ts'

type WrittenMembers = NonNullable<WrittenCampaign['members']>
type WrittenMember = NonNullable<Extract<WrittenMembers, readonly unknown[]>>[number]

/** Who must be in the panel, the file that they came from, and every mistake. */
export interface MembersRead {
  readonly members?: Members
  readonly file?: MemberFile
  readonly diagnostics: readonly Diagnostic[]
}

/** Members of a campaign: those written out first, then those of its file. */
export function membersOf(written: WrittenMembers, source: Source, {memberFile}: Pick<Context, 'memberFile'>): MembersRead {
  const {document} = source
  const {file: path, columns, list} = Array.isArray(written) ? {file: undefined, columns: undefined, list: written} : written
  const inline = inlineMembers(list ?? [], Array.isArray(written) ? ['members'] : ['members', 'list'], document)
  const {line} = document.keySpan(['members'])
  if (path === undefined || !memberFile) return whole({line, people: inline.people}, inline.diagnostics)
  const file = memberFile(path, source)
  if (!file.ok) return {diagnostics: [...inline.diagnostics, ...file.diagnostics]}
  if (isUnclear(columns, source)) return {diagnostics: [...inline.diagnostics, ...formOf(file.value)], file: file.value}
  const rows = readMembers(file.value, columns, inline.taken)
  const people = inline.people.length ? [...inline.people, ...rows.people] : rows.people
  const ignored = rows.ignoredColumns.length ? {ignoredColumns: rows.ignoredColumns} : {}
  return {...whole({line, people, ...ignored}, [...inline.diagnostics, ...rows.diagnostics]), file: file.value}
}

/** Whether a part of `columns` was cut out, or the word itself has a slip: which header is which field isn't known then. */
function isUnclear(columns: Readonly<Record<string, string>> | undefined, {document, written}: Source): boolean {
  const given: unknown = Object(Object(document.value).members).columns
  if (given === undefined) return written.meant.has('columns')
  return columns === undefined || Object.keys(Object(given)).length !== Object.keys(columns).length
}

const whole = (members: Members, diagnostics: readonly Diagnostic[]): MembersRead =>
  hasErrors(diagnostics) ? {diagnostics} : {members, diagnostics}

function inlineMembers(list: readonly WrittenMember[], at: Path, document: SourceDocument) {
  const people: Member[] = []
  const diagnostics: Diagnostic[] = []
  const lines = new Map<string, number>()
  list.forEach((member, index) => {
    const span = document.span([...at, index, 'emailAddress'])
    const address = normalised(member.emailAddress)
    const before = address === undefined ? undefined : lines.get(address)
    if (address === undefined) diagnostics.push(noAddress(member.emailAddress, span))
    else if (before !== undefined) diagnostics.push(samePerson(address, before, span.line, span))
    else {
      lines.set(address, span.line)
      // A member as its schema has it is JSON.
      people.push({address, body: () => member as unknown as MemberBody})
    }
  })
  const taken = new Map([...lines].map(([address, line]) => [address, `line ${line} of ${shownPath(document.file)}`]))
  return {people, diagnostics, taken}
}
