import type {Address, Digest} from '../address.ts'
import {canonical, digestOf} from '../canonical.ts'
import type {Desired, DesiredCampaign} from '../desired/desired.ts'
import {type Diagnostic, flatDiagnostic} from '../diagnostics.ts'
import {doubts, type Present} from '../state/doubt.ts'
import type {State} from '../state/state.ts'
import {attemptsOf, basesOf, type Context, type Decision, held, type Unit} from './context.ts'
import {addressFor} from './create.ts'
import {decide} from './decide.ts'
import {kinships} from './kin.ts'
import type {Action, Basis, CreateBatch, Held, InDoubt, Note, Plan, Unchanged, Waiting} from './model.ts'
import {alarmNotes, haltNotes, passedNotes, zoneNote} from './notes.ts'
import {planMembers} from './people.ts'
import {isRecorded, newestByRule, priorOf, type Round, ruleChanged, turnOf} from './rounds.ts'
import {type Selection, selector} from './selection.ts'
import {summaryOf} from './summary.ts'
import {type Timetable, timetableOf} from './timetable.ts'
import {unitsOf} from './units.ts'

/** What the planner is told beside the three values that it compares. */
export interface PlanOptions {
  readonly selection?: Selection
  readonly version: string
  /** Warnings about the files, which the plan carries along. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** The difference between what the files ask for and what is recorded, as data: what will be done, what is held and why, what waits. */
export function plan(
  desired: Desired,
  state: State,
  present: Present,
  {selection = {}, version, diagnostics = []}: PlanOptions,
): Plan {
  const context: Context = {
    desired,
    state,
    present,
    selector: selector(selection, desired),
    claimed: new Map(),
    stated: new Set(desired.campaigns.flatMap(campaign => campaign.batches.flatMap(batch => basesOf(campaign, batch)))),
    byRule: once(() => newestByRule(state)),
    kin: kinships(),
  }
  const sourceOf = sourcesOf(desired)
  const inDoubt = doubts(state, present).map(({address, parts}): InDoubt => ({address, source: sourceOf(parts.campaign)}))
  const parts = desired.campaigns.map(campaign => planCampaign(context, campaign))
  const members = parts.flatMap(part => part.members)
  const {actions: batches, held} = singleSends(
    parts.flatMap(part => part.batches),
    desired.limits.singleSends,
  )
  const rest = {
    waiting: parts.flatMap(part => part.waiting),
    held: grouped([...parts.flatMap(part => part.held), ...held]),
    unchanged: parts.flatMap(part => part.unchanged),
    inDoubt,
  }
  const actions: readonly Action[] = [...members, ...batches]
  const body: Omit<Plan, 'digest'> = {
    formatVersion: 1,
    tool: {name: 'fieldwork', version},
    panel: desired.panel.name,
    host: desired.panel.host,
    partial: context.selector.partial,
    basis: basisOf(desired, state),
    summary: summaryOf(desired, actions, rest),
    actions,
    ...rest,
    notes: [...haltNotes(state), ...alarmNotes(state), ...parts.flatMap(part => part.notes), ...zoneNote(desired, batches)],
    diagnostics: diagnostics.map(flatDiagnostic),
  }
  return {...body, digest: digestOf(canonical(body))}
}

interface Part {
  readonly members: readonly Action[]
  readonly batches: readonly CreateBatch[]
  readonly waiting: readonly Waiting[]
  readonly held: readonly Held[]
  readonly unchanged: readonly Unchanged[]
  readonly notes: readonly Note[]
}

function planCampaign(context: Context, campaign: DesiredCampaign): Part {
  const {action, missing, held, notes} = planMembers(context, campaign)
  const timetable = timetableOf(campaign)
  const rounds = campaign.batches.map((batch): Round => ({batch, turn: turnOf(context, campaign, timetable, batch)}))
  const decisions = rounds.flatMap(round => [...decisionsOf(context, campaign, timetable, round)])
  const passed = passedNotes(context, campaign, rounds)
  const waits = missing > 0 && !action
  const batches = decisions.flatMap(decision => (decision.is === 'create' ? [decision.action] : []))
  const waiting = decisions.flatMap(decision => (decision.is === 'waiting' ? [decision.waiting] : []))
  return {
    members: action ? [action] : [],
    batches: waits ? [] : batches,
    waiting: grouped([...waiting, ...(waits ? batches.map(waitsForMembers) : [])]),
    held: grouped([...(held ? [held] : []), ...decisions.flatMap(decision => (decision.is === 'held' ? [decision.held] : []))]),
    unchanged: grouped(decisions.flatMap(decision => (decision.is === 'unchanged' ? [decision.unchanged] : []))),
    notes: [...notes, ...passed],
  }
}

const waitsForMembers = ({address, source}: CreateBatch): Waiting => ({address, reason: 'members', until: null, count: 1, source})

function* decisionsOf(
  context: Context,
  campaign: DesiredCampaign,
  timetable: Timetable,
  {batch, turn}: Round,
): Iterable<Decision> {
  // Of a round that isn't here, what is recorded is all that is left to tell.
  if (turn.is !== 'here' && !isRecorded(context.state, campaign, batch)) return
  const prior = priorOf(context, campaign, timetable, batch)
  const until = turn.is === 'here' ? turn.until : undefined
  const changed = turn.is === 'here' ? ruleChanged(context, campaign, batch) : undefined
  for (const plain of unitsOf(context.state, campaign, batch)) {
    const unit = {...plain, ...(prior && {prior}), ...(until !== undefined && {until})}
    if (!context.selector.selects(campaign.file, addressFor(unit, 1))) continue
    const isNew = attemptsOf(context, unit).length === 0
    if (isNew && turn.is !== 'here') continue
    yield isNew && changed !== undefined ? heldByRule(unit, changed) : decide(context, unit)
  }
}

const heldByRule = (unit: Unit, why: string): Decision =>
  held(addressFor(unit, 1), unit.source, 'repeat-changed', why, [
    'Put the rule back, or say where the new one begins: repeat: {…, from: 2031-12-01 09:00}',
  ])

/** More one-person batches than the limit allows are held all together: a list that grew by mistake must not go out by half. */
function singleSends(
  batches: readonly CreateBatch[],
  limit: number,
): {readonly actions: readonly CreateBatch[]; readonly held: readonly Held[]} {
  const single = batches.filter(({reach}) => reach.kind === 'person')
  if (single.length <= limit) return {actions: batches, held: []}
  const detail = `this plan has ${thousands(single.length)} one-person batches, and the limit is ${thousands(limit)}`
  const help = [
    `If that is meant, write in fieldwork.yaml: limits: {singleSends: ${single.length}}`,
    'A saved sample filter is one batch for all.',
  ]
  return {
    actions: batches.filter(({reach}) => reach.kind !== 'person'),
    held: single.map(
      ({address, source}): Held => ({address, reason: 'single-sends', detail, diff: '', help, batchID: null, count: 1, source}),
    ),
  }
}

const thousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')

/** What is the same for many people of a batch is one line, under the batch's address. */
function grouped<T extends {readonly address: Address; readonly count: number}>(rows: readonly T[]): readonly T[] {
  const groups = new Map<string, {row: T; count: number}>()
  for (const row of rows) {
    const [base = '', person] = row.address.split('#')
    const {address: _address, count, ...rest} = row
    const about = {...rest, ...('batchID' in rest && person !== undefined && {batchID: null})}
    const key =
      person === undefined
        ? row.address
        : `${base}#${JSON.stringify('detail' in about ? {...about, detail: kindOfDetail(String(about.detail))} : about)}`
    const group = groups.get(key)
    if (group) group.count += count
    else groups.set(key, {row, count})
  }
  return [...groups.values()].map(({row, count}) =>
    count === row.count
      ? row
      : {...row, count, address: row.address.split('#')[0] as Address, ...('batchID' in row && {batchID: null})},
  )
}

/** Details of people of one batch differ in the batch ID only. */
const kindOfDetail = (detail: string): string => detail.replace(/batch \d+/, 'batch')

/** What is worked out when it is first asked for. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Where the campaign of a name stands, under any of its names. */
function sourcesOf({campaigns}: Desired): (name: string) => InDoubt['source'] {
  const found = new Map<string, InDoubt['source']>()
  for (const {names, file, batches} of campaigns)
    for (const name of names) if (!found.has(name)) found.set(name, {file, line: batches[0]?.line ?? 1})
  return name => found.get(name) ?? null
}

const basisOf = ({campaigns}: Desired, {lineage, head}: State): Basis => ({
  lineage,
  head: head && {seq: head.seq, sum: head.sum},
  sources: Object.assign({}, ...campaigns.map(({sources}) => sources)) as Record<string, Digest>,
})
