import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {onTestFinished} from 'vitest'
import {normalised} from '../../src/config/email.ts'
import {type Loaded, loadProject} from '../../src/config/load.ts'
import {readPeople} from '../../src/config/people.ts'
import {rosterOf} from '../../src/desired/roster.ts'
import type {Diagnostic} from '../../src/diagnostics.ts'
import type {MemberBody} from '../../src/people/digests.ts'

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

export type Choice = {
  readonly panel?: string
  readonly url?: string
  readonly version?: string
  readonly members?: 'now' | 'never'
}

/** Loads files as a project. */
export const load = (files: Files, choice: Choice = {}): Promise<Loaded> =>
  loadProject({root: folder(files), members: 'now', ...choice})

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

/** The members of a project's campaign, of its list and of its file: normalised address and what is sent. */
export function everybody(
  {project}: Loaded,
  name: string | undefined = project?.campaigns[0]?.name,
): readonly (readonly [string, MemberBody])[] {
  if (!project || name === undefined) return []
  return [...rosterOf(project, 'lineage').members(name)].map(({body}) => [normalised(String(body().emailAddress)) ?? '', body()])
}

/** Headers that aren't sent. */
export const ignoredColumns = ({project}: Loaded): readonly string[] => {
  const members = project?.campaigns[0]?.members
  return members ? readPeople(members, 'lineage').ignoredColumns : []
}
