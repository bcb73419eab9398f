import type {Address, BatchId} from '../address.ts'
import type {ApplyEvent, Summary} from '../apply/events.ts'
import type {Diagnostic} from '../diagnostics.ts'
import type {Instant} from '../instant.ts'
import type {Plan} from '../plan/model.ts'
import {appended, changedRow, noRows, type Rows} from './rows.ts'

/** How far one send has come, as the events told it. */
export interface ApplyRow {
  readonly address: Address
  readonly state: 'sending' | 'created' | 'refused'
  /** It has begun, and has to wait before it is sent. */
  readonly waits?: {readonly reason: string; readonly until: Instant | null}
  readonly batchID?: BatchId
  readonly status?: string
  readonly why?: string
  readonly startedMs: number
  readonly endedMs?: number
  /** It was refused and has begun anew since: another row says what came of it. */
  readonly again?: boolean
}

export interface ApplyModel {
  readonly panel: string
  readonly startedMs: number | null
  readonly members: {readonly total: number; readonly posted: number; readonly added: number; readonly notAdded: number}
  readonly batches: {readonly total: number; readonly done: number; readonly created: number; readonly refused: number}
  /** What is being sent, in the order in which it began. */
  readonly open: readonly ApplyRow[]
  /** What has ended, in the order in which it ended. */
  readonly ended: Rows<ApplyRow>
  /** Never shrinks: a doubt is settled by a person, not by an event. */
  readonly doubts: readonly {readonly address: Address; readonly why: string}[]
  /** Sends that were in doubt before this run began, and still are. */
  readonly earlier: readonly {readonly address: Address; readonly why: string}[]
  readonly unconfirmed: readonly {readonly address: Address; readonly count: number; readonly why: string}[]
  readonly held: Rows<{readonly address: Address; readonly detail: string}>
  readonly waiting: {readonly address: Address; readonly reason: string; readonly until: Instant | null} | null
  readonly halted: {readonly campaign: string | null; readonly reason: string} | null
  readonly diagnostics: readonly Diagnostic[]
  readonly calls: {
    readonly made: number
    readonly planned: number
    readonly recent: readonly number[]
    readonly perSecond: number | null
  }
  readonly interrupts: number
  readonly summary: Summary | null
}

/** Before the first event. */
export function initialModel(plan: Plan, {callsPerMinute}: {readonly callsPerMinute?: number} = {}): ApplyModel {
  const {panel, summary} = plan
  return {
    panel,
    startedMs: null,
    members: {total: summary.membersToAdd, posted: 0, added: 0, notAdded: 0},
    batches: {total: summary.batchesToCreate, done: 0, created: 0, refused: 0},
    open: [],
    ended: noRows,
    doubts: [],
    earlier: plan.inDoubt.map(({address}) => ({address, why: 'left by an earlier run'})),
    unconfirmed: [],
    held: noRows,
    waiting: null,
    halted: null,
    diagnostics: [],
    calls: {made: 0, planned: summary.apiCalls, recent: [], perSecond: callsPerMinute === undefined ? null : callsPerMinute / 60},
    interrupts: 0,
    summary: null,
  }
}

/** The model after an event that came at `nowMs`. Pure: the screen, the text and the tests see the same. */
export function applied(before: ApplyModel, event: ApplyEvent, nowMs: number): ApplyModel {
  const model = before.startedMs === null ? {...before, startedMs: nowMs} : before
  switch (event.type) {
    case 'version':
      return {...model, panel: event.panel}
    case 'members.posted':
      return called(withMembers(model, event), nowMs)
    case 'members.unconfirmed':
      return called({...model, unconfirmed: [...model.unconfirmed, event]}, nowMs)
    case 'batch.intent':
      return begun(model, event.address, nowMs)
    case 'batch.created':
      return called(ended(model, {address: event.address, state: 'created', batchID: event.batchID}, nowMs), nowMs)
    case 'batch.refused':
      return called(ended(model, {address: event.address, state: 'refused', why: event.why}, nowMs), nowMs)
    case 'batch.in-doubt':
      return called(doubted(model, event), nowMs)
    case 'batch.read':
      return {...model, ended: changedRow(model.ended, isCreated(event.address), row => ({...row, status: event.status}))}
    case 'waiting':
      return waits(model, event)
    case 'held':
      return {...model, open: without(model.open, event.address), held: appended(model.held, event)}
    case 'halted':
      return {...model, halted: event}
    case 'diagnostic':
      return {...model, diagnostics: [...model.diagnostics, event.diagnostic]}
    case 'summary':
      return {...model, summary: event, waiting: null}
    default:
      return event satisfies never
  }
}

/** The model after Ctrl-C. */
export const interrupted = (model: ApplyModel): ApplyModel => ({...model, interrupts: model.interrupts + 1})

const without = (rows: readonly ApplyRow[], address: Address): readonly ApplyRow[] => rows.filter(row => row.address !== address)

const isCreated =
  (address: Address) =>
  (row: ApplyRow): boolean =>
    row.address === address && row.state === 'created'

/** A send that has begun waits in its own row: others go on beside it. */
function waits(model: ApplyModel, event: ApplyEvent & {type: 'waiting'}): ApplyModel {
  const {address, reason, until} = event
  const hasBegun = model.open.some(row => row.address === address)
  if (!hasBegun) return {...model, waiting: event}
  return {...model, open: model.open.map(row => (row.address === address ? {...row, waits: {reason, until}} : row))}
}

/** A send that was refused for its rate begins again: it is not done yet. */
function begun(model: ApplyModel, address: Address, nowMs: number): ApplyModel {
  const {batches, ended} = model
  const isRefused = (row: ApplyRow) => row.address === address && row.state === 'refused' && !row.again
  const marked = batches.refused > 0 ? changedRow(ended, isRefused, row => ({...row, again: true})) : ended
  const again = marked !== ended
  return {
    ...model,
    waiting: null,
    open: [...without(model.open, address), {address, state: 'sending', startedMs: nowMs}],
    ended: marked,
    batches: again ? {...batches, done: batches.done - 1, refused: batches.refused - 1} : batches,
  }
}

function withMembers(
  model: ApplyModel,
  {posted, added, notAdded}: {readonly posted: number; readonly added: number; readonly notAdded: number},
): ApplyModel {
  const {members} = model
  return {
    ...model,
    waiting: null,
    members: {...members, posted: members.posted + posted, added: members.added + added, notAdded: members.notAdded + notAdded},
  }
}

function ended(
  model: ApplyModel,
  row: Pick<ApplyRow, 'address' | 'batchID' | 'why'> & {readonly state: 'created' | 'refused'},
  nowMs: number,
): ApplyModel {
  const startedMs = model.open.find(({address}) => address === row.address)?.startedMs ?? nowMs
  const {batches} = model
  return {
    ...model,
    open: without(model.open, row.address),
    ended: appended(model.ended, {...row, startedMs, endedMs: nowMs}),
    batches: {...batches, done: batches.done + 1, [row.state]: batches[row.state] + 1},
  }
}

function doubted(model: ApplyModel, {address, why}: {readonly address: Address; readonly why: string}): ApplyModel {
  const known = model.doubts.some(doubt => doubt.address === address)
  const doubts = known ? model.doubts : [...model.doubts, {address, why}]
  return {...model, open: without(model.open, address), doubts, batches: {...model.batches, done: model.batches.done + 1}}
}

/** Calls of the last seconds make the speed that is shown. */
export const speedWindow = 10_000
/** As many of them as a speed needs. */
const mostRecent = 200

function called(model: ApplyModel, nowMs: number): ApplyModel {
  const {calls} = model
  return {
    ...model,
    calls: {
      ...calls,
      made: calls.made + 1,
      recent: [...calls.recent.filter(ms => ms > nowMs - speedWindow).slice(-mostRecent), nowMs],
    },
  }
}
