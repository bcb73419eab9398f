import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {parseDocument, type SourceDocument} from './document.ts'
import {yamlLimits} from './yaml-limits.ts'
import {yamlOf} from './yaml-text.ts'

/** What a sample filter means, in the panel's words, made harmless. */
export interface FilterMeaning {
  readonly name: string
  readonly criteria: string
}

/** What a survey is, in the panel's words, made harmless. */
export interface SurveyMeaning {
  readonly name: string
  /** Such as `Active`. */
  readonly status: string
}

/** What the filters and surveys of a panel mean, as somebody has seen and committed it. */
export interface Pinned {
  readonly filters: ReadonlyMap<number, FilterMeaning>
  readonly surveys: ReadonlyMap<number, SurveyMeaning>
}

/** fieldwork.lock: what is pinned, panel by panel. */
export type Lock = ReadonlyMap<string, Pinned>

export const lockFile = 'fieldwork.lock'
export const nothingPinned: Pinned = {filters: new Map(), surveys: new Map()}

interface WrittenLock {
  readonly panels: Readonly<Record<string, {filters?: Record<string, FilterMeaning>; surveys?: Record<string, SurveyMeaning>}>>
}

/** Reads fieldwork.lock. Nobody writes it by hand, so that one message will do. */
export async function lockOf(
  document: SourceDocument,
): Promise<{readonly lock: Lock; readonly diagnostics: readonly Diagnostic[]}> {
  // Most projects begin without one.
  const {validateLock} = await import('#validators/validateLock')
  const isLock = (value: unknown): value is WrittenLock => validateLock(value)
  const {value} = document
  if (!isLock(value)) {
    const mistakes = [
      mistake('FW080', {
        span: document.span([]),
        detail: 'It is not as the program writes it, so nobody can tell what was pinned.',
        help: 'Take it back from git, or write it anew and look at what changed:\nfieldwork pin',
      }),
    ]
    return {lock: new Map(), diagnostics: mistakes}
  }
  const byId = <T>(group: Readonly<Record<string, T>> = {}): ReadonlyMap<number, T> =>
    new Map(Object.entries(group).map(([id, meaning]) => [Number(id), meaning]))
  const panels = Object.entries(value.panels).map(
    ([name, {filters, surveys}]) => [name, {filters: byId(filters), surveys: byId(surveys)}] as const,
  )
  return {lock: new Map(panels), diagnostics: []}
}

/** Whether a text is read back as the lock that it was made from: a file that nobody can read would be in everybody's way. */
export async function isReadBack(lock: Lock, text: string): Promise<boolean> {
  const bytes = Buffer.from(text)
  if (bytes.length > yamlLimits.bytes) return false
  const document = parseDocument(lockFile, bytes)
  return document.ok && lockText((await lockOf(document.value)).lock) === text && lock.size > 0
}

/** The text of fieldwork.lock: the same meanings give the same bytes, so that a review shows only what changed. */
export function lockText(lock: Lock): string {
  const lines = ['# What filters and surveys mean, as the panel tells. Written by: fieldwork pin', 'version: 1', 'panels:']
  const named = [...lock].filter(([, {filters, surveys}]) => filters.size + surveys.size > 0).sort(byFirst)
  if (named.length === 0) lines[2] = 'panels: {}'
  for (const [panel, {filters, surveys}] of named) {
    lines.push(`  ${yamlOf(panel)}:`)
    const groups = [
      ['filters', filters],
      ['surveys', surveys],
    ] as const
    for (const [group, meanings] of groups) {
      if (meanings.size === 0) continue
      lines.push(`    ${group}:`)
      for (const [id, meaning] of [...meanings].sort(byFirst)) {
        lines.push(`      "${id}":`)
        for (const [key, text] of Object.entries(meaning)) lines.push(`        ${key}: ${JSON.stringify(text)}`)
      }
    }
  }
  return `${lines.join('\n')}\n`
}

const byFirst = ([one]: readonly [string | number, unknown], [other]: readonly [string | number, unknown]): number =>
  one < other ? -1 : 1
