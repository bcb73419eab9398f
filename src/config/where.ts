import type {Diagnostic} from '../diagnostics.ts'
import type {MemberBody} from '../people/digests.ts'
import type {Recipient, Where} from './campaign.ts'
import {caution, mistake} from './codes.ts'
import {profileField} from './member-fields.ts'
import {list} from './schema-words.ts'
import {didYouMean} from './suggest.ts'

/** Whether all that is asked is so of a member. A number and its digits are the same, since a cell of a table is either. */
export const fitsWhere = (body: MemberBody, {fields}: Where): boolean =>
  Object.entries(fields).every(([field, values]) => {
    const value = fieldOf(body, field)
    return value !== undefined && values.some(each => String(each) === String(value))
  })

/** What may be asked of a member: its fields, and the profile fields by their numbers. */
export const fieldsOf = (body: MemberBody): readonly string[] => [
  ...Object.keys(body).filter(field => field !== 'profileFields'),
  ...(Array.isArray(body.profileFields)
    ? body.profileFields.map(each => `profileFields.${String(Object(each).profileFieldId)}`)
    : []),
]

function fieldOf(body: MemberBody, field: string): unknown {
  const id = profileField(field)
  if (id === undefined) return body[field]
  const {profileFields} = body
  const found: unknown = Array.isArray(profileFields) ? profileFields.find(each => Object(each).profileFieldId === id) : undefined
  return Object(found).value as unknown
}

/** What is wrong with the questions themselves. `known` are the fields that the members have; undefined where only their rows tell. */
export function whereMistakes(
  invites: readonly (Where | undefined)[],
  invited: readonly (readonly Recipient[])[],
  known: ReadonlySet<string> | undefined,
): readonly Diagnostic[] {
  return invites.flatMap((where, index) => {
    if (!where) return []
    const strange = Object.keys(where.fields).find(field => known && !known.has(field))
    if (strange !== undefined && known) return [noSuchField(strange, known, where)]
    return invited[index]?.length === 0 ? [fitsNobody(where)] : []
  })
}

const noSuchField = (field: string, known: ReadonlySet<string>, {span}: Where): Diagnostic =>
  mistake('FW067', {
    span,
    detail: `No member has the field "${field}", so nobody can be chosen by it.${didYouMean(field, [...known])}`,
    help: `Fields that they have are ${list([...known].slice(0, 30))}.`,
  })

const fitsNobody = ({span, fields}: Where): Diagnostic =>
  caution('FW068', {
    span,
    detail: `No member has ${list(Object.entries(fields).map(([field, values]) => `${field} ${list(values.map(String), 'or')}`))}: nobody is invited.`,
    help: 'Check the value as it stands in the file; letters in capitals are other letters.',
  })
