import type {CampaignName, Digest, Person} from '../../src/address.ts'
import type {Batch, Campaign, Compose, Limits, Member, Project, Recipients, Schedule} from '../../src/config/campaign.ts'
import {desired} from '../../src/desired/desire.ts'
import type {Desired, DesiredMembers} from '../../src/desired/desired.ts'
import {instant} from '../../src/instant.ts'
import type {Action, CreateBatch, Plan} from '../../src/plan/model.ts'
import {type PlanOptions, plan} from '../../src/plan/plan.ts'
import type {Entry, Seq} from '../../src/state/entry.ts'
import {fold} from '../../src/state/fold.ts'
import type {State} from '../../src/state/state.ts'
import type {Fact} from '../../src/state/transitions.ts'
import {journal, lineage, linesOf, saying, start} from '../state/scene.ts'

export {lineage, start} from '../state/scene.ts'

/** Builders of projects, as reading the files would give them. */
export interface CampaignIs {
  readonly formerly?: readonly string[]
  readonly members?: readonly string[]
  /** Marks the content of its file: another text is an edited file. */
  readonly text?: string
  readonly batches?: readonly Batch[]
}
export interface BatchIs extends Partial<Omit<Batch, 'compose' | 'schedule' | 'recipients'>> {
  readonly compose?: Partial<Compose>
  readonly schedule?: Partial<Schedule>
}
export const usual: Limits = {
  callsPerMinute: 300,
  allowance: 20_000,
  membersPerCall: 100,
  concurrency: 4,
  singleSends: 200,
  maxDoubts: 1,
  connectTimeout: 15_000,
  answerTimeout: 120_000,
}
export const day = 86_400_000

const batch = (recipients: Recipients, {compose, schedule, ...given}: BatchIs): Batch => ({
  name: 'main',
  formerly: [],
  line: 2,
  lines: {'compose.surveyLength': 3},
  compose: {surveyID: 7, templateID: 1, ...compose},
  schedule: {late: day, ...schedule},
  recipients,
  ...given,
})
export const toFilter = (id = 145, given: BatchIs = {}): Batch => batch({kind: 'filter', id}, given)
export const toEveryone = (expect = 4812, given: BatchIs = {}): Batch => batch({kind: 'everyone', expect}, given)
export const toPeople = (names: readonly string[], given: BatchIs = {}): Batch =>
  batch(
    {
      kind: 'people',
      form: 'emails',
      people: names.map(name => ({address: `${name}@example.com`, written: `${name}@Example.com`})),
    },
    given,
  )
const member = (name: string): Member => ({
  address: `${name}@example.com`,
  span: {file: 'campaigns/a.yaml', line: 1, column: 1, endColumn: 2, frame: []},
  body: () => ({emailAddress: `${name}@Example.com`, firstName: name}),
})

export const campaign = (name: string, {formerly = [], members, text = '', batches = []}: CampaignIs): Campaign => ({
  name: name as CampaignName,
  file: `campaigns/${name}.yaml`,
  formerly,
  sources: {[`campaigns/${name}.yaml`]: `sha256:${text.padEnd(64, '0')}` as Digest},
  ...(members && {members: {line: 1, people: members.map(member), onChange: 'keep' as const}}),
  batches,
})

export const project = (campaigns: readonly Campaign[], limits: Partial<Limits> = {}): Project => ({
  root: '/project',
  panel: {
    name: 'default',
    formerly: [],
    baseUrl: 'https://api.example.com/a/api/v2',
    timeZone: 'UTC',
    zoneAssumed: false,
    apiKey: {env: 'KEY'},
  },
  panels: [{name: 'default', formerly: []}],
  limits: {...usual, ...limits},
  campaigns,
})

/** What is recorded, and how it grows. Time stands still unless `now` is set. */
export interface World {
  now: number
  gone: readonly string[]
  /** Adds records as they are; gives the number of the last. */
  add(...entries: readonly Entry[]): Seq
  state(): State
  desired(campaigns: readonly Campaign[], limits?: Partial<Limits>): Desired
  plan(campaigns: readonly Campaign[], options?: Partial<PlanOptions> & {readonly limits?: Partial<Limits>}): Plan
  /** Plans, and records each of its actions as carried out: `fact` is what became of a send (nothing: its intent stays open). */
  send(campaigns: readonly Campaign[], fact?: Fact | ((action: CreateBatch) => Fact | 'nothing') | 'nothing'): Plan
}

export function world(): World {
  const entries: Entry[] = [journal()]
  let nextId = 1400
  const self: World = {
    now: start,
    gone: [],
    add: (...more) => entries.push(...more),
    state: () => fold(linesOf(entries).lines),
    desired: (campaigns, limits) => desired(project(campaigns, limits), lineage),
    plan: (campaigns, {limits, ...options} = {}) =>
      plan(
        self.desired(campaigns, limits),
        self.state(),
        {now: self.now, gone: new Set(self.gone)},
        {version: '1.0.0', ...options},
      ),
    send: (campaigns, fact = 'created') => {
      const made = self.plan(campaigns)
      for (const action of made.actions) carryOut(action, campaigns, typeof fact === 'function' ? fact : () => fact)
      return made
    },
  }
  const carryOut = (action: Action, campaigns: readonly Campaign[], factOf: (action: CreateBatch) => Fact | 'nothing'): void => {
    if (action.type === 'add-members') {
      const name = action.address.split('/')[0] ?? ''
      const found = self.desired(campaigns).campaigns.find(each => each.name === name)?.members
      const people = peopleIn(found).map((person, index) => `${person}.${found?.row(index) ?? ''}`)
      self.add({
        type: 'members.posted',
        campaign: name,
        people: people as Extract<Entry, {type: 'members.posted'}>['people'],
        added: people.length,
        notAdded: 0,
      })
      return
    }
    const seq = self.add(intentFor(action, self.desired(campaigns), self.now))
    const fact = factOf(action)
    if (fact !== 'nothing') self.add(saying(fact, seq, action.address, nextId++))
  }
  return self
}

/** The intent that an apply of the action would record. */
export function intentFor(action: CreateBatch, {campaigns}: Desired, now = start): Entry {
  const base = action.address.replace(/[#+].*$/, '')
  const found = campaigns.flatMap(({name, batches}) =>
    batches.filter(({name: own, wave}) => `${name}/${own}${wave === undefined ? '' : `@${wave}`}` === base),
  )[0]
  if (!found) throw new TypeError(`${action.address} is in no campaign`)
  return {
    type: 'batch.intent',
    address: action.address,
    content: action.content,
    written: found.written,
    people: action.reach.kind === 'person' ? 1 : null,
    reach: action.reach.kind,
    round: action.round,
    ...(found.distinct !== undefined && {distinct: found.distinct}),
    sendBy: instant(now + 10_000),
    giveUpBy: instant(now + 150_000),
  }
}

/** The people of a campaign's members, as digests. */
export function peopleIn(members: DesiredMembers | undefined): readonly Person[] {
  const table = members?.people
  return table && 'at' in table ? Array.from({length: table.size}, (_, place) => table.at(place)) : []
}
