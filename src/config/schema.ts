import {type SchemaError, type Validator, validateCampaign} from '#validators/validateCampaign'
import type {Diagnostic} from '../diagnostics.ts'
import type {SourceDocument} from './document.ts'
import {pathOf} from './path.ts'
import {mistakesOf} from './schema-mistakes.ts'
import {keysOf} from './schema-words.ts'
import {nearest} from './suggest.ts'
import type {WrittenCampaign, WrittenProject} from './written.ts'

/** A document held against its schema: what was written, and what is wrong with it. */
export interface Written<T> {
  /** Without the parts that have a mistake: what is left is as its type says, and can be looked at further. */
  readonly value: Partial<T>
  readonly mistakes: readonly Diagnostic[]
  /** Places that have a mistake in them, their keys with `/` between (`batches/en/compose`); `''` where the file isn't a group of keys at all. */
  readonly broken: ReadonlySet<string>
  /** Keys that are written at a wrong place or with a slip: they aren't missing. */
  readonly meant: ReadonlySet<string>
}

/** Holds a campaign file against the schema. */
export const campaignAsWritten = (document: SourceDocument): Written<WrittenCampaign> => written(document, validateCampaign)

/** Holds fieldwork.yaml against the schema, which is loaded only where there is such a file. */
export const projectAsWritten = async (document: SourceDocument): Promise<Written<WrittenProject>> =>
  written(document, (await import('#validators/validateProject')).validateProject)

function written<T>(document: SourceDocument, validate: Validator): Written<T> {
  // What the schema has checked is what its types say; the same goes for what is left when every mistake is cut out.
  if (validate(document.value)) return {value: document.value as Partial<T>, mistakes: [], broken: new Set(), meant: new Set()}
  const errors = validate.errors ?? []
  const mistakes = mistakesOf(errors, document)
  if (errors.some(({instancePath, keyword}) => instancePath === '' && keyword === 'type'))
    return {value: {}, mistakes, broken: new Set(['']), meant: new Set()}
  const value: unknown = structuredClone(document.value)
  const places = errors.map(placeOf)
  for (const place of places) cut(value, place)
  return {
    value: value as Partial<T>,
    mistakes,
    broken: new Set(places.flatMap(place => place.map((_, index) => place.slice(0, index + 1).join('/')))),
    meant: new Set(errors.flatMap(meantBy)),
  }
}

/** Which key an unknown one may stand for. */
function meantBy({params: {additionalProperty: key}, parentSchema}: SchemaError): readonly string[] {
  if (typeof key !== 'string') return []
  const near = nearest(key, keysOf(parentSchema))
  return near === undefined ? [key] : [key, near]
}

/** What has to go: the value itself, or the key that isn't known. */
function placeOf({instancePath, params}: SchemaError): readonly string[] {
  const path = pathOf(instancePath).map(String)
  const key = params.additionalProperty ?? params.propertyName
  return typeof key === 'string' ? [...path, key] : path
}

/** Takes a part out. Of a list all goes, so that the places of its entries stay true. */
function cut(value: unknown, [key, ...rest]: readonly string[]): void {
  if (key === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return
  const inner: unknown = Reflect.get(value, key)
  if (rest.length === 0 || Array.isArray(inner)) Reflect.deleteProperty(value, key)
  else cut(inner, rest)
}
