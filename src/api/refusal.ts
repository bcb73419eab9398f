import {validateApiError} from '#validators/validateApiError'
import type {Refusal} from '../apply/ports.ts'
import {readJson} from './answer-json.ts'
import {isObject} from './answer-shape.ts'
import {isWhole, textOf} from './answer-text.ts'
import type {Answer} from './exchange.ts'
import {retryAfter} from './retry-after.ts'

/** The only statuses that can prove that nothing was done. */
const refusing: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429])
const spent = /API call limit exceeded/i
const created = /campaignBatchID/i

/** A refusal that an answer proves, with the API's own words. */
export interface ProvenRefusal {
  readonly refusal: Refusal
  readonly why: string
}

/**
 * The refusal that an answer proves: one of the listed statuses with the API's own error body, which names the same status.
 * A 429 needs no such body: empty or any JSON object will do, unless it speaks of a created batch. Source: the API's documented errors.
 */
export function refusalOf(answer: Answer): ProvenRefusal | undefined {
  const text = refusing.has(answer.status) && isWhole(answer) ? textOf(answer) : undefined
  if (text === undefined) return undefined
  const error = errorIn(text, answer.status)
  if (!error && !(answer.status === 429 && isEmptyOrObject(text))) return undefined
  return {refusal: kindOf(answer, text), why: wordsOf(answer.status, error)}
}

/** The error that a documented envelope holds, exact or as the documentation prints it. */
function errorIn(text: string, status: number): DocumentedError | undefined {
  const read = readJson(text, 'exact') ?? readJson(text, 'as-printed')
  if (!read || !isErrorBody(read.value)) return undefined
  const {error} = read.value.response
  return error.httpStatusCode === status ? error : undefined
}

interface DocumentedError {
  readonly name: string
  readonly id: string | number
  readonly message: string
  readonly httpStatusCode: number
}

const isErrorBody = (value: unknown): value is {readonly response: {readonly error: DocumentedError}} => validateApiError(value)

function isEmptyOrObject(text: string): boolean {
  if (text === '') return true
  const value = readJson(text, 'exact')?.value
  return isObject(value) && !created.test(text)
}

function kindOf({status, headers}: Answer, text: string): Refusal {
  if ((status === 429 || status === 403) && spent.test(text)) return {kind: 'allowance'}
  if (status === 429) return {kind: 'rate', after: retryAfter(headers)}
  if (status === 401) return {kind: 'key'}
  return {kind: status === 403 ? 'permission' : 'payload'}
}

const wordsOf = (status: number, error: DocumentedError | undefined): string =>
  error ? `HTTP ${status}: ${error.message} (${[error.name, error.id].filter(part => part !== '').join(' ')})` : `HTTP ${status}`
