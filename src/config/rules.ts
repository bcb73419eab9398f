import type {Diagnostic} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {isReal, normalised} from './email.ts'
import type {Path} from './path.ts'
import {severalRules} from './several-rules.ts'
import type {WrittenCampaign} from './written.ts'

/** A campaign as far as it could be read; what a rule needs and isn't there has its own mistake already. */
export interface Draft {
  readonly document: SourceDocument
  readonly written: Partial<WrittenCampaign>
  /** Whether a top-level key stands in the file, right or wrong. */
  readonly states: (key: keyof WrittenCampaign) => boolean
  readonly name: string
}
export type Rule = (draft: Draft) => readonly Diagnostic[]

const composedForSomebody: Rule = ({states, document}) =>
  !states('compose') || states('recipients') || states('batches')
    ? []
    : [
        mistake('FW027', {
          span: document.keySpan(['compose']),
          detail: 'An invitation is composed, and nothing says who gets it.',
          help: 'Add recipients: {filter: 145} (or email, emails, members, everyone).',
        }),
      ]

const doesSomething: Rule = ({states, document}) =>
  states('members') || states('compose') || states('recipients') || states('batches')
    ? []
    : [
        mistake('FW032', {
          span: document.span([]),
          detail: 'It adds nobody to the panel and invites nobody.',
          help: 'Add members, or compose and recipients; or remove the file.',
        }),
      ]

const ofABatch = ['schedule', 'distinct', 'resend', 'waves'] as const

const batchKeysNeedABatch: Rule = ({states, document}) =>
  !states('members') || states('compose') || states('recipients') || states('batches')
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
const noRealAddresses: Rule = ({written: {members, recipients, batches = {}}, document}) => {
  const list = Array.isArray(members) ? members : (members?.list ?? [])
  const listAt: Path = Array.isArray(members) ? ['members'] : ['members', 'list']
  const groups = [
    {recipients, at: ['recipients']},
    ...Object.entries(batches).map(([name, batch]) => ({recipients: batch.recipients, at: ['batches', name, 'recipients']})),
  ]
  const written: readonly (readonly [string, Path])[] = [
    ...list.map(({emailAddress}, index) => [emailAddress, [...listAt, index, 'emailAddress']] as const),
    ...groups.flatMap(group => [
      ...(group.recipients?.email === undefined ? [] : [[group.recipients.email, [...group.at, 'email']] as const]),
      ...(group.recipients?.emails ?? []).map((address, index) => [address, [...group.at, 'emails', index]] as const),
    ]),
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
  batchKeysNeedABatch,
  ...severalRules,
  notItsOwnFormerName,
  noRealAddresses,
]
