import type {Address, BatchId, Digest, Sum} from '../../src/address.ts'
import type {Instant} from '../../src/instant.ts'
import type {AddMembers, BatchRequest, CreateBatch, Held, Plan, Reach, Summary} from '../../src/plan/model.ts'

/** Builders of plans as the views get them: casts only where a brand is made. */
export const address = (text: string): Address => text as Address
export const batch = (id: number): BatchId => id as BatchId
export const at = (text: string): Instant => text as Instant
const digest = (text: string): Digest => `sha256:${text}` as Digest
export const ada = '3fa9c10000000000000000000000000f'

/** The person number `index`, of digits that differ early. */
export const person = (index: number): string => (index * 7919 + 1048576).toString(16).padEnd(32, 'c').slice(0, 32)

export const source = (file: string, line: number) => ({file: `campaigns/${file}.yaml`, line})

export const closes = {
  instant: at('2031-12-10T21:43:00Z'),
  panel: '12/10/2031 13:43',
  timeZone: 'America/Los_Angeles',
  approximate: false,
}

export const members = (campaign: string, given: Partial<AddMembers> = {}): AddMembers => ({
  type: 'add-members',
  address: address(`${campaign}/members`),
  count: 212,
  listed: 250,
  source: source('q3', 4),
  ...given,
})

export function send(text: string, reach: Reach, given: Partial<CreateBatch> = {}): CreateBatch {
  const recipients: BatchRequest['recipients'] =
    reach.kind === 'filter'
      ? {filterType: 3, existingFilterID: reach.id}
      : reach.kind === 'everyone'
        ? {filterType: 1}
        : {filterType: 2, emailAddress: reach.masked}
  return {
    type: 'create-batch',
    address: address(text),
    cause: 'new',
    round: 1,
    notBefore: null,
    notAfter: null,
    closes: null,
    reach,
    content: digest('content'),
    request: {compose: {surveyID: 11372241, templateID: 118632, incentives: {completionPoints: 20}}, recipients},
    source: source('q3', 11),
    ...given,
  }
}

/** What a request says of its closing. */
export const closing: Pick<BatchRequest, 'send'> = {
  send: {deliveryOptions: {automaticClosure: {enabled: true, closureDateTime: '12/10/2031 13:43', responseQuota: 400}}},
}

export const toFilter = send(
  'q3-pulse/main',
  {kind: 'filter', id: 145, label: 'pet-owners', expect: 480},
  {
    closes,
    request: {
      compose: {surveyID: 11372241, templateID: 118632, incentives: {completionPoints: 20}},
      recipients: {filterType: 3, existingFilterID: 145},
      ...closing,
    },
  },
)
export const toPerson = send(`pilot/main#${ada}`, {kind: 'person', masked: 'a***@e***'}, {source: source('pilot', 2)})

export const held = (text: string, given: Partial<Held> = {}): Held => ({
  address: address(text),
  reason: 'already-sent-changed',
  detail: 'already sent as batch 1380, and edited since',
  diff: '  compose.surveyID: 11372241\n- compose.surveyLength: 8\n+ compose.surveyLength: 12',
  help: ['surveyLength: 8', 'A second invitation: resend: {number: 2, reason: …}'],
  batchID: batch(1380),
  count: 1,
  source: source('spring', 9),
  ...given,
})

const nothing: Summary = {
  campaigns: 1,
  membersToAdd: 0,
  batchesToCreate: 0,
  unchanged: 0,
  waiting: 0,
  held: 0,
  inDoubt: 0,
  people: {listed: 0, expected: 0, unknownBatches: 0},
  pointsAtMost: 0,
  apiCalls: 0,
  allowance: 20_000,
  secondsAbout: 0,
}

export function planOf(given: Partial<Omit<Plan, 'summary'>> & {readonly summary?: Partial<Summary>}): Plan {
  const {summary, ...rest} = given
  return {
    formatVersion: 1,
    tool: {name: 'fieldwork', version: '0.0.0-test'},
    panel: 'production',
    host: 'api.questionpro.com',
    partial: false,
    basis: {lineage: 'l', head: {seq: 12, sum: 'ab' as Sum}, sources: {}},
    actions: [],
    waiting: [],
    held: [],
    inDoubt: [],
    unchanged: [],
    notes: [],
    diagnostics: [],
    digest: digest('plan'),
    ...rest,
    summary: {...nothing, ...summary},
  }
}

/** The plan of the picture in the documentation. */
export const pictured = planOf({
  summary: {
    campaigns: 3,
    membersToAdd: 212,
    batchesToCreate: 2,
    unchanged: 4,
    held: 1,
    people: {listed: 1, expected: 480, unknownBatches: 0},
    pointsAtMost: null,
    apiCalls: 5,
    secondsAbout: 2,
  },
  actions: [members('q3-pulse'), toFilter, toPerson],
  held: [held('spring/main')],
  unchanged: [1, 2, 3, 4].map(index => ({
    address: address(`tracker/main@w${index}`),
    batchID: batch(1300 + index),
    count: 1,
    source: source('tracker', 3),
  })),
})
