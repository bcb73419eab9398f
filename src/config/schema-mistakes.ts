import type {SchemaError} from '#validators/validateCampaign'
import type {Diagnostic} from '../diagnostics.ts'
import {belongs} from './belongs.ts'
import {type Code, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {helpForKind} from './kind-cures.ts'
import {laterKey} from './later-keys.ts'
import {pathOf, pointer} from './path.ts'
import {quoted, shownPath} from './quoted.ts'
import {rawForm} from './raw-forms.ts'
import {demand, helpForValue} from './schema-cures.ts'
import {exampleOf, found, groupName, keysOf, kindNames, list, nameOf, propertyOf} from './schema-words.ts'
import {
  everyoneNeeds,
  isKey,
  isRepeatInWave,
  isServer,
  keyInFile,
  noField,
  repeatAmongWaves,
  serverInFile,
  storeNotBuilt,
  withoutSecret,
} from './special-mistakes.ts'
import {nearest} from './suggest.ts'
import {spaceMissing} from './yaml-structure.ts'

const most = 50

/** For a mistake in the name of a key, ajv tells which. */
const inNameOf = (error: SchemaError & {readonly propertyName?: unknown}): string | undefined =>
  typeof error.propertyName === 'string' ? error.propertyName : undefined

/** What the schema found, in words that lead to the cure. The validator's own messages are never shown. */
export function mistakesOf(errors: readonly SchemaError[], document: SourceDocument): readonly Diagnostic[] {
  const headings = new Set(errors.flatMap(misplacedHeading))
  return errors
    .filter(error => !isBelow(error, headings) && !follows(error, errors))
    .slice(0, most)
    .map(error => mistakeOf(error, document))
}

/** Whether an error only says again what another one says better. */
function follows(error: SchemaError, errors: readonly SchemaError[]): boolean {
  const {keyword, instancePath} = error
  if (keyword === 'propertyNames' || keyword === 'minProperties' || isOneTooMany(error))
    return errors.some(other => other.keyword !== keyword && other.instancePath === instancePath)
  if (['const', 'minimum', 'maximum', 'enum'].includes(keyword))
    return errors.some(other => other.keyword === 'type' && other.instancePath === instancePath)
  if (keyword === 'type' && error.data === null) return isEmptied(instancePath, errors)
  if (keyword !== 'required') return false
  const missing = error.params.missingProperty
  const known = keysOf(error.parentSchema)
  return errors.some(
    ({params: {additionalProperty: key}, instancePath: place}) =>
      typeof key === 'string' &&
      (instancePath.endsWith('/recipients/filter') ||
        key === missing ||
        key.startsWith(`${missing}:`) ||
        // Following both messages would give the key twice.
        (place === instancePath && nearest(key, known) === missing)),
  )
}

/** Of some groups one key must stand alone. It is written as `not` two: at a bare upper bound editors offer no keys. */
const isOneTooMany = (error: SchemaError): boolean => error.keyword === 'not' && inNameOf(error) === undefined

/** Whether a group is empty only because its keys stand beside it, indented too little. */
function isEmptied(instancePath: string, errors: readonly SchemaError[]): boolean {
  const path = pathOf(instancePath)
  const parent = pointer(path.slice(0, -1))
  return errors.some(
    other => other.instancePath === parent && belongs(String(other.params.additionalProperty ?? '')) === `under ${path.at(-1)}`,
  )
}

/** A heading without keys at a place that it doesn't belong to: it is indented too far, and its keys stand beside it. */
const misplacedHeading = ({instancePath, params: {additionalProperty: key}, data}: SchemaError): readonly string[] =>
  typeof key === 'string' && belongs(key) !== undefined && Object(data)[key] === null ? [`${instancePath} under ${key}`] : []

/** Whether a key came to its place with the heading that it belongs under. */
const isBelow = ({instancePath, params: {additionalProperty: key}}: SchemaError, headings: ReadonlySet<string>): boolean =>
  typeof key === 'string' && headings.has(`${instancePath} ${belongs(key)}`)

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
  if (isKey(instancePath)) return keyInFile(span)
  if (isServer(instancePath, key)) return serverInFile(key, data, span)
  if (isRepeatInWave(instancePath, key)) return repeatAmongWaves(span)
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
  if (/\/members\/(?:columns|where)$/.test(instancePath)) return noField(key, known, span)
  const slip = value === null ? spaceMissing(key) : undefined
  if (slip && known.includes(key.slice(0, key.indexOf(':')))) return mistake('FW012', {span, ...slip})
  if (/^-[A-Za-z]/.test(key))
    return mistake('FW012', {
      span,
      detail: `${quoted(key)}: a space is missing after the dash, without which it begins no entry of a list.`,
      help: `Write - ${shownPath(key.slice(1, 60))}:`,
    })
  const near = nearest(key, known)
  const place = belongs(key)
  return mistake('FW012', {
    span,
    detail: `${quoted(key)} is not a key of ${groupName(instancePath)}.${near ? ` Did you mean "${near}"?` : place ? ` It belongs ${place}.` : ''}`,
    help: near ? `Write ${near}` : place ? `Move it ${place}.` : `Keys here are ${list(known)}.`,
  })
}

function missingKey({instancePath, params, parentSchema}: SchemaError, document: SourceDocument): Diagnostic {
  const key = String(params.missingProperty)
  const span = document.keySpan(pathOf(instancePath))
  if (instancePath.endsWith('/recipients/everyone')) return everyoneNeeds(span)
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
  if (isKey(instancePath)) return keyInFile(span)
  if (instancePath.endsWith('/recipients/everyone')) return everyoneNeeds(span)
  const kinds = [params.type].flat().map(String)
  return mistake('FW014', {
    span,
    detail: `${nameOf(path)} should be ${list(
      kinds.map(kind => kindNames[kind] ?? kind),
      'or',
    )}, and ${found(data)}.`,
    help: helpForKind({path, kinds, data, schema: parentSchema}),
  })
}

function notAllowed(error: SchemaError, document: SourceDocument): Diagnostic {
  const {instancePath, keyword, params, parentSchema, data} = error
  const path = pathOf(instancePath)
  const inName = inNameOf(error)
  const span = withoutSecret(instancePath, inName === undefined ? document.span(path) : document.keySpan([...path, inName]))
  if (isOneTooMany(error))
    return mistake('FW015', {
      span,
      detail: `${nameOf(path)} has more than one key.`,
      help: `Keep one of ${list(Object.keys(Object(data)).map(shownPath), 'or')}.`,
    })
  if (isKey(instancePath) && keyword === 'pattern') return keyInFile(span)
  if (instancePath === '/state/store') return storeNotBuilt(span, data)
  const code: Code =
    inName !== undefined || (keyword === 'pattern' && /campaign|formerly|defaultPanel/.test(instancePath)) ? 'FW020' : 'FW015'
  const subject = inName === undefined ? `${nameOf(path)} is ${quoted(data)}` : `${quoted(inName)} is a name here`
  return mistake(code, {
    span,
    detail: `${subject}; ${demand(keyword, params, path)}.`,
    help: helpForValue(keyword, params, inName ?? data, parentSchema, path),
  })
}
