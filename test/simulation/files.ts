import fc from 'fast-check'
import type {Batch, Campaign} from '../../src/config/campaign.ts'
import {campaign, toEveryone, toFilter, toPeople} from '../plan/scene.ts'

/** A campaign as its author thinks of it. The survey is its batch's identity: nobody edits it, and no other batch has it. */
export interface Written {
  readonly name: string
  readonly formerly: readonly string[]
  readonly survey: number
  readonly template: number
  readonly members: readonly string[]
  readonly to:
    | {readonly kind: 'filter'; readonly id: number}
    | {readonly kind: 'everyone'}
    | {readonly kind: 'people'; readonly names: readonly string[]}
  readonly resend: number
}

const people = ['ada', 'bob', 'cyd', 'dan']
const to: fc.Arbitrary<Written['to']> = fc.oneof(
  {weight: 3, arbitrary: fc.constantFrom(145, 146).map(id => ({kind: 'filter', id}) as const)},
  {weight: 1, arbitrary: fc.constant({kind: 'everyone'} as const)},
  {weight: 2, arbitrary: fc.subarray(people, {minLength: 1}).map(names => ({kind: 'people', names}) as const)},
)

/** What the files say at first: one to three campaigns. */
export const firstFiles: fc.Arbitrary<readonly Written[]> = fc
  .array(fc.tuple(to, fc.subarray(people, {maxLength: 2})), {minLength: 1, maxLength: 3})
  .map(all =>
    all.map(([each, members], index) => ({
      name: `c${index}`,
      formerly: [],
      survey: 100 + index,
      template: 1,
      members,
      to: each,
      resend: 1,
    })),
  )

/** One edit of one campaign (`of`, counted around). */
export interface Edit {
  readonly of: number
  readonly how: 'text' | 'rename' | 'rename, said so' | 'resend' | 'recipients' | 'members' | 'new' | 'remove' | 'reorder'
  readonly to: Written['to']
}
export const edit: fc.Arbitrary<Edit> = fc.record({
  of: fc.nat({max: 3}),
  how: fc.constantFrom(
    'text',
    'rename',
    'rename, said so',
    'resend',
    'resend',
    'recipients',
    'members',
    'new',
    'remove',
    'reorder',
  ),
  to,
})

/** The files after an edit; `number` makes new names new. */
export function edited(files: readonly Written[], {of, how, to: other}: Edit, number: number): readonly Written[] {
  const one = files[of % Math.max(1, files.length)]
  const change = (more: Partial<Written>): readonly Written[] => files.map(each => (each === one ? {...each, ...more} : each))
  if (!one || how === 'new') {
    const added = {name: `n${number}`, formerly: [], survey: 1000 + number, template: 1, members: [], to: other, resend: 1}
    return [...files, added]
  }
  switch (how) {
    case 'text':
      return change({template: one.template + 1})
    case 'rename':
      return change({name: `${one.name}-${number}`, formerly: []})
    case 'rename, said so':
      return change({name: `${one.name}-${number}`, formerly: [...one.formerly, one.name]})
    case 'resend':
      return change({resend: one.resend + 1})
    case 'recipients':
      return change({to: other})
    case 'members':
      return change({members: [...new Set([...one.members, people[number % people.length] ?? 'ada'])]})
    case 'remove':
      return files.filter(each => each !== one)
    case 'reorder':
      return files.toReversed()
    default:
      return how satisfies never
  }
}

/** The files as reading them would give them. */
export const read = (files: readonly Written[]): readonly Campaign[] =>
  files
    .map(each =>
      campaign(each.name, {
        formerly: each.formerly,
        batches: [batchOf(each)],
        text: each.name,
        ...(each.members.length > 0 && {members: each.members}),
      }),
    )
    .sort((one, two) => (one.name < two.name ? -1 : 1))

function batchOf({survey, template, to: recipients, resend}: Written): Batch {
  const given = {
    compose: {surveyID: survey, templateID: template},
    ...(resend > 1 && {resend: {number: resend, reason: 'once more'}}),
  }
  switch (recipients.kind) {
    case 'filter':
      return toFilter(recipients.id, given)
    case 'everyone':
      return toEveryone(9, given)
    case 'people':
      return toPeople(recipients.names, given)
    default:
      return recipients satisfies never
  }
}
