import type {SchemaError} from '#validators/validateCampaign'
import {type Path, pathOf} from './path.ts'
import {quoted, shownPath} from './quoted.ts'
import {yamlOf} from './yaml-text.ts'

type Schema = SchemaError['parentSchema']

/** What a reader calls a kind of value. */
export const kindNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  null: 'null',
}

/** What an ID is; larger numbers would lose digits. */
export const idWords = 'a whole number up to 9,007,199,254,740,991'

/** What was given, in words. */
export const found = (data: unknown): string =>
  data === null ? 'nothing is given' : typeof data === 'string' ? `${quoted(data)} is text` : `${quoted(data)} is given`

/** Keys that a group may have. Of a group with many the build keeps only the names. */
export const keysOf = (schema: Schema): readonly string[] =>
  Array.isArray(schema?.names) ? schema.names.map(String) : Object.keys(Object(schema?.properties))
/** The schema of one key of a group. */
export const propertyOf = (schema: Schema, key: string): Schema => Object(Object(schema?.properties)[key])
/** A schema's first example, as YAML. A group has one under `example`: editors can't offer a group from `examples` well. */
export const exampleOf = (schema: Schema): string | undefined => {
  const example = schema?.example ?? [schema?.examples].flat()[0]
  return example === undefined ? undefined : yamlOf(example)
}

/** Words in a row: `a, b and c`. */
export const list = (words: readonly string[], join = 'and'): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`

/** What a reader calls a group of keys. */
export const groupName = (instancePath: string): string => {
  const path = pathOf(instancePath)
  return path.length ? nameOf(path) : 'a file like this'
}

/** What a reader calls the place: `compose`, or `members, entry 3`. */
export function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  const isIndex = /^[0-9]+$/.test(String(last))
  return isIndex ? `${nameOf(path.slice(0, -1))}, entry ${Number(last) + 1}` : shownPath(String(last).slice(0, 100))
}
