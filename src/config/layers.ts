import type {Path} from './path.ts'

/** Keys of one kind, written at one place. */
export interface Layer<T> {
  readonly written: Partial<T> | undefined
  readonly at: Path
}

/** Keys that were laid over each other: each counts as it was written last, and keeps the place where that was. */
export interface Laid<T> {
  readonly value: Partial<T>
  /** Where a key is written; where it would be, if it is nowhere. */
  readonly pathOf: (key: keyof T & string) => Path
  /** The groups themselves, the innermost first. */
  readonly places: readonly Path[]
}

/**
 * Lays layers over each other, the last on top. `instead` names keys that say the same thing in two ways: one that is written further up
 * takes the place of the other below it.
 */
export function laid<T extends object>(layers: readonly Layer<T>[], instead: readonly (keyof T & string)[] = []): Laid<T> {
  const value: {[key: string]: unknown} = {}
  const places = new Map<string, Path>()
  for (const {written = {}, at} of layers) {
    const own = Object.entries(written)
    if (own.some(([key]) => instead.includes(key as keyof T & string))) for (const key of instead) delete value[key]
    for (const [key, each] of own) {
      value[key] = each
      places.set(key, [...at, key])
    }
  }
  const written = layers.filter(layer => layer.written !== undefined).map(({at}) => at)
  const top = written.at(-1) ?? layers[0]?.at ?? []
  return {value: value as Partial<T>, pathOf: key => places.get(key) ?? [...top, key], places: written.toReversed()}
}
