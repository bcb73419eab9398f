import {expect, test} from 'vitest'
import type {BatchId} from '../../src/address.ts'
import {patientReader} from '../../src/apply/patient-reader.ts'
import {pauseAfter} from '../../src/apply/pause.ts'
import type {BatchReading, Refusal} from '../../src/apply/ports.ts'
import {newRetryBudget} from '../../src/apply/retry-budget.ts'

const id = 1400 as BatchId
const read: BatchReading = {is: 'read', batchID: id, surveyID: 7, status: 'Sending', created: '2031-12-01T09:00:00.000+00:00'}
const failed = (status?: number, passing = status === undefined || status >= 500): BatchReading => ({
  is: 'failed',
  evidence: {phase: 'answer', why: 'it failed', ...(status !== undefined && {status})},
  passing,
})
const refused = (refusal: Refusal): BatchReading => ({is: 'refused', evidence: {phase: 'answer', why: 'no'}, refusal})
const tooFast = refused({kind: 'rate', after: 60_000})

/** A reader that gives these answers one after the other, the last one again and again. */
function reading(answers: readonly BatchReading[], spread = 0) {
  const waits: number[] = []
  const told: number[] = []
  let asked = 0
  const stop = new AbortController()
  const reader = patientReader(
    {
      readBatch: async () => answers[Math.min(asked++, answers.length - 1)] ?? read,
      readFilter: () => Promise.reject(new TypeError('nobody asks for a filter here')),
      readSurvey: () => Promise.reject(new TypeError('nobody asks for a survey here')),
      clockSkew: () => 5,
    },
    {
      clock: {sleep: async ms => void waits.push(ms)},
      spread: () => spread,
      onRate: wait => void told.push(wait),
    },
  )
  return {
    reader,
    stop,
    run: async () => {
      const before = [asked, waits.length]
      const last = await reader.readBatch(id, stop.signal)
      return {last, asked: asked - (before[0] ?? 0), waits: waits.slice(before[1])}
    },
    told,
  }
}

interface Course {
  readonly last: BatchReading
  readonly asked: number
  readonly waits: readonly number[]
}
const once = (answer: BatchReading): Course => ({last: answer, asked: 1, waits: []})

test.each<[string, readonly BatchReading[], Course]>([
  ['an answer', [read], once(read)],
  ['no answer, then one', [failed(), read], {last: read, asked: 2, waits: [1000]}],
  ['a 502 twice, then an answer', [failed(502), failed(502), read], {last: read, asked: 3, waits: [1000, 2000]}],
  ['half of a 200, then all of it', [failed(200, true), read], {last: read, asked: 2, waits: [1000]}],
  ['no answer ever', [failed()], {last: failed(), asked: 3, waits: [1000, 2000]}],
  ['an answer that can not be understood', [failed(200)], once(failed(200))],
  ['a 404 of something else', [failed(404)], once(failed(404))],
  ['too fast, then an answer', [tooFast, tooFast, read], {last: read, asked: 3, waits: [60_000, 60_000]}],
  ['too fast for good', [tooFast], {last: tooFast, asked: 5, waits: [60_000, 60_000, 60_000, 60_000]}],
  [
    'too fast, and trouble',
    [tooFast, failed(), tooFast, failed(), read],
    {last: read, asked: 5, waits: [60_000, 1000, 60_000, 2000]},
  ],
  ['a spent allowance', [refused({kind: 'allowance'})], once(refused({kind: 'allowance'}))],
  ['a wrong key', [refused({kind: 'key'})], once(refused({kind: 'key'}))],
  ['no permission', [refused({kind: 'permission'})], once(refused({kind: 'permission'}))],
])('%s', async (_name, answers, expected) => {
  expect(await reading(answers).run()).toEqual(expected)
})

test('the wait that a server asks for is told', async () => {
  const patient = reading([tooFast, read])
  await patient.run()
  expect(patient.told).toEqual([60_000])
  expect(patient.reader.clockSkew()).toBe(5)
})

test('whoever leaves is not kept', async () => {
  const patient = reading([failed()])
  patient.stop.abort()
  expect(await patient.run()).toEqual({last: failed(), asked: 1, waits: []})
})

test('a server in trouble is not hammered: once the budget is spent, the first failure counts', async () => {
  const patient = reading([failed()])
  const asked: number[] = []
  for (let batch = 0; batch < 8; batch++) asked.push((await patient.run()).asked)
  expect(asked).toEqual([3, 3, 3, 3, 3, 1, 1, 1])
})

test('each ten answers earn one more try', () => {
  const budget = newRetryBudget()
  const left = (): number => {
    let tries = 0
    while (budget.spend()) tries++
    return tries
  }
  expect(left()).toBe(10)
  for (let answers = 0; answers < 9; answers++) budget.answered()
  expect(left()).toBe(0)
  for (let answers = 0; answers < 21; answers++) budget.answered()
  expect(left()).toBe(3)
})

test('pauses grow up to half a minute, and runs spread theirs', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(failures => pauseAfter(failures, 0))).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000])
  expect([0, 0.25, 0.999].map(spread => pauseAfter(3, spread))).toEqual([4000, 3500, 2002])
})
