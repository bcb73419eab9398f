import type {SchemaError} from '#validators/validateCampaign'
import {maskIn} from './mask.ts'
import type {Path} from './path.ts'
import {exampleOf} from './schema-words.ts'
import {spaceMissing} from './yaml-structure.ts'
import {yamlOf} from './yaml-text.ts'

/** A value of the wrong kind: where it stands, which kinds may stand there, what is there. */
export interface WrongKind {
  readonly path: Path
  readonly kinds: readonly string[]
  readonly data: unknown
  readonly schema: SchemaError['parentSchema']
}

/** What to write: the value in the kind that is asked for, where that is plain; otherwise an example. */
export function helpForKind(wrong: WrongKind): string {
  const {kinds, data, schema} = wrong
  const slip = kinds.includes('object') && typeof data === 'string' ? spaceMissing(data) : undefined
  const known =
    slip?.help ?? helpForPeople(wrong) ?? (typeof data === 'number' ? forNumber(data, wrong) : undefined) ?? forText(wrong)
  if (known) return known
  if (kinds.includes('string') && !kinds.includes('integer') && typeof data === 'boolean' && fits(String(data), schema))
    return `Put it in quotes: "${data}"`
  const example = exampleOf(schema)
  return example === undefined ? 'See the language reference.' : `For example: ${example}`
}

function forNumber(data: number, {kinds, schema}: WrongKind): string | undefined {
  const [example] = [schema?.examples].flat()
  if (kinds.includes('integer')) {
    const least = typeof schema?.minimum === 'number' ? schema.minimum : Number.NEGATIVE_INFINITY
    return `Write a whole number: ${Math.max(least, Math.trunc(data))}`
  }
  if (kinds.includes('boolean')) return `Write ${data === 0 ? 'false' : 'true'}`
  if (kinds[0] === 'array') return `Write it as a list: [${asItem(String(data), schema)}]`
  if (!kinds.includes('string')) return undefined
  const unit = typeof example === 'string' ? /^[0-9]+([smhdw])$/.exec(example)?.[1] : undefined
  if (unit && Number.isInteger(data) && data > 0 && data < 100_000) return `Write it with its unit: ${data}${unit}`
  if (unit || (typeof example === 'string' && !isFree(example))) return `For example: ${yamlOf(example)}`
  return fits(String(data), schema) ? `Put it in quotes: "${data}"` : undefined
}

/** Whether any text does where the example stands: not one that has a form, such as a moment, a zone or an address. */
const isFree = (example: string): boolean => !/[@>]|^\d{4}-|^[A-Z][a-z]+\/[A-Z]/.test(example)
const fits = (text: string, schema: SchemaError['parentSchema']): boolean =>
  (typeof schema?.pattern !== 'string' || new RegExp(schema.pattern).test(text)) &&
  (!Array.isArray(schema?.enum) || schema.enum.includes(text))

function forText({kinds, data, schema}: WrongKind): string | undefined {
  if (typeof data !== 'string') return undefined
  if (kinds.includes('boolean')) return `Write ${/^(?:no|off|n|false)$/i.test(data) ? 'false' : 'true'}`
  const digits = kinds.includes('integer') ? digitsOf(data) : undefined
  if (digits !== undefined)
    return `Write it without ${/^[0-9]+$/.test(data) ? 'quotes' : 'anything between the digits'}: ${digits}`
  if (kinds[0] !== 'array') return undefined
  const parts = data.split(',').flatMap(part => part.trim() || [])
  return parts.length ? `Write it as a list: [${parts.map(part => asItem(part, schema)).join(', ')}]` : undefined
}

/** A number that is written for people: `11_372_241`, `20,000`. */
export function digitsOf(text: string): number | undefined {
  const digits = /^[0-9]{1,3}(?:[_,.' ][0-9]{3})+$/.test(text) ? text.replace(/[^0-9]/g, '') : text
  return /^[0-9]{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : undefined
}

/** An entry of a list, as far as it can be shown and may stand there. */
const asItem = (text: string, schema: SchemaError['parentSchema']): string => {
  if (maskIn(text) !== text || text.length > 60) return '…'
  const items: SchemaError['parentSchema'] = Object(schema?.items)
  return fits(text, items) ? yamlOf(text) : (exampleOf(items) ?? '…')
}

/** Where people are listed: the forms that they can be listed in. Addresses aren't repeated. */
function helpForPeople({path, data}: WrongKind): string | undefined {
  const [top, key, ...deeper] = path
  const hasAddress = typeof data === 'string' && data.includes('@')
  if (top === 'recipients' && key === undefined) return `For example: recipients: ${recipientsLike(data, hasAddress)}`
  if (top === 'recipients' && key === 'email' && Array.isArray(data))
    return `Write emails: […] in place of email:, with ${data.length === 1 ? 'the address' : `all ${data.length} addresses`} in the list.`
  if (top === 'recipients' && key === 'emails' && hasAddress && !deeper.length)
    return data.split('@').length > 2
      ? 'Write it as a list, each address an entry of its own: emails: […, …]'
      : 'Write email instead of emails, for one person.'
  if (top !== 'members' || typeof data !== 'string') return undefined
  if (key !== undefined)
    return /^[0-9]+$/.test(String(deeper.at(-1) ?? key)) && hasAddress ? 'Write {emailAddress: …}' : undefined
  return hasAddress
    ? 'Write members: [{emailAddress: …}] with the address.'
    : `Write members: ${yamlOf({file: data.length < 200 ? data : '../members/q3.csv'})}`
}

function recipientsLike(data: unknown, hasAddress: boolean): string {
  if (hasAddress) return '{email: …} with the address'
  if (Array.isArray(data))
    return data.some(entry => String(entry).includes('@')) ? '{emails: […]} with the list' : '{filter: 145}'
  if (data === 'members') return '{members: true}'
  if (data === 'everyone') return '{everyone: {expect: 4812}} with your number'
  return `{filter: ${typeof data === 'number' && Number.isSafeInteger(data) && data > 0 ? data : 145}}`
}
