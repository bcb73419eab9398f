import {diffLines} from 'diff'
import {canonical} from '../canonical.ts'
import type {WrittenBatch} from '../desired/desired.ts'
import type {Milliseconds} from '../instant.ts'

/** How a sent batch differs from what is written now. */
export interface Changes {
  /** Lines that begin with `- `, `+ ` or two spaces. */
  readonly diff: string
  /** Each a line that undoes one edit. */
  readonly undo: readonly string[]
}

/** The difference between what was sent and what is written, or undefined where there is none. */
export function changesOf(sent: WrittenBatch, now: WrittenBatch, lines: Readonly<Record<string, number>>): Changes | undefined {
  if (canonical(sent) === canonical(now)) return undefined
  const [before, after] = [flat(sent), flat(now)]
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter(path => before.get(path) !== after.get(path))
  return {diff: diffOf(before, after), undo: paths.map(path => undoOf(path, before.get(path), lines[path]))}
}

const diffOf = (before: Flat, after: Flat): string =>
  diffLines(textOf(before), textOf(after))
    .flatMap(({added, removed, value}) =>
      value
        .split('\n')
        .slice(0, -1)
        .map(line => `${added ? '+' : removed ? '-' : ' '} ${line}`),
    )
    .join('\n')

type Flat = ReadonlyMap<string, string>
const textOf = (flat: Flat): string => [...flat].map(([path, value]) => `${path}: ${value}\n`).join('')

/** Paths of the campaign language with their values as one would write them, in a fixed order. */
function flat({compose, recipients, repeat: _history, ...schedule}: WrittenBatch): Flat {
  const rows: [string, string][] = []
  for (const [key, value] of Object.entries(compose).sort(byKey)) {
    if (typeof value === 'object')
      for (const [name, points] of Object.entries(value).sort(byKey)) rows.push([`compose.${key}.${name}`, String(points)])
    else rows.push([`compose.${key}`, JSON.stringify(value)])
  }
  rows.push(typeof recipients === 'object' ? ['recipients.filter', String(recipients.filter)] : ['recipients', recipients])
  for (const [key, value] of Object.entries(schedule).sort(byKey)) rows.push([`schedule.${key}`, scheduled(key, value)])
  return new Map(rows)
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

function scheduled(key: string, value: string | number | boolean): string {
  if (key === 'sendAt' || key === 'closeAt') return `${String(value).slice(0, 16).replace('T', ' ')} UTC`
  return key === 'closeAfter' ? durationText(Number(value)) : String(value)
}

/** A duration as the campaign language writes it: `9d`, `36h`. */
export function durationText(ms: Milliseconds): string {
  const units = [
    ['w', 604_800_000],
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const
  const [unit, size] = units.find(([, length]) => ms % length === 0) ?? ['s', 1000]
  return `${ms / size}${unit}`
}

function undoOf(path: string, before: string | undefined, line: number | undefined): string {
  const place = line === undefined ? '' : ` (line ${line})`
  const key = path.split('.').at(-1) ?? path
  return before === undefined ? `take out ${key}${place}` : `${key}: ${before}${place}`
}
