import type {SchemaError} from '#validators/validateCampaign'
import type {Path} from './path.ts'
import {exampleOf, list} from './schema-words.ts'
import {didYouMean} from './suggest.ts'
import {yamlOf} from './yaml-text.ts'

/** What a value has to be. */
export const demand = (keyword: string, params: SchemaError['params'], path: Path): string => {
  switch (keyword) {
    case 'minimum':
      return `it must be ${params.limit} or more`
    case 'maximum':
      return `it must be ${params.limit} or less`
    case 'enum':
      return 'it must be one of a few words'
    case 'pattern':
      return path.at(-1) === 'requires' ? 'it must be >= and a version' : 'a name has small letters, digits and hyphens'
    case 'not':
      return "the campaign's own members have that address"
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
  path: Path,
): string {
  if (keyword === 'minimum' || keyword === 'maximum') return `Write ${params.limit}`
  if (keyword === 'enum') {
    const words = [params.allowedValues].flat().map(String)
    return `Write one of ${list(words, 'or')}.${didYouMean(String(data), words)}`
  }
  if (keyword === 'not') return 'Write another name.'
  if (keyword === 'const') return 'Write true, or remove the key.'
  if (keyword === 'pattern' && path.at(-1) !== 'requires' && typeof data === 'string') {
    const tidy = tidied(data)
    if (new RegExp(String(params.pattern)).test(tidy)) return `Write ${yamlOf(tidy)}`
  }
  return `For example: ${exampleOf(schema) ?? '…'}`
}

/** The nearest name that can be used. */
const tidied = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63)
    .replace(/-$/, '')
