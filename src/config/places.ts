import type {Span} from '../diagnostics.ts'
import {type Path, pointer} from './path.ts'
import {type SourceText, spanAt} from './source-text.ts'

/** Offsets in a text. */
export type Range = readonly [start: number, end: number]

/** Where a value and its key stand. */
export interface Place {
  readonly key: Range
  readonly value: Range
  /** Whether it holds others. */
  readonly group: boolean
}

/** Finds the places of a document by path. */
export interface Lookup {
  /** The place of a value; for a group or a list, of its key. A path that isn't there gets the nearest place above. */
  readonly span: (path: Path) => Span
  /** The place of the key (in a list: of the item). */
  readonly keySpan: (path: Path) => Span
  readonly has: (path: Path) => boolean
}

/** A lookup in places by JSON pointer. */
export function lookup(source: SourceText, places: ReadonlyMap<string, Place>): Lookup {
  const at = (path: Path): Place | undefined => places.get(pointer(path)) ?? (path.length ? at(path.slice(0, -1)) : undefined)
  const span = ([start, end]: Range) => spanAt(source, start, end)
  return {
    span: path => {
      const place = at(path)
      const isThere = place && places.has(pointer(path))
      return span(place ? (isThere && !place.group && place.value[1] > place.value[0] ? place.value : place.key) : [0, 1])
    },
    keySpan: path => span(at(path)?.key ?? [0, 1]),
    has: path => places.has(pointer(path)),
  }
}
