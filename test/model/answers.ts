import type {Exchange} from '../../src/api/exchange.ts'
import type {Outcome} from '../../src/apply/ports.ts'

/** What can be true at the server when an exchange of this class ends. `any`: made, turned down, still to be made, or lost. */
export type Truth = 'nothing left' | 'made' | 'turned down' | 'any'

/** A class of answers: what is true at the server, what came back, and what must be made of it. */
export interface AnswerClass {
  readonly name: string
  readonly truth: Truth
  readonly outcome: Outcome['is']
  /** Representatives, all of them classified alike. */
  readonly exchanges: readonly Exchange[]
}

/** The batch ID that another send has already. */
export const ownedElsewhere = 77

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const answer = (status: number, body: string, length = bytes(body).length): Exchange => ({
  is: 'answered',
  status,
  headers: {'content-length': String(length)},
  body: bytes(body),
})
const created = (id: number): string => `{"response":{"campaignBatchID":${id},"message":"ok"},"requestID":"r-1"}`
const refusal = (status: number): string =>
  JSON.stringify({
    response: {
      error: {
        docs: 'https://www.questionpro.com/api/error-codes.html',
        resourceUrl: 'https://api.questionpro.com/a/api/v2/micropanel/batches',
        name: 'BAD_REQUEST',
        id: 1002,
        message: 'No',
        httpStatusCode: status,
      },
    },
  })
const broken = (why: string, status?: number, body = ''): Exchange => ({
  is: 'broken',
  why,
  ...(status !== undefined && {status}),
  headers: {},
  body: bytes(body),
})
const refusing = [400, 401, 403, 404, 405, 413, 415, 422, 429]

/**
 * The one table of answers: the model's classifier is made from its columns `truth` and `outcome`, and the code's is held against its `outcome`
 * on each representative. That a documented error body and a new batch ID are the truth is the belief that docs/reliability.md names.
 */
export const answerClasses: readonly AnswerClass[] = [
  {
    name: 'nothing was written',
    truth: 'nothing left',
    outcome: 'not-done',
    exchanges: [
      {is: 'not-written', phase: 'connect', why: 'nobody listens'},
      {is: 'not-written', phase: 'before-write', why: 'the time in which it may be sent had passed'},
    ],
  },
  {name: 'a new batch ID in a whole 200', truth: 'made', outcome: 'done', exchanges: [answer(200, created(1400))]},
  {
    name: 'a refusing status with the documented body',
    truth: 'turned down',
    outcome: 'not-done',
    exchanges: refusing.map(status => answer(status, refusal(status))),
  },
  {
    name: 'a 429 without a body, or with any object',
    truth: 'turned down',
    outcome: 'not-done',
    exchanges: [answer(429, ''), answer(429, '{}')],
  },
  {name: 'an ID that another send has', truth: 'any', outcome: 'unknown', exchanges: [answer(200, created(ownedElsewhere))]},
  {
    name: 'a 200 without a usable ID',
    truth: 'any',
    outcome: 'unknown',
    exchanges: [
      answer(200, ''),
      answer(200, '<html>1400</html>'),
      answer(200, '{"campaignBatchID":1400}'),
      answer(200, refusal(400)),
      answer(200, created(1400).slice(0, 34)),
      answer(200, created(14), 99),
    ],
  },
  {
    name: 'a refusing status without the documented body',
    truth: 'any',
    outcome: 'unknown',
    exchanges: refusing.flatMap(status => [
      answer(status, '<h1>No</h1>'),
      answer(status, '[]'),
      ...(status === 429 ? [] : [answer(status, '{}'), answer(status, refusal(status + 1))]),
    ]),
  },
  {
    name: 'a refusing status that speaks of a batch',
    truth: 'any',
    outcome: 'unknown',
    exchanges: [answer(429, created(1400)), answer(400, created(1400))],
  },
  {
    name: 'any other status, whatever its body',
    truth: 'any',
    outcome: 'unknown',
    exchanges: [201, 204, 301, 307, 308, 402, 409, 418, 500, 502, 503, 504].flatMap(status => [
      answer(status, refusal(status)),
      answer(status, created(1400)),
    ]),
  },
  {
    name: 'no whole answer in time',
    truth: 'any',
    outcome: 'unknown',
    exchanges: [
      broken('the connection was reset'),
      broken('no whole answer within 150 s'),
      broken('the answer came after the deadline', 200, created(1400)),
      broken('cut', 400, refusal(400)),
      broken('interrupted before the answer was there'),
    ],
  },
]
