import {validateApiBatch} from '#validators/validateApiBatch'
import {type BatchId, batchId} from '../address.ts'
import type {BatchReading} from '../apply/ports.ts'
import {readJson} from './answer-json.ts'
import {type DocumentedKeys, documentedPart} from './answer-shape.ts'
import {isWhole, textOf} from './answer-text.ts'
import {type Conceal, concealing} from './conceal.ts'
import {evidenceOf} from './evidence.ts'
import type {Answer, Exchange} from './exchange.ts'
import {refusalOf} from './refusal.ts'

/** What GET /micropanel/batches/{batchID} said about batch `asked`. A status that nobody documented is passed on, made harmless. */
export function readingOf(exchange: Exchange, asked: BatchId, conceal: Conceal = concealing()): BatchReading {
  const passing = exchange.is !== 'answered' || exchange.status >= 500
  const failed = (why: string): BatchReading => ({is: 'failed', evidence: evidenceOf(exchange, why, conceal), passing})
  if (exchange.is !== 'answered') return failed(exchange.why)
  const proven = refusalOf(exchange)
  if (proven) {
    const evidence = evidenceOf(exchange, proven.why, conceal)
    return exchange.status === 404 ? {is: 'not-found', evidence} : {is: 'refused', evidence, refusal: proven.refusal}
  }
  if (exchange.status !== 200) return failed(`HTTP ${exchange.status}`)
  const batch = batchIn(exchange)
  if (!batch || batchId(batch.id) !== asked) return failed('HTTP 200, but the answer is not the documented one for this batch')
  const {surveyID, status, creationTimestamp} = batch
  return {is: 'read', batchID: asked, surveyID, status: conceal(status), created: conceal(creationTimestamp)}
}

const documented: DocumentedKeys = {
  top: ['response', 'requestID'],
  response: ['surveyID', 'senderUserID', 'status', 'creationTimestamp', 'id'],
}

interface DocumentedBatch {
  readonly id: number
  readonly surveyID: number
  readonly status: string
  readonly creationTimestamp: string
}

function batchIn(answer: Answer): DocumentedBatch | undefined {
  const value = isWhole(answer) ? documentedPart(readJson(textOf(answer) ?? '', 'exact')?.value, documented) : undefined
  return isBatch(value) && Number.isSafeInteger(value.response.surveyID) ? value.response : undefined
}

const isBatch = (value: unknown): value is {readonly response: DocumentedBatch} => validateApiBatch(value)
