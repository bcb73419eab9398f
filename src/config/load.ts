import {existsSync} from 'node:fs'
import {dirname, isAbsolute, join, relative, resolve, sep} from 'node:path'
import type {Validator} from '#validators/validateMember'
import {digestOf} from '../canonical.ts'
import {bad, type Checked, type Diagnostic, good, hasErrors, type Span} from '../diagnostics.ts'
import type {Calendar} from './calendar.ts'
import type {Project} from './campaign.ts'
import {nameMistakes} from './campaign-names.ts'
import {type CampaignRead, campaignOf} from './campaign-of.ts'
import type {Context, FoundFile, Source} from './context.ts'
import {parseDocument, type SourceDocument} from './document.ts'
import {hiddenFile, inOrder, leaves, meantFile, notCsv, reasonOf, top, unreadable, whichArchive} from './file-mistakes.ts'
import {isOutside, nearestFile} from './inside.ts'
import {type Lock, lockFile, lockOf} from './lock.ts'
import {digested, memberText} from './member-text.ts'
import {invitesOf, readPeople} from './people.ts'
import {bytesAt, campaignFiles, pathAt, projectFile} from './project-files.ts'
import {type ProjectSource, type Settings, settingsOf} from './project-of.ts'
import {campaignAsWritten, projectAsWritten} from './schema.ts'
import {yamlLimits} from './yaml-limits.ts'

declare const __VERSION__: string

/** Which project, and for which panel. */
export interface LoadOptions {
  /** Absolute path of the project's folder. */
  readonly root: string
  readonly panel?: string | undefined
  /** FIELDWORK_URL or --url: takes the place of the panel's server. */
  readonly url?: string | undefined
  /**
   * Member files: read whole to look for mistakes (`now`), only found and digested as long as nothing else is wrong (`later`), or left alone
   * (`never`): those campaigns then list only the members that they write out.
   */
  readonly members: 'now' | 'later' | 'never'
  /** Version of the program, for `requires`. Default: this one's. */
  readonly version?: string
  /** Told before each campaign file that is read: how many were, and how many there are. */
  readonly progress?: (read: number, files: number) => void
  /** Where false, a fieldwork.lock that can't be read is a warning: it is about to be written anew. */
  readonly lockNeeded?: boolean
  /** Told how many rows of a member file were read, now and then. */
  readonly rows?: (file: string, read: number) => void
}

/** All that the files say, or every mistake that stands in the way. Warnings come with either. */
export interface Loaded {
  readonly diagnostics: readonly Diagnostic[]
  readonly project?: Project
  /** What fieldwork.yaml and the options say, where that much is right; campaigns may be wrong all the same. */
  readonly settings?: Settings
}

const largestMemberFile = 4 * 1024 ** 3

/** The nearest folder upwards that holds fieldwork.yaml, or the one to begin with. */
export function findRoot(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, projectFile))) return folder
    if (dirname(folder) === folder) return resolve(from)
  }
}

/** Reads the project file, all campaigns and their member files. Collects every mistake in all of them. */
export async function loadProject(options: LoadOptions): Promise<Loaded> {
  const root = resolve(options.root)
  const diagnostics: Diagnostic[] = []
  const project = await projectSource(root, diagnostics)
  const {panel, url, version = __VERSION__} = options
  const {settings, ...asked} = settingsOf(project, {
    ...(panel !== undefined && {panel}),
    ...(url !== undefined && {url}),
    version,
  })
  diagnostics.push(...asked.diagnostics)
  const lock = await lockSource(root, options.lockNeeded ?? true, diagnostics)
  const settled = hasErrors(diagnostics) ? {} : {settings}
  const files = campaignFiles(root, diagnostics)
  const sources = files.flatMap((file, index) => {
    options.progress?.(index, files.length)
    return campaignSource(root, file, diagnostics)
  })
  const context: Context = {
    ...settings,
    calendar: sources.some(mentionsInstants) ? (await import('./calendar.ts')).calendar : noCalendar,
    ...(options.members !== 'never' && {memberFile: memberFiles(root, await memberValidator(sources))}),
  }
  const read = sources.map(source => campaignOf(source, context))
  for (const {diagnostics: found} of read) diagnostics.push(...found)
  if (options.members === 'now' || (options.members === 'later' && hasErrors(diagnostics)))
    for (const one of read) diagnostics.push(...peopleMistakes(one, options.rows))
  const doubtful = consequences(project, existsSync(join(root, projectFile)), asked.diagnostics)
  const all = inOrder([...diagnostics, ...nameMistakes(sources)].filter(({code, span}) => !doubtful(code, span)))
  if (hasErrors(all)) return {diagnostics: all, ...settled}
  const campaigns = read.flatMap(({campaign}) => campaign ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))
  const {panel: chosen, panels, limits} = settings
  const pinned = lock && [chosen.name, ...chosen.formerly].map(name => lock.get(name)).find(found => found)
  return {
    diagnostics: all,
    ...settled,
    project: {root, panel: chosen, panels, limits, campaigns, ...(lock && {lock}), ...(pinned && {pinned})},
  }
}

/** Tells what may only be wrong because the settings are: it would send people looking in the wrong place. */
function consequences(
  project: ProjectSource | undefined,
  stands: boolean,
  asked: readonly Diagnostic[],
): (code: string, span: Span | undefined) => boolean {
  const broken = project?.written.broken ?? new Set(stands ? ['panels', 'defaults'] : [])
  // Of a panel that isn't known, or isn't chosen, no names are known either.
  const panelUnknown = asked.some(({code}) => code === 'FW072' || code === 'FW076')
  const defaultsUnknown = broken.has('defaults') || asked.some(({code}) => code === 'FW023')
  const doubtful = new Set([
    ...(broken.has('panels') ? ['FW023', 'FW070', 'FW072', 'FW076'] : []),
    ...(panelUnknown ? ['FW023'] : []),
  ])
  return (code, span) => doubtful.has(code) || (code === 'FW013' && defaultsUnknown && span?.file !== projectFile)
}

const ndjson = /\.(?:ndjson|jsonl)$/i

/** Only lines of NDJSON are held against the schema of a member, and few projects have some. */
async function memberValidator(sources: readonly Source[]): Promise<Validator> {
  const files = sources.map(({written: {value}}) => (Array.isArray(value.members) ? undefined : value.members?.file))
  if (!files.some(file => file !== undefined && ndjson.test(file))) return noNdjson
  return (await import('#validators/validateMember')).validateMember
}

const noNdjson = (): never => {
  throw new Error('a project without NDJSON has no line to hold against a schema')
}

/** The reader of instants brings a calendar library with it, which most files don't need. */
const mentionsInstants = ({written: {value}}: Source): boolean => {
  const {schedule, batches = {}, waves = {}} = value
  const groups = [schedule, ...[...Object.values(batches), ...Object.values(waves)].map(each => each.schedule)]
  const inWaves = Object.values(waves).flatMap(wave => Object.values(wave.batches ?? {}).map(each => each.schedule))
  return [...groups, ...inWaves].some(each => each?.sendAt !== undefined || each?.closeAt !== undefined)
}
const none = (): never => {
  throw new Error('a file without instants has none to read')
}
const noCalendar: Calendar = {readInstant: none, statedZone: none, anchorOf: none, occurrences: none}

async function lockSource(root: string, needed: boolean, diagnostics: Diagnostic[]): Promise<Lock | undefined> {
  if (!existsSync(join(root, lockFile))) return undefined
  const found: Diagnostic[] = []
  const read = documentAt(root, lockFile, found)
  const {lock, diagnostics: wrong} = read ? await lockOf(read.document) : {lock: undefined, diagnostics: []}
  diagnostics.push(...[...found, ...wrong].map(each => (needed ? each : {...each, severity: 'warning' as const})))
  return lock
}

async function projectSource(root: string, diagnostics: Diagnostic[]): Promise<ProjectSource | undefined> {
  if (!existsSync(join(root, projectFile))) return undefined
  const document = documentAt(root, projectFile, diagnostics)
  return document && {document: document.document, written: await projectAsWritten(document.document)}
}

function campaignSource(root: string, file: string, diagnostics: Diagnostic[]): readonly Source[] {
  const read = documentAt(root, file, diagnostics)
  return read ? [{document: read.document, written: campaignAsWritten(read.document), digest: digestOf(read.bytes)}] : []
}

function documentAt(
  root: string,
  file: string,
  diagnostics: Diagnostic[],
): {document: SourceDocument; bytes: Buffer} | undefined {
  const bytes = bytesAt(root, file, yamlLimits.bytes, top(file))
  const document = bytes.ok ? parseDocument(file, bytes.value) : bytes
  diagnostics.push(...document.diagnostics)
  return bytes.ok && document.ok ? {document: document.value, bytes: bytes.value} : undefined
}

/** What is wrong with the members of a campaign; what they are doesn't matter yet, nor for whom. */
function peopleMistakes({campaign, members}: CampaignRead, told: LoadOptions['rows']): readonly Diagnostic[] {
  if (!members) return []
  const progress = (rows: number): void => told?.(members.file?.path ?? '', rows)
  return readPeople(members, '', {invites: campaign ? invitesOf(campaign) : [], progress}).diagnostics
}

/** Finds member files, each once; its path counts from the campaign that names it. */
function memberFiles(root: string, validate: Validator): NonNullable<Context['memberFile']> {
  const read = new Map<string, Checked<FoundFile>>()
  return (written, {document}) => {
    const span = document.span(['members', ...(document.has(['members', 'file']) ? ['file'] : [])])
    const path = resolve(root, dirname(document.file), written)
    const file = relative(root, path).split(sep).join('/')
    if (isAbsolute(written) || isOutside(file)) return bad([leaves(written, span)])
    if (file.split('/').some(part => part.startsWith('.'))) return bad([hiddenFile(written, span)])
    const known = read.get(file) ?? memberFileAt({root, file, written, span}, validate)
    // A mistake is told at the place of each campaign that names the file.
    if (known.ok) read.set(file, known)
    return known
  }
}

interface NamedFile {
  readonly root: string
  readonly file: string
  readonly written: string
  readonly span: Span
}

function memberFileAt({root, file, written, span}: NamedFile, validate: Validator): Checked<FoundFile> {
  const path = pathAt(root, file, largestMemberFile, span)
  if (!path.ok) {
    const near = existsSync(join(root, file)) ? undefined : nearestFile(root, file)
    return near === undefined ? path : bad(path.diagnostics.map(found => meantFile(found, written, near)))
  }
  try {
    const {digest, head} = digested(path.value)
    const archive = whichArchive(head)
    if (archive) return bad([notCsv(file, archive)])
    const isNdjson = ndjson.test(file)
    return good({
      path: file,
      digest,
      isNdjson,
      text: encoding => memberText(path.value, file, encoding),
      validate,
    })
  } catch (error) {
    return bad([unreadable(file, span, reasonOf(error))])
  }
}
