import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Answer, Exchange} from '../../src/api/exchange.ts'
import {outcomeOf} from '../../src/api/outcome.ts'
import {shown} from './scene.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const answer = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  is: 'answered',
  status,
  headers: {'content-length': String(bytes(body).length), ...headers},
  body: bytes(body),
})
const error = (status: number, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    response: {
      error: {
        docs: 'https://www.questionpro.com/api/error-codes.html',
        resourceUrl: 'https://api.questionpro.com/a/api/v2/micropanel/batches',
        name: 'BAD_REQUEST',
        id: 1002,
        message: 'No',
        httpStatusCode: status,
        ...more,
      },
    },
  })
/** As the documentation prints it: the URL without quotes, a comma missing. */
const printed = (status: number): string => `{
  "response": {
    "error": {
      "docs": https://www.questionpro.com/api/error-codes.html,
      "resourceUrl": "https://api.questionpro.com/a/api/v2/micropanel/batches"
      "name": "",
      "id": "1000",
      "message": "Invalid URL parameters",
      "httpStatusCode": ${status}
    }
  }
}`
const created = (campaignBatchID: string): string =>
  `{"response":{"campaignBatchID":${campaignBatchID},"message":"ok"},"requestID":"r-1"}`
const outcome = (exchange: Exchange): string => shown(outcomeOf(exchange, id => id === 77))

test.each([
  // done
  ['200 as documented', answer(200, created('1400')), 'done 1400'],
  ['200, largest safe ID', answer(200, created('9007199254740991')), 'done 9007199254740991'],
  ['200 without length', {...answer(200, created('1400')), headers: {}}, 'done 1400'],
  ['200 with more in it', answer(200, '{"response":{"campaignBatchID":1,"x":1},"y":[]}'), 'done 1'],
  ['200 with spaces and a mark in front', answer(200, `\ufeff ${created('1400')}\r\n`), 'done 1400'],
  // unknown inside a 200
  ...[
    '0',
    '-1',
    '1.5',
    '1400.0',
    '14e2',
    '"1400"',
    'null',
    'true',
    '[1400]',
    '9007199254740992',
    '9007199254740993',
    '1e400',
    '-0',
    '01400',
  ].map(id => [`200 with ID ${id}`, answer(200, created(id)), 'unknown answer 200'] as const),
  ['200 with an ID that is recorded', answer(200, created('77')), 'unknown answer 200'],
  ['200 with two IDs', answer(200, '{"response":{"campaignBatchID":1,"campaignBatchID":2}}'), 'unknown answer 200'],
  [
    '200 with an escaped second ID',
    answer(200, '{"response":{"campaignBatchID":1,"campaignBatchI\\u0044":2}}'),
    'unknown answer 200',
  ],
  ['200 with two responses', answer(200, '{"response":{"campaignBatchID":1},"response":{}}'), 'unknown answer 200'],
  ['200 cut', answer(200, created('1400').slice(0, 34)), 'unknown answer 200'],
  ['200 shorter than announced', answer(200, created('1400'), {'content-length': '99'}), 'unknown answer 200'],
  ['200 with more behind it', answer(200, `${created('1400')}x`), 'unknown answer 200'],
  ['200 twice', answer(200, created('1400') + created('1401')), 'unknown answer 200'],
  ['200 with an error envelope', answer(200, error(400)), 'unknown answer 200'],
  ['200 with ID and error', answer(200, '{"response":{"campaignBatchID":1,"error":null}}'), 'unknown answer 200'],
  ['200 with ID and error above', answer(200, '{"response":{"campaignBatchID":1},"error":{}}'), 'unknown answer 200'],
  ['200 with the ID elsewhere', answer(200, '{"campaignBatchID":1}'), 'unknown answer 200'],
  ['200 with the ID in an array', answer(200, '[{"response":{"campaignBatchID":1}}]'), 'unknown answer 200'],
  ['200 with the ID by prototype', answer(200, '{"response":{"__proto__":{"campaignBatchID":1}}}'), 'unknown answer 200'],
  ['200 empty', answer(200, ''), 'unknown answer 200'],
  ['200 HTML', answer(200, '<html>1400</html>'), 'unknown answer 200'],
  ['200 as printed, not JSON', answer(200, '{"response":{"campaignBatchID":1 "message":"ok"}}'), 'unknown answer 200'],
  ['200, bytes that are no text', {...answer(200, ''), headers: {}, body: Uint8Array.of(0x7b, 0xff, 0x7d)}, 'unknown answer 200'],
  ['200, absurdly deep', answer(200, `${'['.repeat(500_000)}`), 'unknown answer 200'],
  ...[201, 202, 204, 206].map(
    status => [`${status} with ID`, answer(status, created('1400')), `unknown answer ${status}`] as const,
  ),
  // refused
  ...([400, 404, 405, 413, 415, 422] as const).flatMap(
    status =>
      [
        [`${status} documented`, answer(status, error(status)), 'not-done payload'],
        [`${status} as printed`, answer(status, printed(status)), 'not-done payload'],
        [`${status} empty`, answer(status, ''), `unknown answer ${status}`],
        [`${status} HTML`, answer(status, '<h1>No</h1>'), `unknown answer ${status}`],
        [`${status} another object`, answer(status, '{"error":"no"}'), `unknown answer ${status}`],
        [`${status} naming another status`, answer(status, error(status + 1)), `unknown answer ${status}`],
        [
          `${status} naming it as text`,
          answer(status, error(status, {httpStatusCode: String(status)})),
          `unknown answer ${status}`,
        ],
        [`${status} cut`, answer(status, error(status), {'content-length': '9999'}), `unknown answer ${status}`],
      ] as const,
  ),
  ['401 documented', answer(401, error(401)), 'not-done key'],
  ['401 empty', answer(401, ''), 'unknown answer 401'],
  ['403 documented', answer(403, error(403)), 'not-done permission'],
  ['403 for the allowance', answer(403, error(403, {message: 'API call limit exceeded.'})), 'not-done allowance'],
  ['400, status 400.0', answer(400, printed(400).replace('400\n', '400.0\n')), 'unknown answer 400'],
  ['400 with a member more', answer(400, error(400, {more: 1})), 'unknown answer 400'],
  ['400 with a member less', answer(400, error(400, {docs: undefined})), 'unknown answer 400'],
  ['400 with a null ID', answer(400, error(400, {id: null})), 'unknown answer 400'],
  ['429 documented', answer(429, error(429, {name: '', id: ''})), 'not-done rate'],
  ['429 empty', answer(429, ''), 'not-done rate'],
  ['429 object', answer(429, '{}'), 'not-done rate'],
  ['429 array', answer(429, '[]'), 'unknown answer 429'],
  ['429 HTML', answer(429, '<h1>Slow down</h1>'), 'unknown answer 429'],
  ['429 cut', answer(429, '{}', {'content-length': '3'}), 'unknown answer 429'],
  ['429 that speaks of a batch', answer(429, created('1400')), 'unknown answer 429'],
  [
    '429 for the allowance',
    answer(429, error(429, {message: 'API call limit exceeded. Please contact …'})),
    'not-done allowance',
  ],
  ['429 for the allowance, another shape', answer(429, '{"message":"API call limit exceeded."}'), 'not-done allowance'],
  // everything else
  ...[
    300, 301, 302, 303, 304, 307, 308, 402, 406, 408, 409, 410, 418, 421, 423, 425, 428, 431, 451, 499, 500, 501, 502, 503, 504,
    520,
  ].map(status => [`${status} with the documented body`, answer(status, error(status)), `unknown answer ${status}`] as const),
  ['broken before an answer', {is: 'broken', why: 'reset', headers: {}, body: bytes('')}, 'unknown write -'],
  [
    'broken inside a refusal',
    {is: 'broken', why: 'cut', status: 400, headers: {}, body: bytes(error(400))},
    'unknown answer 400',
  ],
  [
    'broken behind a whole creation',
    {is: 'broken', why: 'late', status: 200, headers: {}, body: bytes(created('1'))},
    'unknown answer 200',
  ],
  ['not connected', {is: 'not-written', phase: 'connect', why: 'refused'}, 'not-done not-written'],
  ['not written', {is: 'not-written', phase: 'before-write', why: 'late'}, 'not-done not-written'],
] as const satisfies readonly (readonly [string, Exchange, string])[])('%s', (_, exchange, expected) => {
  expect(outcome(exchange)).toBe(expected)
})

test('how long to wait after a 429', () => {
  const date = 'Sun, 01 Jan 2034 00:00:00 GMT'
  const waits = (after: string | undefined): unknown => {
    const result = outcomeOf(answer(429, '', {date, ...(after !== undefined && {'retry-after': after})}), () => false)
    return result.is === 'not-done' && result.refusal.kind === 'rate' ? result.refusal.after : result
  }
  expect(
    Object.fromEntries(
      ['1', ' 30 ', '300', '301', '0', '-5', '1.5', '1e2', '999999999999', 'soon', '', 'Sun, 01 Jan 2034 00:00:20 GMT'].map(
        text => [text, waits(text)],
      ),
    ),
  ).toEqual({
    '1': 1_000,
    ' 30 ': 30_000,
    '300': 300_000,
    '301': 60_000,
    '0': 1000,
    '-5': 60_000,
    '1.5': 60_000,
    '1e2': 60_000,
    '999999999999': 60_000,
    soon: 60_000,
    '': 60_000,
    'Sun, 01 Jan 2034 00:00:20 GMT': 20_000,
  })
  expect(waits('Sun, 01 Jan 2034 01:00:00 GMT')).toBe(60_000)
  expect(waits('Sat, 31 Dec 2033 00:00:00 GMT')).toBe(60_000)
  expect(waits(undefined)).toBe(60_000)
})

test.each([
  ['{"response":{"campaignBatchID":5},"requestID":"r"}', "/response must have required property 'message'"],
  [
    '{"response":{"campaignBatchID":5,"message":"","eta":"soon"},"requestID":"r"}',
    '/response must NOT have additional properties ("eta")',
  ],
  ['{"response":{"campaignBatchID":5,"message":""},"requestID":7}', '/requestID must be string'],
  [
    '{"response":{"campaignBatchID":5,"message":"","a@b.c":1},"requestID":""}',
    '/response must NOT have additional properties ("[address]")',
  ],
])('what differs from the documented shape only warns: %s', (body, warning) => {
  expect(outcomeOf(answer(200, body, {date: 'now'}), () => false)).toMatchObject({
    is: 'done',
    batchID: 5,
    warnings: expect.arrayContaining([`the answer is not as documented: ${warning}`]),
  })
})

const refusing = new Set([400, 401, 403, 404, 405, 413, 415, 422, 429])
const header = fc.constantFrom('content-length', 'transfer-encoding', 'retry-after', 'date', 'content-type')
const fragment = fc.oneof(
  fc.json(),
  fc.string({unit: 'binary'}),
  fc.constantFrom(created('1400'), created('77'), created('1.0'), error(400), error(429), printed(400), '', '{}', '{', '<html>'),
)
const body = fc.oneof(
  fragment.map(bytes),
  fc.uint8Array(),
  fc
    .tuple(fragment, fc.nat(400), fc.nat(3), fc.string({maxLength: 3}))
    .map(([text, at, cut, put]) => bytes(text.slice(0, at) + put + text.slice(at + cut))),
)
const status = fc.oneof(fc.constantFrom(200, ...refusing), fc.integer({min: 100, max: 999}))
const exchanges: fc.Arbitrary<Exchange> = fc.oneof(
  fc.record({
    is: fc.constant('answered' as const),
    status,
    headers: fc.dictionary(header, fc.oneof(fc.string(), fc.nat(500).map(String)), {noNullPrototype: true}),
    body,
  }),
  fc.record({is: fc.constant('broken' as const), why: fc.string(), status, headers: fc.constant({}), body}),
)

test('whatever comes: never throws, done only with an unused ID in a 200, not done only from the list', () => {
  fc.assert(
    fc.property(exchanges, exchange => {
      const result = outcomeOf(exchange, id => id === 77)
      if (exchange.is !== 'answered') {
        expect(result.is).toBe('unknown')
        return
      }
      const text = new TextDecoder().decode(exchange.body)
      if (result.is === 'done') {
        expect(exchange.status).toBe(200)
        expect(result.batchID).not.toBe(77)
        expect(JSON.parse(text).response.campaignBatchID).toBe(result.batchID)
        expect(text).toContain(`:${result.batchID}`)
      } else if (result.is === 'not-done') {
        expect(refusing.has(exchange.status)).toBe(true)
        expect(exchange.status === 429 || text.includes(`${exchange.status}`)).toBe(true)
      }
    }),
    {numRuns: 20_000},
  )
})
