import type {Sum} from '../address.ts'
import {exit, stop} from '../exit.ts'
import type {Instant} from '../instant.ts'
import type {Entry, Line, RunId, Seq} from './entry.ts'
import {startFold} from './fold.ts'
import {type Sealed, written} from './line.ts'
import {rolledBack} from './rolled-back.ts'
import type {State} from './state.ts'

/** The last bytes of a journal are no whole line: a write was cut off. */
export interface Torn {
  readonly line: number
  readonly bytes: number
}

/**
 * Where a panel's journal lives: it keeps sealed records in their order and knows nothing of what they mean. `append` succeeds only if
 * `after` is still the sum of the last record: that is the fence. Both reject with `Stop` (exit 7) where the journal can't be read, trusted
 * or written; after a rejected `append` the records may be there all the same, and the next `read` tells.
 */
export interface StateStore {
  /** In words, for messages. */
  readonly place: string
  /** The records from number `from` on. */
  read(from: Seq): Promise<{readonly lines: readonly Line[]; readonly torn?: Torn}>
  /**
   * Appends records that stand one on the other, the first on `after`. Flushed when it resolves. `overtaken`: another runner's record came
   * first, none of these counts. A crash in the middle may keep only the first ones.
   */
  append(after: Sum | '', records: readonly Sealed[]): Promise<'appended' | 'overtaken'>
}

/** Where the last append is remembered outside the project, so that a journal that was rolled back is noticed. */
export interface Marks {
  /** Remembers, before the first record, that this lineage is begun here. Flushed when it resolves. */
  expect(lineage: string): Promise<void>
  /** The records of a lineage that this machine has appended, by whichever process: those that weren't told of yet. */
  unseen(lineage: string): Promise<readonly {readonly seq: Seq; readonly sum: Sum}[]>
  /** Flushed when it resolves. Rejects with `Stop` (exit 7) where it can't be written. */
  advance(lineage: string, at: {readonly seq: Seq; readonly sum: Sum}): Promise<void>
}

/** The recorded state of a panel, and the one way to add to it. */
export interface Journal {
  readonly state: State
  readonly torn: Torn | undefined
  /** Whether this very record is in the journal. */
  holds(record: {readonly seq: Seq; readonly sum: Sum}): boolean
  /** Reads what others have added. */
  refresh(): Promise<State>
  /**
   * Appends one record, flushes it, and advances the mark. Where `allowed` is given it is asked with the newest state, and asked again
   * whenever another runner came first; if it says no, nothing is written and the answer is undefined. Facts (outcomes) are appended
   * without it: they land after whatever others have added.
   */
  append(entry: Entry, allowed?: (state: State) => boolean): Promise<Line | undefined>
  /** The same for several records that belong together: others come before or after all of them. */
  appendAll(entries: readonly Entry[], allowed?: (state: State) => boolean): Promise<readonly Line[] | undefined>
}

/** Opens a journal and reads it whole. `empty` names what an empty journal's state is called by. */
export async function openJournal(
  store: StateStore,
  marks: Marks,
  now: () => Instant,
  run: RunId,
  empty: {readonly lineage: string; readonly panel: string; readonly origin: string},
): Promise<Journal> {
  const fold = startFold(empty.lineage, empty.panel, empty.origin)
  let torn: Torn | undefined
  const sums: Sum[] = []
  /** A record that was marked and isn't there. */
  let lost: {readonly seq: Seq; readonly sum: Sum} | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const take = (line: Line): void => {
    fold.add(line)
    sums[line.seq] = line.sum
  }
  const refresh = async (): Promise<State> => {
    const read = await store.read((fold.state.head?.seq ?? 0) + 1)
    torn = read.torn
    if (read.lines.length > 0) await checkRecords(store.place, read.lines)
    for (const line of read.lines) take(line)
    return fold.state
  }
  /**
   * That the journal holds every record that this machine has marked. The marks first, then the records: a mark is only ever of a record that is there
   * already, while others go on appending.
   */
  const lookBack = async (): Promise<void> => {
    const unseen = await marks.unseen(fold.state.lineage)
    await refresh()
    lost ??= unseen.find(({seq, sum}) => sums[seq] !== sum)
    if (lost) throw rolledBack(store.place, `record ${lost.seq}, which this machine appended, is not in it any more`)
  }
  const appendAll = async (
    entries: readonly Entry[],
    allowed?: (state: State) => boolean,
  ): Promise<readonly Line[] | undefined> => {
    for (;;) {
      if (torn) throw tornStop(store.place, torn)
      if (allowed && !allowed(fold.state)) return undefined
      const {seq, sum} = fold.state.head ?? {seq: 0, sum: '' as const}
      const records = sealedAll(entries, {seq, sum}, {at: now(), run})
      const last = records.at(-1)
      if (!last) return []
      for (const entry of entries) if (entry.type === 'journal') await marks.expect(entry.lineage)
      if ((await store.append(sum, records)) === 'appended') {
        for (const {line} of records) take(line)
        await marks.advance(fold.state.lineage, last.line)
        // Where the file was swapped under a run, two may have appended the same to two files: the second to look sees the marks of both.
        if (allowed) await lookBack()
        return records.map(({line}) => line)
      }
      await refresh()
    }
  }
  // One at a time within a process: each append stands on what was read and written before it.
  const queued = <T>(job: () => Promise<T>): Promise<T> => {
    const mine = turn.then(job)
    turn = mine.catch(() => undefined)
    return mine
  }
  await refresh()
  return {
    state: fold.state,
    get torn() {
      return torn
    },
    holds: ({seq, sum}) => sums[seq] === sum,
    refresh: () => queued(refresh),
    append: async (entry, allowed) => (await queued(() => appendAll([entry], allowed)))?.[0],
    appendAll: (entries, allowed) => queued(() => appendAll(entries, allowed)),
  }
}

/** Entries as records that stand one on the other, the first after `head`. */
function sealedAll(
  entries: readonly Entry[],
  head: {readonly seq: Seq; readonly sum: Sum | ''},
  stamp: {readonly at: Instant; readonly run: RunId},
): readonly Sealed[] {
  const records: Sealed[] = []
  for (const [index, entry] of entries.entries()) {
    const together = index > 0 && {with: head.seq + 1}
    const prev = records.at(-1)?.line.sum ?? head.sum
    records.push(written(entry, {seq: head.seq + index + 1, ...stamp, ...together, prev}))
  }
  return records
}

/** Line 1, unless another run was first: then `journal.state` is of that run's lineage. */
export async function beginJournal(journal: Journal): Promise<void> {
  const {lineage, panel, origin} = journal.state
  await journal.append({type: 'journal', lineage, panel, origin, normalisation: 1}, state => state.head === null)
}

/** Holds records against their schema, which is loaded with the first record there is. Rejects with `Stop` (exit 7). */
export async function checkRecords(place: string, lines: readonly Line[]): Promise<void> {
  const {validateEntry} = await import('#validators/validateEntry')
  for (const line of lines) if (!validateEntry(withSample(line))) throw unknownRecord(place, line)
}

/** Of people that were left packed, whose form was looked at when they were read, the first stands for all. */
function withSample(line: Line): object {
  if (line.type !== 'members.posted' || Array.isArray(line.people)) return line
  const [first] = line.people
  return {...line, people: [first]}
}

const unknownRecord = (place: string, {seq, type}: Line) =>
  stop(exit.state, {
    code: 'FW125',
    summary: 'The recorded state holds a record that this version does not know',
    detail: `${place}, record ${seq}: ${/^[a-z.-]{1,40}$/.test(String(type)) ? `"${type}"` : 'its type'} is not known in this form.`,
    help: 'Nothing is sent. It was written by a newer fieldwork, or the file is not a journal: use the newer version.',
  })

/** The stop for a journal whose last write was cut off. */
export const tornStop = (place: string, {line, bytes}: Torn) =>
  stop(exit.state, {
    code: 'FW120',
    summary: 'The recorded state ends in the middle of a record',
    detail: `${place}, line ${line}: the last ${bytes} bytes are no whole record. A write was cut off (a crash, a full disk, or a copy in the middle of a write).`,
    help: 'Nothing is sent until a person has looked. This keeps a copy and cuts the torn end off:\nfieldwork state mend',
  })
