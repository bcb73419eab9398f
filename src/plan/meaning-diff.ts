import {diffWords} from 'diff'
import type {FilterMeaning} from '../config/lock.ts'

/** What a filter meant and means now, word by word: `criteria: Age is [-over-]{+under+} 40`; undefined where it is the same. */
export function meaningDiff(pinned: FilterMeaning, now: FilterMeaning): string | undefined {
  const keys = ['name', 'criteria'] as const
  const changed = keys.filter(key => pinned[key] !== now[key])
  if (changed.length === 0) return undefined
  return changed.map(key => `${key}: ${wordsOf(pinned[key], now[key])}`).join('; ')
}

const wordsOf = (before: string, after: string): string =>
  diffWords(before, after)
    .map(({added, removed, value}) => (added ? `{+${value}+}` : removed ? `[-${value}-]` : value))
    .join('')
