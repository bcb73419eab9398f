import {expect, test} from 'vitest'
import {concealing} from '../../src/api/conceal.ts'
import type {Exchange} from '../../src/api/exchange.ts'
import {filterIn, surveyIn} from '../../src/api/meaning.ts'
import {firstHidden} from '../../src/config/hidden.ts'

const key = 'the-secret-key'
const conceal = concealing(key, 2000)
const answered = (status: number, body: unknown): Exchange => ({
  is: 'answered',
  status,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
})
const filter = (more: object = {}) => ({
  response: {panelSegmentId: 145, name: 'CT Pet owners', criteria: 'Pets is dog', ...more},
  requestID: 'r',
})
const notFound = {
  response: {error: {docs: 'd', resourceUrl: 'u', name: 'NOT_FOUND', id: 1040, message: 'no', httpStatusCode: 404}},
}

test('what a filter means', () => {
  const meaning = {name: 'CT Pet owners', criteria: 'Pets is dog'}
  expect(filterIn(answered(200, filter()), 145, conceal)).toEqual({is: 'read', meaning})
  expect(filterIn(answered(200, {...filter({memberCount: 5}), page: 1}), 145, conceal)).toEqual({is: 'read', meaning})
})

test.each<[string, Exchange, string]>([
  ['another filter', answered(200, filter({panelSegmentId: 146})), 'failed'],
  ['a name that is no text', answered(200, filter({name: 7})), 'failed'],
  ['no criteria', answered(200, filter({criteria: undefined})), 'failed'],
  ['an error with 200', answered(200, {...filter(), error: 'no'}), 'failed'],
  [
    'a key twice',
    answered(200, '{"response":{"panelSegmentId":145,"name":"a","name":"b","criteria":"c"},"requestID":"r"}'),
    'failed',
  ],
  ['a page', answered(200, '<html>'), 'failed'],
  ['a redirect', answered(302, ''), 'failed'],
  ['trouble', answered(503, ''), 'failed'],
  ['not there', answered(404, notFound), 'not-found'],
  ['a page that is not there', answered(404, '<html>'), 'failed'],
])('%s tells nothing of it', (_, exchange, is) => {
  expect(filterIn(exchange, 145, conceal)).toMatchObject({is})
})

test('texts are made harmless, and what had to be left out of them still tells one from another', () => {
  const of = (criteria: string) => {
    const reading = filterIn(answered(200, filter({criteria})), 145, conceal)
    return reading.is === 'read' ? reading.meaning.criteria : reading.is
  }
  expect(of(`mail is ada@example.com, key ${key}\u202e`)).toMatch(/^mail is \[address\], key \[key\]\ufffd \([0-9a-f]{12}\)$/)
  expect(of('mail is ada@example.com')).not.toBe(of('mail is bob@example.com'))
  const long = 'x'.repeat(5000)
  expect(of(`${long}a`)).not.toBe(of(`${long}b`))
  expect(of(`${long}a`).length).toBeLessThan(2100)
})

test('letters that nobody sees are made visible, all that a file of this project may not hold', () => {
  const hidden = [
    '\u034f',
    '\u115f',
    '\u1160',
    '\u17b4',
    '\u180b',
    '\u2065',
    '\u3164',
    '\ufe0e',
    '\uffa0',
    '\ufff0',
    '\u{e0100}',
    '\u0007',
    '\u202e',
  ]
  for (const letter of hidden) {
    const reading = filterIn(answered(200, filter({name: `Phone ${letter} owners`})), 145, conceal)
    expect(reading.is === 'read' && [firstHidden(reading.meaning.name), / \([0-9a-f]{12}\)$/.test(reading.meaning.name)]).toEqual(
      [-1, true],
    )
  }
})

test('what a survey is, of whose answer only a part is documented', () => {
  const survey = {response: {name: 'Pulse', status: 'Active', expiryDate: null, surveyLanguages: []}}
  expect(surveyIn(answered(200, survey), conceal)).toEqual({is: 'read', meaning: {name: 'Pulse', status: 'Active'}})
  expect(surveyIn(answered(200, {response: {name: 'Pulse'}}), conceal)).toMatchObject({is: 'failed'})
  expect(surveyIn(answered(404, notFound), conceal)).toMatchObject({is: 'not-found'})
})
