import {validateApiBatchCreated} from '#validators/validateApiBatchCreated'
import {type BatchId, batchId} from '../address.ts'
import type {Outcome} from '../apply/ports.ts'
import {readJson} from './answer-json.ts'
import {holdsError, isObject} from './answer-shape.ts'
import {isWhole, textOf} from './answer-text.ts'
import {type Conceal, concealing} from './conceal.ts'
import {evidenceOf} from './evidence.ts'
import type {Answer, Exchange} from './exchange.ts'
import {refusalOf} from './refusal.ts'

/**
 * What an exchange of POST /micropanel/batches proves. Total, never throws: whatever isn't proven done or not done is unknown.
 * `isOwned` tells an ID that is recorded already, `conceal` blanks the key in what is kept. Source: the API's documented answers.
 */
export function outcomeOf(exchange: Exchange, isOwned: (id: BatchId) => boolean, conceal: Conceal = concealing()): Outcome {
  const unknown = (why: string): Outcome => ({is: 'unknown', evidence: evidenceOf(exchange, why, conceal)})
  if (exchange.is === 'not-written') {
    return {is: 'not-done', evidence: evidenceOf(exchange, exchange.why, conceal), refusal: {kind: 'not-written'}}
  }
  if (exchange.is === 'broken') return unknown(exchange.why)
  const proven = refusalOf(exchange)
  if (proven) return {is: 'not-done', evidence: evidenceOf(exchange, proven.why, conceal), refusal: proven.refusal}
  if (exchange.status !== 200) return unknown(`HTTP ${exchange.status}, which does not tell whether the batch was created`)
  const creation = creationIn(exchange)
  if (typeof creation === 'string') return unknown(creation)
  if (isOwned(creation.id)) return unknown(`HTTP 200 with batch ${creation.id}, which another send has already`)
  return doneWith(creation, exchange, conceal)
}

interface Creation {
  readonly id: BatchId
  readonly value: Readonly<Record<string, unknown>>
}

/** The created batch in a 200, or in words why there is none. */
function creationIn(answer: Answer): Creation | string {
  if (!isWhole(answer)) return 'HTTP 200, but the answer is cut off'
  const value = readJson(textOf(answer) ?? '', 'exact')?.value
  if (!isObject(value)) return 'HTTP 200, but the answer is not one whole JSON object'
  if (holdsError(value)) return 'HTTP 200, but with an error in it'
  const id = batchId(isObject(value.response) ? value.response.campaignBatchID : undefined)
  return id === undefined ? 'HTTP 200, but without a usable campaignBatchID' : {id, value}
}

function doneWith({id, value}: Creation, {headers}: Answer, conceal: Conceal): Outcome {
  const {requestID} = value
  const {date} = headers
  return {
    is: 'done',
    batchID: id,
    ...(typeof requestID === 'string' && {requestID: conceal(requestID)}),
    ...(date !== undefined && !Number.isNaN(Date.parse(date)) && {date: conceal(date)}),
    warnings: deviations(value).map(conceal),
  }
}

/** Where a creation that counts still differs from the documented shape. */
function deviations(value: unknown): readonly string[] {
  if (validateApiBatchCreated(value)) return []
  return (validateApiBatchCreated.errors ?? []).slice(0, 5).map(({instancePath, message, params}) => {
    const key = params.additionalProperty
    return `the answer is not as documented: ${instancePath || '/'} ${message ?? ''}${typeof key === 'string' ? ` ("${key}")` : ''}`
  })
}
