import {validateApiBatch} from '#validators/validateApiBatch'
import {type BatchId, batchId} from '../address.ts'
import type {BatchReading} from '../apply/ports.ts'
import {type DocumentedKeys, documentedPart} from './answer-shape.ts'
import {type Conceal, concealing} from './conceal.ts'
import type {Answer, Exchange} from './exchange.ts'
import {jsonIn, readAnswer} from './read-answer.ts'

/** What GET /micropanel/batches/{batchID} said about batch `asked`. A status that nobody documented is passed on, made harmless. */
export const readingOf = (exchange: Exchange, asked: BatchId, conceal: Conceal = concealing()): BatchReading =>
  readAnswer(
    exchange,
    conceal,
    answer => {
      const batch = batchIn(answer)
      if (!batch || batchId(batch.id) !== asked) return undefined
      const {surveyID, status, creationTimestamp} = batch
      return {is: 'read', batchID: asked, surveyID, status: conceal(status), created: conceal(creationTimestamp)}
    },
    'the answer is not the documented one for this batch',
  )

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
  const value = documentedPart(jsonIn(answer), documented)
  return isBatch(value) && Number.isSafeInteger(value.response.surveyID) ? value.response : undefined
}

const isBatch = (value: unknown): value is {readonly response: DocumentedBatch} => validateApiBatch(value)
