import type {RunId} from '../state/entry.ts'
import type {HistoryEntry} from './history.ts'
import {dayOf} from './moments.ts'

/** What one run did on one day, or what was recorded one by one. */
export interface Block {
  readonly day: string
  readonly run: RunId | undefined
  readonly entries: HistoryEntry[]
}

/** The entries by day and run, each at the place of its first one. */
export function blocksOf(entries: readonly HistoryEntry[], started: ReadonlyMap<RunId, unknown>): readonly Block[] {
  const blocks: Block[] = []
  const ofRuns = new Map<string, Block>()
  for (const entry of entries) {
    const [day, run] = [dayOf(Date.parse(entry.at)), started.has(entry.run) ? entry.run : undefined]
    const last = blocks.at(-1)
    const known =
      run === undefined ? (last?.run === undefined && last?.day === day ? last : undefined) : ofRuns.get(`${run} ${day}`)
    const block = known ?? {day, run, entries: []}
    if (!known) {
      blocks.push(block)
      if (run !== undefined) ofRuns.set(`${run} ${day}`, block)
    }
    block.entries.push(entry)
  }
  return blocks
}

/** The chunks of a campaign's members as one entry. */
export function summed(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  const sums = new Map<string, HistoryEntry & {type: 'members.posted'}>()
  for (const entry of entries) {
    if (entry.type !== 'members.posted') continue
    const before = sums.get(entry.address) ?? {...entry, posted: 0, added: 0, notAdded: 0}
    const {posted, added, notAdded} = before
    sums.set(entry.address, {
      ...before,
      posted: posted + entry.posted,
      added: added + entry.added,
      notAdded: notAdded + entry.notAdded,
    })
  }
  return entries.flatMap((entry): readonly HistoryEntry[] => {
    if (entry.type !== 'members.posted') return [entry]
    const sum = sums.get(entry.address)
    return sum?.seq === entry.seq ? [sum] : []
  })
}
