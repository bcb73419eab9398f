import type {BatchId} from '../../src/address.ts'
import {carryOut} from '../../src/apply/carry-out.ts'
import type {ApplyEvent} from '../../src/apply/events.ts'
import {
  type Clock,
  ConnectFailed,
  type FilterReading,
  type MembersOutcome,
  type Outcome,
  type Refusal,
} from '../../src/apply/ports.ts'
import type {Campaign, Limits} from '../../src/config/campaign.ts'
import type {Pinned} from '../../src/config/lock.ts'
import {desired} from '../../src/desired/desire.ts'
import {rosterOf} from '../../src/desired/roster.ts'
import type {ExitCode} from '../../src/exit.ts'
import {instant} from '../../src/instant.ts'
import type {BatchRequest, Plan} from '../../src/plan/model.ts'
import {plan} from '../../src/plan/plan.ts'
import {openJournal} from '../../src/state/journal.ts'
import {lineage, project, start} from '../plan/scene.ts'
import {named} from '../plan/shown.ts'
import {type MemoryMarks, memoryMarks, type SharedJournal, sharedJournal} from '../state/memory-store.ts'
import {journal as firstLine, run} from '../state/scene.ts'

export const done = (id: number): Outcome => ({is: 'done', batchID: id as BatchId, warnings: []})
export const notDone = (refusal: Refusal, status = 400): Outcome => ({
  is: 'not-done',
  refusal,
  evidence: {phase: 'answer', status, why: `the server says ${status}`},
})
export const unknown: Outcome = {is: 'unknown', evidence: {phase: 'answer', why: 'the connection broke before an answer'}}
export const noConnection = 'no connection'

/** What a server does with one try: an outcome, no connection, or something that happens first. */
type Reaction = Outcome | typeof noConnection
export interface Happening {
  /** Reactions to one try after the other; after them batches 1400, 1401… are made. */
  readonly batches?: readonly Reaction[]
  readonly members?: readonly MembersOutcome[]
  readonly limits?: Partial<Limits>
  /** What is pinned, and what the panel says of a filter when it is asked. */
  readonly pinned?: Pinned
  readonly filters?: readonly FilterReading[]
  readonly skew?: number
  /** Runs that are gone. */
  readonly gone?: readonly string[]
  /** Called when a socket is asked for, when the intent is recorded and the write is due, and when the answer is there. */
  readonly onConnect?: (apply: Apply) => void
  readonly onWrite?: (apply: Apply) => void
  readonly onAnswer?: (apply: Apply) => void
  readonly onMembers?: (apply: Apply) => void
}

/** An apply with a server that does as it is told, and a clock that only sleeping moves. */
export interface Apply {
  readonly clock: Clock & {ms: number; monotonicMs: number}
  readonly journal: SharedJournal
  readonly marks: MemoryMarks
  readonly stopping: AbortController
  readonly leaving: AbortController
  /** What went over the wire, in order: `connect`, then what was written; names of the people in it. */
  readonly wire: string[]
  readonly bodies: BatchRequest[]
  readonly events: ApplyEvent[]
  readonly kept: string[]
  changed: string | undefined
  plan(campaigns: readonly Campaign[]): Promise<Plan>
  run(campaigns: readonly Campaign[], planned?: Plan): Promise<ExitCode>
}

export function applying(happening: Happening = {}): Apply {
  const clock = {
    ms: start,
    monotonicMs: 0,
    now: () => clock.ms,
    monotonic: () => clock.monotonicMs,
    sleep: async (ms: number) => {
      clock.ms += ms
      clock.monotonicMs += ms
    },
  }
  const [journal, marks, wire, bodies, events, kept] = [
    sharedJournal(),
    memoryMarks(),
    [] as string[],
    [] as BatchRequest[],
    [] as ApplyEvent[],
    [] as string[],
  ]
  journal.add(firstLine(), run)
  const batches = [...(happening.batches ?? [])]
  const filters = [...(happening.filters ?? [])]
  const members = [...(happening.members ?? [])]
  let nextId = 1400
  const open = (by: string) =>
    openJournal(journal.store(), marks, () => instant(clock.ms), by, {lineage, panel: 'default', origin: 'loopback'})
  const self: Apply = {
    clock,
    journal,
    marks,
    stopping: new AbortController(),
    leaving: new AbortController(),
    wire,
    bodies,
    events,
    kept,
    changed: undefined,
    plan: async campaigns => {
      const {state} = await open(run)
      const made = desired(
        {...project(campaigns, happening.limits), ...(happening.pinned && {pinned: happening.pinned})},
        lineage,
      )
      return plan(made, state, {now: clock.ms, gone: new Set(happening.gone)}, {version: '1.0.0'})
    },
    run: async (campaigns, planned) => {
      const files = project(campaigns, {concurrency: 1, ...happening.limits})
      const made = planned ?? (await self.plan(campaigns))
      return carryOut(made, made.actions, {
        run,
        journal: await open(run),
        present: () => ({now: clock.ms, gone: new Set(happening.gone)}),
        clock,
        desired: desired(files, lineage),
        roster: rosterOf(files, lineage),
        limits: files.limits,
        tell: event => void events.push(event),
        changedFile: () => self.changed,
        keepUnrecorded: text => void kept.push(text),
        stopping: self.stopping.signal,
        leaving: self.leaving.signal,
        api: {
          readFilter: async id => {
            wire.push(`GET filter ${id}`)
            const reading = filters.length > 1 ? filters.shift() : filters[0]
            if (!reading) throw new TypeError('no filter was to be read')
            return reading
          },
          clockSkew: () => happening.skew,
          connect: async () => {
            wire.push('connect')
            happening.onConnect?.(self)
            const reaction = batches.shift() ?? done(nextId++)
            if (reaction === noConnection) throw new ConnectFailed('nobody listens')
            return {
              close: () => {},
              send: async (request, {mayWrite, isOwned}) => {
                happening.onWrite?.(self)
                if (!mayWrite()) return notDone({kind: 'not-written'}, 0)
                wire.push(`POST ${whom(request)}`)
                bodies.push(request)
                happening.onAnswer?.(self)
                return reaction.is === 'done' && isOwned(reaction.batchID) ? unknown : reaction
              },
            }
          },
          addMembers: async people => {
            wire.push(`add ${people.map(({emailAddress}) => String(emailAddress).replace('@Example.com', '')).join(' ')}`)
            happening.onMembers?.(self)
            return members.shift() ?? {is: 'posted', added: people.length, notAdded: 0}
          },
        },
      })
    },
  }
  return self
}

const whom = ({compose, recipients}: BatchRequest): string => {
  const people =
    recipients.filterType === 2 ? recipients.emailAddress.replace('@Example.com', '') : `type ${recipients.filterType}`
  return `${String(compose.surveyID)} ${people}`
}

/** What the journal says after its first record, one row a record. */
export const recorded = ({journal}: Apply): readonly string[] =>
  journal.lines.slice(1).map(line => {
    switch (line.type) {
      case 'batch.intent':
        return named(`${line.seq} intent ${line.address}`)
      case 'batch.created':
        return `created ${line.batchID} of ${line.intent}`
      case 'batch.refused':
      case 'batch.in-doubt':
        return `${line.type.slice(6)} of ${line.intent}: ${line.evidence.why}`
      case 'members.posted':
        return `posted ${line.people.length} of ${line.campaign}: ${line.added} added, ${line.notAdded} not`
      default:
        return line.type
    }
  })

/** The events without their details, and the figures of the summary that aren't nought. */
export const told = ({events}: Apply): readonly string[] =>
  events.map(event => {
    if (event.type === 'summary') {
      const figures = Object.entries(event).filter(([, value]) => typeof value === 'number' && value > 0)
      return `summary ${figures.map(([key, value]) => `${key} ${value}`).join(', ')}`.trim()
    }
    if (event.type === 'diagnostic') return `diagnostic ${event.diagnostic.code}`
    return named(`${event.type}${'address' in event ? ` ${event.address}` : ''}`)
  })
