import type {SchemaError} from '#validators'
import type {Diagnostic} from '../diagnostics.ts'
import {belongs} from './belongs.ts'
import {type Code, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {laterKey} from './later-keys.ts'
import {type Path, pathOf} from './path.ts'
import {quoted} from './quoted.ts'
import {rawForm} from './raw-forms.ts'
import {didYouMean} from './suggest.ts'

const most = 50

/** For a mistake in the name of a key, ajv tells which. */
const inNameOf = (error: SchemaError & {readonly propertyName?: unknown}): string | undefined =>
  typeof error.propertyName === 'string' ? error.propertyName : undefined

/** What the schema found, in words that lead to the cure. The validator's own messages are never shown. */
export const mistakesOf = (errors: readonly SchemaError[], document: SourceDocument): readonly Diagnostic[] =>
  errors
    .filter(error => !follows(error, errors))
    .slice(0, most)
    .map(error => mistakeOf(error, document))

/** Whether an error only says again what another one says better. */
function follows({keyword, instancePath}: SchemaError, errors: readonly SchemaError[]): boolean {
  if (keyword === 'propertyNames' || keyword === 'minProperties' || keyword === 'maxProperties')
    return errors.some(other => other.keyword !== keyword && other.instancePath === instancePath)
  if (keyword === 'const') return errors.some(other => other.keyword === 'type' && other.instancePath === instancePath)
  return (
    keyword === 'required' &&
    instancePath === '/recipients/filter' &&
    errors.some(({params}) => isText(params.additionalProperty))
  )
}

function mistakeOf(error: SchemaError, document: SourceDocument): Diagnostic {
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, document)
    case 'required':
      return missingKey(error, document)
    case 'type':
      return wrongKind(error, document)
    default:
      return notAllowed(error, document)
  }
}

function unknownKey({instancePath, params, parentSchema, data}: SchemaError, document: SourceDocument): Diagnostic {
  const key = String(params.additionalProperty)
  const value = Object(data)[key] as unknown
  const span = withoutSecret(instancePath, document.keySpan([...pathOf(instancePath), key]))
  if (isKey(instancePath)) return mistake('FW071', {span, ...keyWords})
  const raw = rawForm(instancePath, key, value)
  if (raw) return mistake('FW017', {span, ...raw})
  const notYet = laterKey(instancePath, key)
  if (notYet)
    return mistake('FW018', {
      span,
      detail: `${quoted(key)}: ${notYet} can't be used in this version.`,
      help: `Remove ${quoted(key)}.`,
    })
  const known = keysOf(parentSchema)
  const better = didYouMean(key, known)
  const place = belongs(key)
  return mistake('FW012', {
    span,
    detail: `${quoted(key)} is not a key of ${groupName(instancePath)}.${place && !better ? ` It belongs ${place}.` : better}`,
    help: better
      ? `Write${better.slice(' Did you mean'.length, -1)}.`
      : place
        ? `Move it ${place}.`
        : `Keys here are ${list(known)}.`,
  })
}

function missingKey({instancePath, params, parentSchema}: SchemaError, document: SourceDocument): Diagnostic {
  const key = String(params.missingProperty)
  const span = document.keySpan(pathOf(instancePath))
  if (instancePath === '/recipients/everyone') return everyoneNeeds(span)
  const example = exampleOf(propertyOf(parentSchema, key))
  return mistake('FW013', {
    span,
    detail: `${groupName(instancePath)} needs ${quoted(key)}, and it isn't there.`,
    help: `Add ${key}: ${example ?? '…'}`,
  })
}

function wrongKind({instancePath, params, parentSchema, data}: SchemaError, document: SourceDocument): Diagnostic {
  const path = pathOf(instancePath)
  const span = withoutSecret(instancePath, document.span(path))
  if (isKey(instancePath)) return mistake('FW071', {span, ...keyWords})
  if (instancePath === '/recipients/everyone') return everyoneNeeds(span)
  const kinds = [params.type].flat().map(String)
  return mistake('FW014', {
    span,
    detail: `${nameOf(path)} should be ${list(
      kinds.map(kind => kindNames[kind] ?? kind),
      'or',
    )}, and ${found(data)}.`,
    help: helpForKind(kinds, data, parentSchema),
  })
}

const found = (data: unknown): string =>
  data === null ? 'nothing is given' : typeof data === 'string' ? `${quoted(data)} is text` : `${quoted(data)} is given`

/** The value in the kind that is asked for, where that is plain; otherwise an example. */
function helpForKind(kinds: readonly string[], data: unknown, schema: SchemaError['parentSchema']): string {
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

function notAllowed(error: SchemaError, document: SourceDocument): Diagnostic {
  const {instancePath, keyword, params, parentSchema, data} = error
  const path = pathOf(instancePath)
  const inName = inNameOf(error)
  const span = withoutSecret(instancePath, inName === undefined ? document.span(path) : document.keySpan([...path, inName]))
  if (keyword === 'maxProperties')
    return mistake('FW015', {
      span,
      detail: `${nameOf(path)} has more than one key.`,
      help: `Keep one of ${list(Object.keys(Object(data)), 'or')}.`,
    })
  if (isKey(instancePath) && keyword === 'pattern') return mistake('FW071', {span, ...keyWords})
  if (inName !== undefined && keyword === 'enum') return noField(inName, params, span)
  if (instancePath === '/state/store') return storeNotBuilt(span, data)
  const code: Code =
    inName !== undefined || (keyword === 'pattern' && /campaign|formerly|defaultPanel/.test(instancePath)) ? 'FW020' : 'FW015'
  const subject = inName === undefined ? `${nameOf(path)} is ${quoted(data)}` : `${quoted(inName)} is a name here`
  return mistake(code, {
    span,
    detail: `${subject}; ${demand(keyword, params, path)}.`,
    help: helpForValue(keyword, params, inName ?? data, parentSchema),
  })
}

const noField = (name: string, params: SchemaError['params'], span: NonNullable<Diagnostic['span']>): Diagnostic => {
  const near = didYouMean(name, [params.allowedValues].flat().map(String))
  return mistake('FW012', {
    span,
    detail: `${quoted(name)} is not a field of the API's member.${near}`,
    help: near
      ? `Write${near.slice(' Did you mean'.length, -1)}.`
      : 'The field stands on the left, the header of the column on the right.',
  })
}

const storeNotBuilt = (span: Diagnostic['span'], data: unknown): Diagnostic =>
  mistake('FW018', {
    ...(span && {span}),
    detail: `The store ${quoted(data)} can't be used in this version.`,
    help: 'Write store: local',
  })

const demand = (keyword: string, params: SchemaError['params'], path: Path): string => {
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

function helpForValue(
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

const everyoneNeeds = (span: NonNullable<Diagnostic['span']>): Diagnostic =>
  mistake('FW028', {
    span,
    detail: 'This would invite every verified member of the panel, so the number of people that you expect must stand here.',
    help: 'Write everyone: {expect: 4812} with your number.',
  })

const keyWords = {
  detail: "A key doesn't belong in a file: files are shared. State where the key is read from.",
  help: 'Write apiKey: {env: QUESTIONPRO_API_KEY} (or file, or command). If this was a real key, replace it in QuestionPro.',
}
const isKey = (instancePath: string): boolean => /^\/panels\/[^/]+\/apiKey(?:\/env)?$/.test(instancePath)

/** Where a key may stand on the line, the line isn't shown. */
const withoutSecret = <T extends object>(instancePath: string, span: T): T =>
  instancePath.includes('/apiKey') ? {...span, frame: []} : span

const kindNames: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  null: 'null',
}

const isText = (value: unknown): value is string => typeof value === 'string'
const keysOf = (schema: SchemaError['parentSchema']): readonly string[] => Object.keys(Object(schema?.properties))
const propertyOf = (schema: SchemaError['parentSchema'], key: string): SchemaError['parentSchema'] =>
  Object(Object(schema?.properties)[key])
const exampleOf = (schema: SchemaError['parentSchema']): string | undefined => {
  const [example] = [schema?.examples].flat()
  return example === undefined ? undefined : flow(example)
}

/** A value as YAML on one line. */
const flow = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(flow).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value)
          .map(([key, inner]) => `${key}: ${flow(inner)}`)
          .join(', ')}}`
      : value === ''
        ? '""'
        : String(value)

const list = (words: readonly string[], join = 'and'): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`

const groupName = (instancePath: string): string => {
  const path = pathOf(instancePath)
  return path.length ? nameOf(path) : 'a file like this'
}

/** What a reader calls the place: `compose`, or `members, entry 3`. */
function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  const isIndex = /^[0-9]+$/.test(String(last))
  return isIndex ? `${nameOf(path.slice(0, -1))}, entry ${Number(last) + 1}` : String(last)
}
