import {existsSync, realpathSync} from 'node:fs'
import {join, relative, resolve, sep} from 'node:path'
import {top} from '../config/file-mistakes.ts'
import {formatted} from '../config/format-yaml.ts'
import {bytesAt, campaignFiles, projectFile} from '../config/project-files.ts'
import {yamlLimits} from '../config/yaml-limits.ts'
import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {closingLine} from '../views/diagnostic-lines.ts'
import {counted} from '../views/figures.ts'
import {harmless} from '../views/harmless.ts'
import {formattedJson} from '../views/json.ts'
import {line, toned} from '../views/line.ts'
import type {Context} from './context.ts'
import {noCampaignHere, rootOf} from './open.ts'
import {pasteable, print, say, warn} from './output.ts'
import {replaceFile} from './replace-file.ts'

export interface FmtOptions {
  readonly paths: readonly string[]
  /** Only say which files aren't formatted. */
  readonly check: boolean
}

/** `fieldwork fmt`: lays campaign files and fieldwork.yaml out; a file that has mistakes is left alone, with all of them. */
export function fmt(context: Context, {paths, check}: FmtOptions): ExitCode {
  const root = rootOf(context)
  const diagnostics: Diagnostic[] = []
  const files = filesOf(context, root, paths, diagnostics)
  if (files.length === 0) diagnostics.push(noCampaignHere(root))
  const changed = files.filter(file => {
    const bytes = bytesAt(root, file, yamlLimits.bytes, top(file))
    const done = bytes.ok ? formatted(file, bytes.value) : bytes
    diagnostics.push(...done.diagnostics)
    if (!bytes.ok || !done.ok || !done.value.differs) return false
    const wrong = check ? done.value.differs : replaced(context, root, file, bytes.value, done.value.text)
    if (wrong) diagnostics.push(wrong)
    return wrong === undefined
  })
  tell(context, files.length, changed, diagnostics)
  return hasErrors(diagnostics) ? exit.invalid : exit.done
}

function tell(context: Context, files: number, changed: readonly string[], diagnostics: readonly Diagnostic[]): void {
  if (context.options.format === 'json') {
    context.stdout.write(
      formattedJson(
        changed,
        diagnostics.map(each => pasteable(context, each)),
      ),
    )
    return
  }
  print(
    context,
    changed.map(file => line(harmless(file))),
  )
  warn(context, diagnostics)
  if (diagnostics.length > 0) say(context, [[], closingLine(diagnostics, {sentNothing: false})])
  else if (changed.length === 0) say(context, [line(toned('send', '✓'), ` ${counted(files, 'file is', 'files are')} formatted.`)])
}

/** The file with its new text; why not, where that can't be done. */
function replaced(context: Context, root: string, file: string, before: Uint8Array, after: string): Diagnostic | undefined {
  const because = (detail: string, help: string): Diagnostic => ({
    severity: 'error',
    code: 'FW201',
    summary: 'The formatted file can not be written',
    detail: `${harmless(file)}: ${detail}`,
    help,
  })
  try {
    const done = replaceFile(realpathSync(join(root, file)), before, after, context.random(6))
    return done ? undefined : because('it has changed meanwhile, and was left alone.', 'Look at it, then run this again.')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return because(`${reasonOf(error)}.`, 'It is as it was. Make the file and its folder writable.')
  }
}

/** All files of the project, or those that the paths name. Throws `Stop` (64) for a path that names none. */
function filesOf(context: Context, root: string, paths: readonly string[], diagnostics: Diagnostic[]): readonly string[] {
  const all = [...(existsSync(join(root, projectFile)) ? [projectFile] : []), ...campaignFiles(root, diagnostics)]
  if (paths.length === 0) return all
  const named = new Set(paths.flatMap(path => namedBy(path, context.cwd, root, all)))
  return all.filter(file => named.has(file))
}

function namedBy(path: string, cwd: string, root: string, all: readonly string[]): readonly string[] {
  const whole = resolve(cwd, path)
  if (!existsSync(whole)) throw noFile(path, 'there is no such file or folder')
  // A path may name a link of the project, or what it leads to.
  const names = [relative(root, whole), relative(realpathSync(root), realpathSync(whole))].map(name => name.split(sep).join('/'))
  const found = all.filter(file => names.some(name => name === '' || name === file || file.startsWith(`${name}/`)))
  if (found.length === 0)
    throw noFile(path, 'it is neither fieldwork.yaml nor a campaign file of this project (campaigns/**/*.yaml)')
  return found
}

const noFile = (path: string, why: string) =>
  stop(exit.usage, {code: 'FW200', summary: 'That path names nothing to format', detail: `${JSON.stringify(path)}: ${why}.`})
