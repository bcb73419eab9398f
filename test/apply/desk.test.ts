import {expect, test} from 'vitest'
import {misfit, notSentFrom} from '../../src/apply/desk.ts'
import {instant} from '../../src/instant.ts'
import {fold} from '../../src/state/fold.ts'
import type {Attempt, State} from '../../src/state/state.ts'
import {batchId, intent, journal, linesOf, saying, start} from '../state/scene.ts'

const state: State = fold(
  linesOf([journal(), intent('a/main'), saying('created', 2, 'a/main', 1400), intent('b/main'), saying('in-doubt', 4, 'b/main')])
    .lines,
)
const doubt = state.attempts.get(4) as Attempt
const giveUpBy = start + 150_000
const reading = (created: number | string, surveyID = 7) => ({
  is: 'read' as const,
  batchID: batchId(1401),
  surveyID,
  status: 'Sending',
  created: typeof created === 'string' ? created : instant(created),
})
const fits = (created: number | string, skew = 0, surveyID = 7, id = 1401): boolean =>
  misfit(doubt, batchId(id), reading(created, surveyID), state, skew) === undefined

test('a batch fits if it was created between the record and the deadline, give or take five seconds', () => {
  expect([-5001, -5000, 0, 150_000, 155_000, 155_001].map(after => fits(start + after))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ])
})

test('by the server’s clock', () => {
  expect([fits(start + 60_000, 60_000), fits(start, 60_000), fits(start - 60_000, -60_000), fits(giveUpBy, -60_000)]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('as the API writes a time, and not where it writes none', () => {
  expect(fits('2031-12-01T09:00:30.000+00:00')).toBe(true)
  expect(fits('2031-12-01T10:00:30.000+01:00')).toBe(true)
  expect(fits('today')).toBe(false)
})

test('not of another survey, and not if another send owns it', () => {
  expect(fits(start, 0, 8)).toBe(false)
  expect(fits(start, 0, 7, 1400)).toBe(false)
})

test('"not sent" may be said a quarter of an hour after the deadline', () => {
  expect(notSentFrom(doubt)).toBe(instant(giveUpBy + 900_000))
})
