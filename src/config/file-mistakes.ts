import type {Diagnostic, Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {shownPath} from './quoted.ts'
import {yamlOf} from './yaml-text.ts'

/** What a file is, as the system says. */
interface Kind {
  readonly size: number
  readonly isFile: () => boolean
  readonly isDirectory: () => boolean
}

/** Why a file isn't a plain one that can be read whole, if so. */
export function whyNotPlain(stats: Kind, largest: number): {detail: string; help: string} | undefined {
  if (stats.isDirectory())
    return {detail: 'This is a folder, and a file is needed.', help: 'Name a file in it, or rename the folder.'}
  if (!stats.isFile())
    return {detail: 'This is a pipe, socket or device, and a plain file is needed.', help: 'Write the data into a file.'}
  if (stats.size > largest)
    return {detail: `It has ${stats.size} bytes; ${largest} are allowed.`, help: 'Split it, or move members into CSV files.'}
  return undefined
}

/** What a file is that begins like an archive. */
export function whichArchive(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return 'an Excel workbook (.xlsx) or another zip archive'
  return bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])) ? 'an old Excel workbook (.xls)' : undefined
}

/** A file that only looks like a table. */
export const notCsv = (file: string, archive: string): Diagnostic =>
  mistake('FW055', {
    span: top(file),
    detail: `It is ${archive}, which can't be read as rows of text.`,
    help: 'Export it as CSV with commas, in UTF-8.',
  })

/** A path out of the project. */
export const leaves = (path: string, span: Span): Diagnostic =>
  mistake('FW019', {
    span,
    detail: `"${shownPath(path)}" leads out of the project's folder; a plan names and checks every file that it was made from.`,
    help: "Copy the file itself into the project's folder.",
  })

/** A file whose name, or whose folder's, begins with a dot: settings and secrets are kept there, and no list of people. */
export const hiddenFile = (path: string, span: Span): Diagnostic =>
  mistake('FW019', {
    span,
    detail: `"${shownPath(path)}" is hidden, and hidden files are not read: they hold settings and secrets.`,
    help: 'Keep members in a file whose name does not begin with a dot, for example ../members/people.csv',
  })

/** A folder that is a link. */
export const linkedFolder = (path: string): Diagnostic =>
  mistake('FW019', {
    span: top(path),
    detail: 'This folder is a link, and campaigns are read from folders of the project only.',
    help: 'Move the folder here, or remove the link.',
  })

/** A file that can't be opened. */
export const unreadable = (file: string, span: Span, reason: string): Diagnostic =>
  mistake('FW001', {span, detail: `${shownPath(file)}: ${reason}`, help: 'Check the path and the permissions.'})

/** A file that isn't there, with the one beside it that was probably meant, if its path can be repeated as it is to be written. */
export function meantFile(found: Diagnostic, written: string, near: string): Diagnostic {
  const path = written.slice(0, written.lastIndexOf('/') + 1) + near
  if (found.code !== 'FW001' || shownPath(path) !== path) return found
  return {...found, detail: `${found.detail} Did you mean ${path}?`, help: `Write ${yamlOf(path)}`}
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EACCES: 'you have no permission to read it.',
  EPERM: 'you have no permission to read it.',
  ELOOP: 'its links lead round in a circle.',
  ENOTDIR: 'a part of its path is not a folder.',
  ENAMETOOLONG: 'its name is too long.',
}
/** Whether an error of the system is this one. */
export const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code
/** Why the system refused, in words. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined) ??
  `it can't be read (${shownPath(error instanceof Error ? error.message : String(error))}).`

/** The beginning of a file. */
export const top = (file: string): Span => ({file, line: 1, column: 1, endColumn: 2, frame: []})

/** Those without a place first, then the project file, then by file and line. */
export const inOrder = (found: readonly Diagnostic[]): readonly Diagnostic[] => {
  const fileOf = ({span}: Diagnostic) => (span === undefined ? '' : span.file === 'fieldwork.yaml' ? ' ' : span.file)
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...found].sort(
    (a, b) =>
      byText(fileOf(a), fileOf(b)) || (a.span?.line ?? 0) - (b.span?.line ?? 0) || (a.span?.column ?? 0) - (b.span?.column ?? 0),
  )
}
