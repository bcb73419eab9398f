/**
 * A list that only grows, whose copies share nearly everything: an apply may end tens of thousands of sends, and each
 * step of its model is a new value.
 */
export interface Rows<T> {
  readonly chunks: readonly (readonly T[])[]
  readonly last: readonly T[]
  readonly length: number
}

const chunkSize = 256

/** The list without rows. */
export const noRows: Rows<never> = {chunks: [], last: [], length: 0}

/** The list and one row more. */
export function appended<T>({chunks, last, length}: Rows<T>, row: T): Rows<T> {
  const tail = [...last, row]
  return tail.length < chunkSize
    ? {chunks, last: tail, length: length + 1}
    : {chunks: [...chunks, tail], last: [], length: length + 1}
}

/** The rows from one index up to (not with) another. */
export function rowsBetween<T>({chunks, last}: Rows<T>, from: number, to: number): readonly T[] {
  const first = Math.floor(from / chunkSize)
  return [...chunks.slice(first), last]
    .flat()
    .slice(from - Math.min(first, chunks.length) * chunkSize, to - Math.min(first, chunks.length) * chunkSize)
}

/** All rows. */
export const allRows = <T>(rows: Rows<T>): readonly T[] => rowsBetween(rows, 0, rows.length)

/** The list with its last fitting row changed; the same list where none fits. */
export function changedRow<T>(rows: Rows<T>, fits: (row: T) => boolean, change: (row: T) => T): Rows<T> {
  const parts = [...rows.chunks, rows.last]
  for (let part = parts.length - 1; part >= 0; part--) {
    const chunk = parts[part] ?? []
    const index = chunk.findLastIndex(fits)
    if (index < 0) continue
    const changed = chunk.map((row, at) => (at === index ? change(row) : row))
    if (part === rows.chunks.length) return {...rows, last: changed}
    return {...rows, chunks: rows.chunks.map((old, at) => (at === part ? changed : old))}
  }
  return rows
}
