import {instant} from '../../src/instant.ts'
import type {BatchIntent, Entry} from '../../src/state/entry.ts'
import {openJournal} from '../../src/state/journal.ts'
import {systemDisk} from '../../src/state/stores/disk.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {address, intent, journal, lineage, run, saying} from '../state/scene.ts'
import {storeOn} from './store.ts'

/** Long before any clock that a test runs by. */
const then = Date.UTC(2020, 0, 6, 9)

export interface OldDoubt {
  readonly to: string
  readonly given?: Partial<BatchIntent>
  /** Without it, nothing is recorded after the intent. */
  readonly told?: boolean
}

/**
 * A journal of sends of 2020 whose answers were lost, as a panel's program would have written it, with its mark; `before` are records of the
 * run that sent them. Gives the record of each.
 */
export async function oldDoubts(
  {root, memory}: {readonly root: string; readonly memory: string},
  sends: readonly OldDoubt[],
  before: readonly Entry[] = [],
): Promise<readonly number[]> {
  const store = storeOn(`${root}/.fieldwork/default.jsonl`)
  const marks = openMarks(systemDisk, `${memory}/fieldwork`, root, ['default'])
  const opened = await openJournal(store, marks, () => instant(then), run, {lineage, panel: 'default', origin: 'loopback'})
  await opened.appendAll([journal(), ...before])
  const records: number[] = []
  for (const {to, given, told = true} of sends) {
    const deadlines = {sendBy: instant(then + 10_000), giveUpBy: instant(then + 150_000)}
    const line = await opened.append(intent(to, {...deadlines, ...given, address: address(to)}))
    const seq = line?.seq ?? 0
    if (told) await opened.append(saying('in-doubt', seq, to))
    records.push(seq)
  }
  return records
}
