/** Which of the three requests is struck. */
export const positions = ['first', 'middle', 'last'] as const
export type Position = (typeof positions)[number]

/** What one command ends with. `heard`: requests of the scope that came to the server; on a connection that it broke itself, none counts. */
interface Run {
  readonly exit: number
  readonly heard: number
}

type BatchState = 'created' | 'in-doubt' | 'refused' | '—'

/** An apply of three batches, one after another: how they stand afterwards, and what the next apply ends with. */
export interface BatchesEnd extends Run {
  readonly states: readonly BatchState[]
  readonly again: Run
}

/** An apply of five members in three calls, and one batch of the same campaign: how many are recorded as posted, whether the batch went. */
export interface MembersEnd extends Run {
  readonly posted: number
  readonly batches: number
  readonly again: Run
}

/** A `status --refresh` of three batches: which of them were read. The next one reads all three. */
export interface StatusEnd extends Run {
  readonly read: readonly boolean[]
}

const nth = (position: Position): number => positions.indexOf(position) + 1

/** Three states: all before the struck one are created. */
const states = (n: number, struck: BatchState, after: BatchState): readonly BatchState[] =>
  [1, 2, 3].map(each => (each < n ? 'created' : each === n ? struck : after))

/** What each verdict on a POST of a batch comes to, where it strikes request `n` of three. Source: docs/sending.md. */
export const batchVerdicts = {
  /** Proven: it is there. */
  done: {
    words: 'created',
    end: () => ({exit: 0, heard: 3, states: states(3, 'created', '—'), again: {exit: 0, heard: 3}}),
  },
  /** Nobody can say: nothing new starts; the next apply sends the others. */
  unknown: {
    words: 'in doubt',
    end: n => ({exit: 4, heard: n, states: states(n, 'in-doubt', '—'), again: {exit: 4, heard: 3}}),
  },
  /** The same, where the server never read the request. */
  unheard: {
    words: 'in doubt',
    end: n => ({exit: 4, heard: n - 1, states: states(n, 'in-doubt', '—'), again: {exit: 4, heard: 2}}),
  },
  /** It broke before it had come up: the next connection carries it. */
  reconnected: {
    words: 'created over another connection',
    end: () => ({exit: 0, heard: 3, states: states(3, 'created', '—'), again: {exit: 0, heard: 3}}),
  },
  /** Proven: not a byte was written. The rest goes on, and the next apply sends it. */
  'not-written': {
    words: 'refused',
    end: n => ({exit: 5, heard: 2, states: states(n, 'refused', 'created'), again: {exit: 0, heard: 3}}),
  },
  /** No connection at all, three times tried: no intent, and nothing more is tried. */
  unreachable: {
    words: 'not attempted',
    end: n => ({exit: 5, heard: n - 1, states: states(n, '—', '—'), again: {exit: 0, heard: 3}}),
  },
  /** Proven: this request is wrong. The rest goes on. */
  payload: {
    words: 'refused, the rest goes on',
    end: n => ({exit: 9, heard: 3, states: states(n, 'refused', 'created'), again: {exit: 0, heard: 4}}),
  },
  /** Proven: no request would be taken. */
  stops: {
    words: 'refused, nothing more is sent',
    end: n => ({exit: 9, heard: n, states: states(n, 'refused', '—'), again: {exit: 0, heard: 4}}),
  },
  /** Proven: not now. It waits, and sends it under a new intent. */
  waits: {
    words: 'created after a wait',
    end: () => ({exit: 0, heard: 4, states: states(3, 'created', '—'), again: {exit: 0, heard: 4}}),
  },
  /** Created, but with clocks so far apart nothing more is sent. */
  clock: {
    words: 'created, nothing more is sent',
    end: n => ({exit: n < 3 ? 10 : 0, heard: n, states: states(n, 'created', '—'), again: {exit: 0, heard: 3}}),
  },
} as const satisfies Readonly<Record<string, {readonly words: string; readonly end: (n: number) => BatchesEnd}>>
export type BatchVerdict = keyof typeof batchVerdicts

/** What each verdict on a POST of members comes to: chunks of 2, 2 and 1. */
export const memberVerdicts = {
  posted: {words: 'posted', end: () => ({exit: 0, heard: 3, posted: 5, batches: 1, again: {exit: 0, heard: 3}})},
  /** Posting twice adds nobody twice: tried again by itself. */
  again: {words: 'posted at the second try', end: () => ({exit: 0, heard: 4, posted: 5, batches: 1, again: {exit: 0, heard: 4}})},
  'again-unheard': {
    words: 'posted at the second try',
    end: () => ({exit: 0, heard: 3, posted: 5, batches: 1, again: {exit: 0, heard: 3}}),
  },
  refused: {
    words: 'refused, the batch waits',
    end: n => ({exit: 9, heard: n, posted: 2 * (n - 1), batches: 0, again: {exit: 0, heard: 4}}),
  },
  unreachable: {
    words: 'not posted, the batch waits',
    end: n => ({exit: 5, heard: n - 1, posted: 2 * (n - 1), batches: 0, again: {exit: 0, heard: 3}}),
  },
  /** The next chunk's answer shows the right time again; behind the last one comes the batch. */
  clock: {
    words: 'posted; right before a batch, that is not sent',
    end: n => ({exit: n < 3 ? 0 : 10, heard: 3, posted: 5, batches: n < 3 ? 1 : 0, again: {exit: 0, heard: 3}}),
  },
} as const satisfies Readonly<Record<string, {readonly words: string; readonly end: (n: number) => MembersEnd}>>
export type MemberVerdict = keyof typeof memberVerdicts

const readBefore = (n: number): readonly boolean[] => [1, 2, 3].map(each => each < n)

/** What each verdict on a GET of a batch comes to. */
export const statusVerdicts = {
  read: {words: 'read', end: () => ({exit: 0, heard: 3, read: [true, true, true]})},
  /** Reading does nothing: what may pass is tried again by itself. */
  again: {words: 'read at the second try', end: () => ({exit: 0, heard: 4, read: [true, true, true]})},
  'again-unheard': {words: 'read at the second try', end: () => ({exit: 0, heard: 3, read: [true, true, true]})},
  waits: {words: 'read after a wait', end: () => ({exit: 0, heard: 4, read: [true, true, true]})},
  /** A whole answer that can't be understood: the next one would be no better. */
  failed: {words: 'not read, nothing more is', end: n => ({exit: 5, heard: n, read: readBefore(n)})},
  unreachable: {words: 'not read, nothing more is', end: n => ({exit: 5, heard: n - 1, read: readBefore(n)})},
  refused: {words: 'refused, nothing more is read', end: n => ({exit: 9, heard: n, read: readBefore(n)})},
  /** The API knows no such batch: said, and the others are read. */
  missing: {words: 'not read, the others are', end: n => ({exit: 0, heard: 3, read: [1, 2, 3].map(each => each !== n)})},
} as const satisfies Readonly<Record<string, {readonly words: string; readonly end: (n: number) => StatusEnd}>>
export type StatusVerdict = keyof typeof statusVerdicts

/** What is expected of an apply of batches whose request at `position` is struck: one of these. */
export const batchesEnds = (verdicts: readonly BatchVerdict[], position: Position): readonly BatchesEnd[] =>
  verdicts.map(verdict => batchVerdicts[verdict].end(nth(position)))
export const membersEnd = (verdict: MemberVerdict, position: Position): MembersEnd => memberVerdicts[verdict].end(nth(position))
export const statusEnd = (verdict: StatusVerdict, position: Position): StatusEnd => statusVerdicts[verdict].end(nth(position))
