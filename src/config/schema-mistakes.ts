import type {SchemaError} from '#validators/validateCampaign'
import type {Diagnostic} from '../diagnostics.ts'
import {belongs} from './belongs.ts'
import {type Code, mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {laterKey} from './later-keys.ts'
import {pathOf} from './path.ts'
import {quoted} from './quoted.ts'
import {rawForm} from './raw-forms.ts'
import {demand, helpForKind, helpForValue} from './schema-cures.ts'
import {exampleOf, found, groupName, keysOf, kindNames, list, nameOf, propertyOf} from './schema-words.ts'
import {everyoneNeeds, isKey, keyInFile, noField, storeNotBuilt, withoutSecret} from './special-mistakes.ts'
import {nearest} from './suggest.ts'

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
    errors.some(({params}) => typeof params.additionalProperty === 'string')
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
  if (isKey(instancePath)) return keyInFile(span)
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
  if (isKey(instancePath)) return keyInFile(span)
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
  if (isKey(instancePath) && keyword === 'pattern') return keyInFile(span)
  if (inName !== undefined && keyword === 'enum') return noField(inName, [params.allowedValues].flat().map(String), span)
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
