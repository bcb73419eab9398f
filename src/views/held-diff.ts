import {padEnd, widthOfText} from './display-width.ts'
import {harmless} from './harmless.ts'
import {type Line, line, toned} from './line.ts'

interface Change {
  readonly key: string
  readonly before?: string
  readonly after?: string
}

const absent = '(not given)'

/**
 * What was sent against what is written, one change a line: `surveyLength   8 → 12`. Lines that are no `key: value`
 * stay as they stand in the unified diff.
 */
export function diffLines(diff: string): readonly Line[] {
  const changed = diff.split('\n').filter(isChange)
  const changes = changesOf(changed)
  if (changes === undefined) return changed.map(rawLine)
  const column = Math.max(0, ...changes.map(({key}) => widthOfText(key))) + 3
  return changes.map(({key, before = absent, after = absent}) =>
    line(padEnd(key, column), toned('refused', before), ' → ', toned('send', after)),
  )
}

const isChange = (text: string): boolean => /^[-+]/.test(text) && !/^(?:---|\+\+\+)(?: |$)/.test(text)

const rawLine = (text: string): Line =>
  line(toned(text.startsWith('-') ? 'refused' : 'send', `${text.slice(0, 1)} ${harmless(text.slice(1))}`))

/** Removed and added lines of one key are one change, at the place of the first. Undefined where a line has no key. */
function changesOf(changed: readonly string[]): readonly Change[] | undefined {
  const changes: Change[] = []
  for (const text of changed) {
    const match = /^([-+])\s*"?([\w.@/-]+)"?:\s*(.*?),?\s*$/.exec(text)
    if (!match) return undefined
    const [, sign, path = '', raw = ''] = match
    const key = path.replace(/^(?:compose|schedule)\./, '')
    const value = harmless(raw) || absent
    const partner = changes.findIndex(change => change.key === key && change[sign === '-' ? 'before' : 'after'] === undefined)
    const side = sign === '-' ? {before: value} : {after: value}
    if (partner >= 0) changes[partner] = {...changes[partner], key, ...side}
    else changes.push({key, ...side})
  }
  return changes
}
