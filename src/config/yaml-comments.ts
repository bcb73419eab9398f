import type {Level, Row} from './yaml-rows.ts'

/** A line that holds a comment, alone or behind something. Columns count from 0. */
export interface Commented {
  /** Column of the comment as written. */
  readonly column: number
  /** Columns that what stands before it will take; undefined where it stands alone. */
  readonly before?: number
  /** Blanks that stand before it, where it isn't alone. */
  readonly gap: number
}

/**
 * The column of each comment as it is to be. Comments below one another in one column stay in one column; one behind a value keeps its distance;
 * one on a line of its own goes with the group that it is written in.
 */
export function commentColumns(rows: readonly Row[], comments: ReadonlyMap<number, Commented>): ReadonlyMap<number, number> {
  const columns = new Map<number, number>()
  const [above, below] = [nearest(rows, 1), nearest(rows, -1)]
  for (const [line, comment] of comments) {
    if (columns.has(line)) continue
    const table = tableFrom(line, comments)
    if (table.length > 1) {
      const column = Math.max(...table.map(({column, before}) => Math.max(column, before === undefined ? 0 : before + 1)))
      for (let index = 0; index < table.length; index++) columns.set(line + index, column)
    } else {
      const {before, gap, column} = comment
      columns.set(line, before === undefined ? alone(column, above[line], below[line]) : before + Math.max(1, gap))
    }
  }
  return columns
}

/** Lines from this one on that have their comments in one column, where the first of them holds more than the comment. */
function tableFrom(line: number, comments: ReadonlyMap<number, Commented>): readonly Commented[] {
  const first = comments.get(line)
  if (first?.before === undefined) return []
  const table: Commented[] = []
  for (let next = comments.get(line); next?.column === first.column; next = comments.get(line + table.length)) table.push(next)
  return table
}

/** A comment with a line of its own may belong to what follows, or end what stands before it: its indentation tells. */
function alone(column: number, above: Row | undefined, below: Row | undefined): number {
  const [ends, begins] = [holding(above, column), holding(below, column)]
  const level = begins && (!ends || begins.from >= ends.from) ? begins : ends
  const to = level ? level.to + 2 * Math.floor((column - level.from) / 2) : 0
  return Math.min(to, above?.ceiling ?? to)
}

/** For each line the nearest one that holds more than a comment, before it (1) or behind it (-1). */
function nearest(rows: readonly Row[], direction: 1 | -1): readonly (Row | undefined)[] {
  const found: (Row | undefined)[] = []
  let last: Row | undefined
  for (let step = 0; step < rows.length; step++) {
    const line = direction === 1 ? step : rows.length - 1 - step
    found[line] = last
    if (rows[line]?.to !== undefined) last = rows[line]
  }
  return found
}

/** The innermost group of a line that begins no further right than the column. */
const holding = (row: Row | undefined, column: number): Level | undefined => row?.levels.findLast(({from}) => from <= column)
