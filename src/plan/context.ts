import type {Address, Digest, Family} from '../address.ts'
import {inWords} from '../config/instants.ts'
import type {Desired, DesiredBatch, DesiredCampaign} from '../desired/desired.ts'
import {type Milliseconds, millis} from '../instant.ts'
import type {Present} from '../state/doubt.ts'
import {baseOf} from '../state/fold.ts'
import {type Attempt, type Halt, isOpen, isSettled, type State} from '../state/state.ts'
import type {CreateBatch, Held, HeldReason, Source, Unchanged, Waiting} from './model.ts'
import type {Selector} from './selection.ts'

/** What the planner looks at while it decides. */
export interface Context {
  readonly desired: Desired
  readonly state: State
  readonly present: Present
  readonly selector: Selector
  /** What this plan already sends, by content: grows in the order of the plan. */
  readonly claimed: Map<Digest, {readonly address: Address; readonly distinct: Digest | undefined}>
  /** Each `CAMPAIGN/BATCH[@WAVE]` that the files state, under any of its names. */
  readonly stated: ReadonlySet<string>
  /** Asked only where something new may go. */
  readonly byRule: () => NewestByRule
  /** What a batch is meant to be alike to. */
  readonly kin: (campaign: DesiredCampaign, batch: DesiredBatch) => Kin
}

/** The newest send that a rule made, by `CAMPAIGN/BATCH`. */
export type NewestByRule = ReadonlyMap<string, Attempt>

/** A batch, what it reminds of and what reminds of it, one by one: in all their rounds they go to the same people on purpose. */
export interface Kin {
  /** All names that these batches ever had. */
  readonly names: ReadonlySet<string>
  /** `CAMPAIGN/BATCH[@WAVE]` of the batch and of those that it is meant to be alike to, under each name that they ever had. */
  readonly bases: ReadonlySet<string>
}

/** One send that may be wanted: a batch, or one person of it. */
export interface Unit {
  readonly campaign: DesiredCampaign
  readonly batch: DesiredBatch
  readonly content: Digest
  readonly person?: {readonly digest: string; readonly masked: string}
  readonly source: Source
  /** What is recorded of the batch whole, whoever was invited. */
  readonly record: BatchRecord
  /** What it comes after. */
  readonly prior?: Prior
  /** When a newer round of the batch takes its place, in milliseconds since 1970. */
  readonly until?: number
}

/** The batch that another one comes after. */
export interface Prior {
  /** How long after it. */
  readonly by: Milliseconds
  /** When it was sent, once all of it is confirmed. */
  readonly at?: number
}

/** Whether the batch ever went out (or may have), and to whom: made once a batch, however many people are in it. */
export interface BatchRecord {
  readonly toPersons: Sends | undefined
  /** To a filter or everyone. */
  readonly toMany: Sends | undefined
}

/** Sends of one kind of recipients, or what may have become some. */
export interface Sends {
  readonly first: Attempt
  /** One whose outcome isn't known yet. */
  readonly open: Attempt | undefined
  /** What `distinct` said at each of them. */
  readonly words: ReadonlySet<Digest | undefined>
}

/** What the planner decided about a unit. */
export type Decision =
  | {readonly is: 'create'; readonly action: CreateBatch}
  | {readonly is: 'waiting'; readonly waiting: Waiting}
  | {readonly is: 'held'; readonly held: Held}
  | {readonly is: 'unchanged'; readonly unchanged: Unchanged}
  /** Its doubt is listed with all others of the panel. */
  | {readonly is: 'in-doubt'}

/** All tries recorded under any name that the unit ever had, oldest first. */
export const attemptsOf = (
  {state}: Pick<Context, 'state'>,
  {campaign, batch, person}: Pick<Unit, 'campaign' | 'batch' | 'person'>,
): readonly Attempt[] =>
  inOrder(
    basesOf(campaign, batch).flatMap(base => state.families.get((person ? `${base}#${person.digest}` : base) as Family) ?? []),
    state,
  )

/** What is recorded of a batch under any name that it ever had; tries that certainly came to nothing don't count. */
export function recordOf(state: State, campaign: DesiredCampaign, batch: DesiredBatch): BatchRecord {
  const seqs = basesOf(campaign, batch).flatMap(base => state.bases.get(base) ?? [])
  const attempts = inOrder(seqs, state).filter(mayHaveGone)
  return {
    toPersons: sendsOf(attempts.filter(({parts}) => parts.person !== undefined)),
    toMany: sendsOf(attempts.filter(({parts}) => parts.person === undefined)),
  }
}

const sendsOf = (attempts: readonly Attempt[]): Sends | undefined =>
  attempts[0] && {first: attempts[0], open: attempts.find(isOpen), words: new Set(attempts.map(({intent}) => intent.distinct))}

/** Whether the try went out or may have. */
export const mayHaveGone = (attempt: Attempt): boolean =>
  isSettled(attempt) || isOpen(attempt) || attempt.standing === 'abandoned'

/**
 * Whether `distinct` says that the batch is another thing than this try. It is a word about what was there when it was written: the same words,
 * already used for a send, say nothing new, so that a file which keeps them isn't free to send for ever.
 */
export const isReleased = ({distinct}: DesiredBatch, {intent}: Attempt): boolean =>
  distinct !== undefined && intent.distinct !== distinct

/** `CAMPAIGN/BATCH[@WAVE]` under each name that it ever had. */
export const basesOf = ({names}: DesiredCampaign, {names: own, waves}: DesiredBatch): readonly string[] =>
  names.flatMap(campaign =>
    own.flatMap(batch => (waves.length > 0 ? waves.map(wave => baseOf({campaign, batch, wave})) : [baseOf({campaign, batch})])),
  )

const inOrder = (seqs: readonly number[], state: State): readonly Attempt[] =>
  (seqs.length > 1 ? [...seqs].sort((a, b) => a - b) : seqs).flatMap(seq => state.attempts.get(seq) ?? [])

/** A held decision. */
export const held = (
  address: Address,
  source: Source,
  reason: HeldReason,
  detail: string,
  help: readonly string[],
  more: {readonly diff?: string; readonly batchID?: Held['batchID']} = {},
): Decision => ({
  is: 'held',
  held: {address, reason, detail, diff: more.diff ?? '', help, batchID: more.batchID ?? null, count: 1, source},
})

/** Who halted it, since when and why. */
export const haltedInWords = ({who, at, reason}: Halt): string =>
  `halted by ${who} since ${inWords(millis(at), 'UTC')}: ${reason}`
export const liftIt: readonly string[] = ['fieldwork resume']
