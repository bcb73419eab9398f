import type {Json} from '../canonical.ts'
import type {Diagnostic} from '../diagnostics.ts'
import type {MemberBody} from '../people/digests.ts'
import type {Member, MemberFile, Members} from './campaign.ts'
import {mistake} from './codes.ts'
import type {Context, FoundFile, Source} from './context.ts'
import type {SourceDocument} from './document.ts'
import {normalised} from './email.ts'
import {csvRows} from './members.ts'
import {ndjsonRows} from './ndjson.ts'
import type {Path} from './path.ts'
import {noAddress} from './recipients-of.ts'
import type {WrittenCampaign} from './written.ts'

type WrittenMembers = NonNullable<WrittenCampaign['members']>
type WrittenMember = NonNullable<Extract<WrittenMembers, readonly unknown[]>>[number]
type WrittenFile = Exclude<WrittenMembers, readonly unknown[]>

/** Who must be in the panel, and every mistake but those in the rows of the file. */
export interface MembersRead {
  readonly members?: Members
  readonly diagnostics: readonly Diagnostic[]
}

/** Members of a campaign: those written out first, then those of its file. */
export function membersOf(written: WrittenMembers, source: Source, {memberFile}: Pick<Context, 'memberFile'>): MembersRead {
  const {document} = source
  const whole: WrittenFile = Array.isArray(written) ? {list: written} : written
  const {people, diagnostics} = inlineMembers(
    whole.list ?? [],
    Array.isArray(written) ? ['members'] : ['members', 'list'],
    document,
  )
  const members: Members = {line: document.keySpan(['members']).line, people, onChange: whole.onChange ?? 'keep'}
  const forFile = fileKeys.filter(key => whole[key] !== undefined)
  if (whole.file === undefined) return {members, diagnostics: [...diagnostics, ...forFile.map(key => needsFile(key, document))]}
  if (!memberFile) return {members, diagnostics}
  const found = memberFile(whole.file, source)
  if (!found.ok) return {diagnostics: [...diagnostics, ...found.diagnostics]}
  const wrong = notForNdjson(found.value, whole, document)
  return {members: {...members, file: fileOf(found.value, whole, source)}, diagnostics: [...diagnostics, ...wrong]}
}

const fileKeys = ['columns', 'encoding', 'set'] as const

const needsFile = (key: string, document: SourceDocument): Diagnostic =>
  mistake('FW033', {
    span: document.keySpan(['members', key]),
    detail: `"${key}" says how a file is read, and there is no file here.`,
    help: `Remove ${key}, or add file: ../members/people.csv`,
  })

const notForNdjson = ({isNdjson}: FoundFile, written: WrittenFile, document: SourceDocument): readonly Diagnostic[] =>
  (['columns', 'encoding'] as const)
    .filter(key => isNdjson && written[key] !== undefined)
    .map(key =>
      mistake('FW033', {
        span: document.keySpan(['members', key]),
        detail: `"${key}" is about CSV files, and this one is NDJSON: its keys are the API's fields, in UTF-8.`,
        help: `Remove ${key}.`,
      }),
    )

function fileOf(found: FoundFile, written: WrittenFile, source: Source): MemberFile {
  const {path, digest, isNdjson, text, validate} = found
  const set = (written.set ?? {}) as MemberBody
  const encoding = written.encoding ?? 'utf-8'
  // A key that is there has a value, which its schema has looked at.
  const stated = written.columns as Readonly<Record<string, string>> | undefined
  const columns = isUnclear(stated, source) ? 'unclear' : stated
  const setAt = (field: string) => source.document.keySpan(['members', 'set', field])
  const form: Json = {encoding, set, columns: columns ?? null, ndjson: isNdjson}
  return {
    path,
    digest,
    form,
    rows: () =>
      isNdjson
        ? ndjsonRows(text('utf-8'), {file: path, set, validate})
        : csvRows(text(encoding), {file: path, set, setAt, ...(columns !== undefined && {columns})}),
  }
}

/** Whether a part of `columns` was cut out, or the word itself has a slip: which header is which field isn't known then. */
function isUnclear(columns: Readonly<Record<string, string>> | undefined, {document, written}: Source): boolean {
  const given: unknown = Object(Object(document.value).members).columns
  if (given === undefined) return written.meant.has('columns')
  return columns === undefined || Object.keys(Object(given)).length !== Object.keys(columns).length
}

function inlineMembers(list: readonly WrittenMember[], at: Path, document: SourceDocument) {
  const people: Member[] = []
  const diagnostics: Diagnostic[] = []
  list.forEach((member, index) => {
    const span = document.span([...at, index, 'emailAddress'])
    const address = normalised(member.emailAddress)
    if (address === undefined) diagnostics.push(noAddress(member.emailAddress, span))
    // A member as its schema has it is JSON.
    else people.push({address, span, body: () => member as unknown as MemberBody})
  })
  return {people, diagnostics}
}
