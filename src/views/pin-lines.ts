import type {Pinned} from '../config/lock.ts'
import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'

/** What is pinned now, and how it differs from what was. */
export function pinLines(before: Pinned, now: Pinned, width: number): readonly Line[] {
  const rows = [...rowsOf('filter', before.filters, now.filters), ...rowsOf('survey', before.surveys, now.surveys)]
  const changes = rows.filter(({is}) => is !== 'same').length
  const all = now.filters.size + now.surveys.size
  return [
    ...rows.flatMap(row => wrapped(wordsOf(row), width, 4)),
    blank,
    line(
      toned('send', '✓'),
      changes === 0
        ? ` fieldwork.lock holds ${counted(all, 'meaning')}: nothing changed.`
        : ` fieldwork.lock holds ${counted(all, 'meaning')}, ${changes} new or changed. Look at it, and commit it.`,
    ),
  ]
}

interface Row {
  readonly is: 'same' | 'new' | 'gone' | 'changed'
  readonly label: string
  readonly before: readonly string[]
  readonly now: readonly string[]
}

function rowsOf(what: string, before: ReadonlyMap<number, object>, now: ReadonlyMap<number, object>): readonly Row[] {
  const ids = [...new Set([...before.keys(), ...now.keys()])].sort((one, other) => one - other)
  return ids.map(id => {
    const [old, current] = [textsOf(before.get(id)), textsOf(now.get(id))]
    const is =
      old.length === 0 ? 'new' : current.length === 0 ? 'gone' : old.join('\n') === current.join('\n') ? 'same' : 'changed'
    return {is, label: `${what} ${id}`, before: old, now: current}
  })
}

const textsOf = (meaning: object | undefined): readonly string[] =>
  Object.values(meaning ?? {}).map(text => harmless(String(text)))

function wordsOf({is, label, before, now}: Row): Line {
  const name = label.padEnd(16)
  switch (is) {
    case 'same':
      return line(`    ${name}`, now.join(' · '))
    case 'new':
      return line('  ', toned('send', '+'), ` ${name}`, now.join(' · '))
    case 'gone':
      return line('  ', toned('refused', '-'), ` ${name}`, before.join(' · '), ' (no campaign uses it any more)')
    case 'changed':
      return line(
        '  ',
        toned('wait', '~'),
        ` ${name}`,
        toned('refused', before.join(' · ')),
        ' → ',
        toned('send', now.join(' · ')),
      )
    default:
      return is satisfies never
  }
}
