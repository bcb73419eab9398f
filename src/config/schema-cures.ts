import type {SchemaError} from '#validators/validateCampaign'
import type {Path} from './path.ts'
import {exampleOf, list} from './schema-words.ts'
import {didYouMean} from './suggest.ts'

/** The value in the kind that is asked for, where that is plain; otherwise an example. */
export function helpForKind(kinds: readonly string[], data: unknown, schema: SchemaError['parentSchema']): string {
  if (kinds.includes('string') && typeof data === 'number') return `Put it in quotes: "${data}"`
  if (kinds.includes('boolean') && typeof data === 'string')
    return `Write ${/^(?:no|off|n|false)$/i.test(data) ? 'false' : 'true'}`
  if (kinds.includes('integer') && typeof data === 'string' && /^[0-9]{1,15}$/.test(data))
    return `Write it without quotes: ${Number(data)}`
  if (kinds.includes('integer') && typeof data === 'number') return `Write a whole number: ${Math.round(data)}`
  if (kinds[0] === 'array' && (typeof data === 'string' || typeof data === 'number'))
    return `Write it as a list: [${typeof data === 'string' && data.includes('@') ? '…' : data}]`
  const example = exampleOf(schema)
  return example === undefined ? 'See the language reference.' : `For example: ${example}`
}

/** What a value has to be. */
export const demand = (keyword: string, params: SchemaError['params'], path: Path): string => {
  switch (keyword) {
    case 'minimum':
      return `it must be ${params.limit} or more`
    case 'maximum':
      return `it must be ${params.limit} or less`
    case 'enum':
      return `it must be one of ${list([params.allowedValues].flat().map(String), 'or')}`
    case 'pattern':
      return path.at(-1) === 'requires' ? 'it must be >= and a version' : 'a name has small letters, digits and hyphens'
    case 'const':
      return 'only true can stand here'
    default:
      return 'it must not be empty'
  }
}

/** What to write in place of a value that isn't allowed. */
export function helpForValue(
  keyword: string,
  params: SchemaError['params'],
  data: unknown,
  schema: SchemaError['parentSchema'],
): string {
  if (keyword === 'minimum' || keyword === 'maximum') return `Write ${params.limit}`
  if (keyword === 'enum') {
    const words = [params.allowedValues].flat().map(String)
    return `Write one of ${list(words, 'or')}.${didYouMean(String(data), words)}`
  }
  if (keyword === 'const') return 'Write true, or remove the key.'
  const tidy = keyword === 'pattern' && typeof data === 'string' ? tidied(data) : undefined
  return tidy ? `Write ${tidy}` : `For example: ${exampleOf(schema) ?? '…'}`
}

/** The nearest name that can be used. */
const tidied = (text: string): string =>
  text
    .slice(0, 63)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .replace(/-$/, '')
