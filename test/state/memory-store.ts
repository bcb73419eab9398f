import type {Sum} from '../../src/address.ts'
import type {Entry, Line} from '../../src/state/entry.ts'
import type {Marks, StateStore, Torn} from '../../src/state/journal.ts'
import {written} from '../../src/state/line.ts'

/** A journal in memory that several stores can share, with faults on demand. */
export interface SharedJournal {
  readonly lines: Line[]
  torn?: Torn
  /** Asked before each append; may throw, or add lines of its own. */
  before: (entry: Entry) => void
  store(): StateStore
  /** What another runner has appended. */
  add(entry: Entry, run?: string, at?: string): Line
}

export function sharedJournal(): SharedJournal {
  const last = (): Sum | '' => lines.at(-1)?.sum ?? ''
  const lines: Line[] = []
  const shared: SharedJournal = {
    lines,
    before: () => {},
    add: (entry, run = 'bbbbbbbbbbbbbbbb', at = '2031-12-01T09:00:00Z') => {
      const {line} = written(entry, {seq: lines.length + 1, at: at as Line['at'], run, prev: last()})
      lines.push(line)
      return line
    },
    store: () => ({
      place: 'the journal',
      read: async from => ({lines: lines.filter(({seq}) => seq >= from), ...(shared.torn && {torn: shared.torn})}),
      append: async (after, records) => {
        for (const {line} of records) shared.before(line)
        if (after !== last()) return 'overtaken'
        lines.push(...records.map(({line}) => line))
        return 'appended'
      },
    }),
  }
  return shared
}

/** Marks in memory. */
export interface MemoryMarks extends Marks {
  readonly said: string[]
  broken?: Error
}
export function memoryMarks(): MemoryMarks {
  const said: string[] = []
  const marks: MemoryMarks = {
    said,
    expect: async lineage => void said.push(`expect ${lineage.slice(0, 4)}`),
    unseen: async () => [],
    advance: async (_lineage, {seq}) => {
      if (marks.broken) throw marks.broken
      said.push(`mark ${seq}`)
    },
  }
  return marks
}
