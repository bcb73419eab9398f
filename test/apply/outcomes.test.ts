import {expect, test} from 'vitest'
import type {Outcome, Refusal} from '../../src/apply/ports.ts'
import {campaign, day, start, toEveryone, toFilter, toPeople} from '../plan/scene.ts'
import {saying} from '../state/scene.ts'
import {applying, done, noConnection, notDone, recorded, told, unknown} from './scene.ts'

const [a, b] = [campaign('a', {batches: [toFilter(1)]}), campaign('b', {batches: [toEveryone(9, {compose: {surveyID: 8}})]})]
const second = ['connect', 'POST 8 type 1']

test('what goes out is what the campaign says, the address as it was written', async () => {
  const apply = applying()
  const schedule = {closes: {after: day}, responseQuota: 3, emailInvitation: false}
  expect(await apply.run([campaign('a', {batches: [toPeople(['ada'], {schedule})]})])).toBe(0)
  expect(apply.bodies).toEqual([
    {
      compose: {surveyID: 7, templateID: 1},
      recipients: {filterType: 2, emailAddress: 'ada@Example.com'},
      send: {
        deliveryOptions: {automaticClosure: {enabled: true, closureDateTime: '12/02/2031 09:00', responseQuota: 3}},
        notification: {enableEmailInvitation: false},
      },
    },
  ])
  expect(recorded(apply)).toEqual(['2 intent a/main#ada', 'created 1400 of 2'])
  expect(told(apply)).toEqual(['batch.intent a/main#ada', 'batch.created a/main#ada', 'summary batchesCreated 1'])
  expect(JSON.stringify([apply.journal.lines, apply.events])).not.toMatch(/ada@/i)
})

// What became of the first of two batches: exit code, what is recorded of it, whether the second was begun.
test.each<[string, Outcome, number, string, boolean]>([
  ['created', done(1500), 0, 'created 1500 of 2', true],
  ['unknown', unknown, 4, 'in-doubt of 2: the connection broke before an answer', false],
  ['400', notDone({kind: 'payload'}), 9, 'refused of 2: the server says 400', true],
  ['401', notDone({kind: 'key'}, 401), 9, 'refused of 2: the server says 401', false],
  ['403', notDone({kind: 'permission'}, 403), 9, 'refused of 2: the server says 403', false],
  ['allowance', notDone({kind: 'allowance'}, 429), 9, 'refused of 2: the server says 429', false],
  ['not written', notDone({kind: 'not-written'}, 0), 5, 'refused of 2: the server says 0', true],
])('%s', async (_name, outcome, code, record, goesOn) => {
  const apply = applying({batches: [outcome]})
  expect(await apply.run([a, b])).toBe(code)
  expect(recorded(apply).slice(0, 2)).toEqual(['2 intent a/main', record])
  expect(apply.wire.slice(2)).toEqual(goesOn ? second : [])
})

test('a doubt more than one is allowed where the limit says so', async () => {
  const apply = applying({batches: [unknown, unknown], limits: {maxDoubts: 2}})
  const c = campaign('c', {batches: [toFilter(3)]})
  expect(await apply.run([a, b, c])).toBe(4)
  expect(told(apply).at(-1)).toBe('summary inDoubt 2, notAttempted 1')
  expect(apply.wire).toHaveLength(4)
})

test('after a doubt and after a 401 the same plan again begins nothing that may have gone', async () => {
  const apply = applying({batches: [unknown]})
  await apply.run([a])
  expect(await apply.run([a])).toBe(0)
  expect(apply.wire).toEqual(['connect', 'POST 7 type 3'])
  const refused = applying({batches: [notDone({kind: 'key'}, 401)]})
  await refused.run([a])
  expect(await refused.run([a])).toBe(0)
  expect(recorded(refused)).toEqual([
    '2 intent a/main',
    'refused of 2: the server says 401',
    '4 intent a/main',
    'created 1400 of 4',
  ])
})

const rate: Refusal = {kind: 'rate', after: 60_000}
test.each([1, 4])('too fast %i times: it waits, and records a new intent for each try', async times => {
  const apply = applying({batches: Array.from({length: times}, () => notDone(rate, 429))})
  expect(await apply.run([a])).toBe(0)
  expect(recorded(apply).filter(row => row.includes('intent'))).toHaveLength(times + 1)
  expect(apply.clock.ms - start).toBe(times * 60_000)
  expect(told(apply).filter(row => row.startsWith('waiting'))).toHaveLength(times)
})

test('too fast again and again: it gives up, certainly not sent, and the rest goes on', async () => {
  const apply = applying({batches: Array.from({length: 5}, () => notDone(rate, 429))})
  expect(await apply.run([a, b])).toBe(9)
  expect(apply.wire.filter(row => row === 'POST 7 type 3')).toHaveLength(5)
  expect(apply.wire.slice(-2)).toEqual(second)
  expect(recorded(apply).filter(row => row.startsWith('refused'))).toHaveLength(5)
})

test('no connection is tried three times, leaves no record, and stops the run', async () => {
  const apply = applying({batches: [noConnection, noConnection, noConnection]})
  expect(await apply.run([a, b])).toBe(5)
  expect(apply.wire).toEqual(['connect', 'connect', 'connect'])
  expect(recorded(apply)).toEqual([])
  expect(told(apply)).toEqual(['batch.refused a/main', 'summary refused 1, notAttempted 1'])
})

test('a connection at the third try is a send like any other', async () => {
  const apply = applying({batches: [noConnection, noConnection]})
  expect(await apply.run([a])).toBe(0)
  expect(recorded(apply)).toEqual(['2 intent a/main', 'created 1400 of 2'])
})

test('an ID that another send owns proves nothing', async () => {
  const apply = applying({batches: [done(1400), done(1400)]})
  expect(await apply.run([a, b])).toBe(4)
  expect(recorded(apply).slice(1)).toEqual([
    'created 1400 of 2',
    '4 intent b/main',
    'in-doubt of 4: the connection broke before an answer',
  ])
})

test('nor one that another run came to own while the answer was under way', async () => {
  const apply = applying({
    batches: [done(1400)],
    onAnswer: ({journal}) => {
      const {seq} = journal.add({...intentOf(journal.lines), address: 'z/main' as never})
      journal.add(saying('created', seq, 'z/main', 1400))
      // The reaction was decided before: only the record can tell.
    },
  })
  expect(await apply.run([a])).toBe(4)
  expect(recorded(apply).at(-1)).toBe('in-doubt of 2: the answer names a batch ID that another send owns')
})
function intentOf(lines: ReturnType<typeof applying>['journal']['lines']) {
  const line = lines.find(({type}) => type === 'batch.intent')
  if (line?.type !== 'batch.intent') throw new TypeError('no intent')
  const {seq: _seq, at: _at, run: _run, prev: _prev, sum: _sum, ...intent} = line
  return intent
}

test('what the answer has beyond the documented is a warning', async () => {
  const apply = applying({batches: [{...done(1400), warnings: ['requestID is missing']} as Outcome]})
  expect(await apply.run([a])).toBe(0)
  expect(apply.events.find(({type}) => type === 'diagnostic')).toMatchObject({
    diagnostic: {severity: 'warning', code: 'FW142', detail: 'requestID is missing'},
  })
})
