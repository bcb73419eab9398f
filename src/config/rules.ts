import type {Diagnostic} from '../diagnostics.ts'
import type {Compose, Members, Recipients, Schedule} from './campaign.ts'
import {caution, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {isReal, normalised} from './email.ts'
import {inWords} from './instants.ts'
import type {Path} from './path.ts'
import type {WrittenCampaign} from './written.ts'

/** A campaign as far as it could be read; what a rule needs and isn't there has its own mistake already. */
export interface Draft {
  readonly document: SourceDocument
  readonly written: Partial<WrittenCampaign>
  /** Whether a top-level key stands in the file, right or wrong. */
  readonly states: (key: keyof WrittenCampaign) => boolean
  readonly name: string
  /** In which the schedule's instants are told. */
  readonly zone: string
  readonly members?: Members
  readonly compose?: Compose
  readonly recipients?: Recipients
  readonly schedule?: Schedule
}
type Rule = (draft: Draft) => readonly Diagnostic[]

const closesAfterItIsSent: Rule = ({schedule, document, zone}) => {
  if (schedule?.sendAt === undefined || !schedule.closes || !('at' in schedule.closes) || schedule.closes.at > schedule.sendAt)
    return []
  return [
    mistake('FW043', {
      span: document.span(['schedule', 'closeAt']),
      detail: `It closes ${inWords(schedule.closes.at, zone)} and is sent ${inWords(schedule.sendAt, zone)}.`,
      help: 'Move closeAt, or use closeAfter: 9d in its place.',
    }),
  ]
}

const lateNeedsSendAt: Rule = ({written: {schedule}, states, document}) =>
  schedule?.late === undefined || document.has(['schedule', 'sendAt']) || !states('recipients')
    ? []
    : [
        caution('FW046', {
          span: document.keySpan(['schedule', 'late']),
          detail: '"late" says how long after sendAt it may still go, and there is no sendAt.',
          help: 'Add sendAt, or remove late.',
        }),
      ]

const composedForSomebody: Rule = ({states, document}) =>
  !states('compose') || states('recipients')
    ? []
    : [
        mistake('FW027', {
          span: document.keySpan(['compose']),
          detail: 'An invitation is composed, and nothing says who gets it.',
          help: 'Add recipients: {filter: 145} (or email, emails, members, everyone).',
        }),
      ]

const invitedToSomething: Rule = ({states, compose, document}) =>
  !states('recipients') || states('compose') || compose
    ? []
    : [
        mistake('FW026', {
          span: document.keySpan(['recipients']),
          detail: 'Recipients are given, and nothing says what they are invited to.',
          help: 'Add compose: {surveyID: 11372241, templateID: 118632} with your IDs.',
        }),
      ]

const doesSomething: Rule = ({states, document}) =>
  states('members') || states('compose') || states('recipients')
    ? []
    : [
        mistake('FW032', {
          span: document.span([]),
          detail: 'It adds nobody to the panel and invites nobody.',
          help: 'Add members, or compose and recipients; or remove the file.',
        }),
      ]

const ofABatch = ['schedule', 'distinct', 'resend'] as const

const batchKeysNeedABatch: Rule = ({states, document}) =>
  !states('members') || states('compose') || states('recipients')
    ? []
    : ofABatch.filter(states).map(key =>
        mistake('FW033', {
          span: document.keySpan([key]),
          detail: `"${key}" is about a batch, and this campaign only adds members: they are added as soon as it is applied.`,
          help: `Remove ${key}, or add compose and recipients.`,
        }),
      )

const notItsOwnFormerName: Rule = ({written: {formerly = []}, name, document}) =>
  formerly.flatMap((former, index) =>
    former === name
      ? [
          mistake('FW022', {
            span: document.span(['formerly', index]),
            detail: `"${former}" is the campaign's name now, so it can't be an earlier one too.`,
            help: `Remove ${former} from formerly.`,
          }),
        ]
      : [],
  )

/** Files under git are kept for good and read by many. */
const noRealAddresses: Rule = ({written: {members, recipients}, document}) => {
  const list = Array.isArray(members) ? members : (members?.list ?? [])
  const listAt: Path = Array.isArray(members) ? ['members'] : ['members', 'list']
  const written: readonly (readonly [string, Path])[] = [
    ...list.map(({emailAddress}, index) => [emailAddress, [...listAt, index, 'emailAddress']] as const),
    ...(recipients?.email === undefined ? [] : [[recipients.email, ['recipients', 'email']] as const]),
    ...(recipients?.emails ?? []).map((address, index) => [address, ['recipients', 'emails', index]] as const),
  ]
  const real = written.filter(([address]) => isReal(normalised(address) ?? '@a.test'))
  const [first] = real
  if (!first) return []
  return [
    caution('FW031', {
      span: document.span(first[1]),
      detail: `${real.length === 1 ? 'One address here can be' : `${real.length} addresses here can be`} somebody's, and a campaign file is usually kept in git for good.`,
      help: 'Put people into a CSV file that git ignores: members: {file: ../members/people.csv} and recipients: {members: true}',
    }),
  ]
}

/** What a schema can't say of a campaign. */
export const rules: readonly Rule[] = [
  doesSomething,
  composedForSomebody,
  invitedToSomething,
  batchKeysNeedABatch,
  closesAfterItIsSent,
  lateNeedsSendAt,
  notItsOwnFormerName,
  noRealAddresses,
]
