import type {SchemaError, Validator} from '#validators/validateMember'
import type {Diagnostic} from '../diagnostics.ts'
import type {MemberBody} from '../people/digests.ts'
import {normalised} from './email.ts'
import {firstControl} from './hidden.ts'
import {at, controlMistake, empty, type PlaceOfFile, wrongLine} from './member-mistakes.ts'
import {type Found, told} from './members.ts'
import {pathOf} from './path.ts'
import {noAddress} from './recipients-of.ts'
import {kindNames, list} from './schema-words.ts'

/** How the rows of an NDJSON file are to be read. */
export interface NdjsonForm extends PlaceOfFile {
  /** Fields that are the same for everybody. */
  readonly set: MemberBody
  /** Holds an object against the schema of a member. */
  readonly validate: Validator
}

/** The rows of an NDJSON file, one member a line just as the API takes it; only line numbers are told of them, never what stands in them. */
export function* ndjsonRows(text: Iterable<string | Diagnostic>, form: NdjsonForm): Generator<Found> {
  let line = 0
  let rows = 0
  for (const piece of text) {
    if (typeof piece !== 'string') return yield told(piece)
    const control = firstControl(piece)
    if (control >= 0) return yield told(controlMistake(piece, control, line + 1, form))
    for (const row of linesOf(piece)) {
      line++
      if (row.trim() === '') continue
      rows++
      yield memberAt(row, line, form)
    }
  }
  if (rows === 0) yield told(empty(form))
}

const linesOf = (piece: string): readonly string[] => (piece.endsWith('\n') ? piece.slice(0, -1) : piece).split('\n')

function memberAt(text: string, line: number, form: NdjsonForm): Found {
  const isWrong = (make: () => Diagnostic): Found => ({is: 'told', severity: 'error', make})
  const wrong = (detail: string): Found => isWrong(() => wrongLine(form, line, detail))
  const value = parsed(text)
  if (value === undefined) return wrong('The line is not JSON.')
  if (value === hidden) return wrong('The line has a control character in a text, written as an escape.')
  if (hasKeyTwice(text)) return wrong('The line has a key twice, so it is not clear which one counts.')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return wrong('The line is no object with the fields of a member.')
  if (!form.validate(value)) return wrong(whatIsWrong(form.validate.errors?.[0]))
  const twice = Object.keys(form.set).find(field => Object.hasOwn(value, field))
  if (twice !== undefined) return wrong(`The line has ${twice}, which the campaign sets for everybody.`)
  const member = value as MemberBody
  const written = String(member.emailAddress)
  const address = normalised(written)
  if (address === undefined) return isWrong(() => noAddress(written, at(form, line)))
  return {is: 'row', address, line, body: () => ({...member, ...form.set})}
}

/** Stands for a value with control characters in it. */
const hidden = Symbol('hidden')

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/** Whether an object of a text that is JSON has a key twice: what reads JSON takes the last one without a word. */
function hasKeyTwice(text: string): boolean {
  const open: Set<string>[] = []
  let last = ''
  for (const [found] of text.matchAll(token)) {
    const keys = open.at(-1)
    if (found === '{') open.push(new Set())
    else if (found === '[') open.push(new Set())
    else if (found === '}' || found === ']') open.pop()
    else if (found === ':' && keys) {
      const key = JSON.parse(last) as string
      if (keys.has(key)) return true
      keys.add(key)
    }
    last = found
  }
  return false
}

function parsed(text: string): unknown {
  try {
    if (!text.includes('\\')) return JSON.parse(text)
    let isHidden = false
    const value: unknown = JSON.parse(text, (_, each: unknown) => {
      if (typeof each === 'string' && firstControl(each) >= 0) isHidden = true
      return each
    })
    return isHidden ? hidden : value
  } catch {
    // Why isn't told: the reader's own words quote the line.
    return undefined
  }
}

/** What the schema found, without what stands in the line. */
function whatIsWrong(error: SchemaError | undefined): string {
  if (!error) return 'The line is no member.'
  const place = pathOf(error.instancePath).join('.')
  const subject = place === '' ? 'The line' : place
  switch (error.keyword) {
    case 'required':
      return `${subject} has no ${String(error.params.missingProperty)}.`
    case 'additionalProperties':
      return `${subject} has a key that is no field of a member.`
    case 'type':
      return `${subject} should be ${list(
        [error.params.type].flat().map(kind => kindNames[String(kind)] ?? String(kind)),
        'or',
      )}.`
    default:
      return `${subject} has a value that can't be used there.`
  }
}
