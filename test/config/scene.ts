import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import {type Loaded, loadProject} from '../../src/config/load.ts'
import type {Diagnostic} from '../../src/diagnostics.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

/** A project in a folder of its own, gone after the test. */
export function folder(files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'fieldwork-config-'))
  onTestFinished(() => rmSync(root, {recursive: true, force: true}))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), content)
  }
  return root
}

export type Choice = {readonly panel?: string; readonly url?: string; readonly version?: string; readonly membersNeeded?: boolean}

/** Loads files as a project. */
export const load = (files: Files, choice: Choice = {}): Promise<Loaded> =>
  loadProject({root: folder(files), membersNeeded: true, ...choice})

/** Loads one campaign. */
export const loadOne = (text: string | Uint8Array, choice: Choice = {}): Promise<Loaded> =>
  load({'campaigns/one.yaml': text}, choice)

/** Diagnostics as a person reads them: place, words, cure. */
export const shown = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({severity, code, summary, detail, help, span}) =>
      [
        `${span ? `${span.file}:${span.line}:${span.column} ` : ''}${severity} ${code} ${summary}`,
        `  ${detail}`,
        `  ${help}`,
      ].join('\n'),
    )
    .join('\n')

/** Codes with their lines, for tests that care about nothing else. */
export const codes = ({diagnostics}: Loaded): readonly string[] =>
  diagnostics.map(({code, span}) => `${code}:${span?.line ?? '-'}`)
