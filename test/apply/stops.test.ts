import {expect, test} from 'vitest'
import {type Stop, stop} from '../../src/exit.ts'
import {campaign, day, start, toFilter, toPeople} from '../plan/scene.ts'
import {saying} from '../state/scene.ts'
import {type Apply, applying, type Happening, notDone, recorded, told, unknown} from './scene.ts'

const [a, b] = [campaign('a', {batches: [toFilter(1)]}), campaign('b', {batches: [toFilter(2)]})]
const minute = 60_000
const full = (): Stop => stop(7, {code: 'FW123', summary: 'The recorded state can not be written', detail: 'full.'})

const edited = (apply: Apply): void => {
  apply.changed = 'campaigns/b.yaml'
}
const noRoom = ({marks}: Apply): void => {
  marks.broken = full()
}

test.each<[string, number, string, Happening]>([
  ['a file was changed', 8, 'diagnostic FW140', {onAnswer: edited}],
  ['the clocks are apart', 10, 'diagnostic FW141', {skew: 5 * minute + 1}],
  ['the clocks are apart the other way', 10, 'diagnostic FW141', {skew: -5 * minute - 1}],
  ['Ctrl-C', 130, '', {onAnswer: apply => apply.stopping.abort()}],
  ['a halt', 10, 'halted', {onAnswer: ({journal}) => void journal.add({type: 'halt', who: 'ada', reason: 'x'})}],
])('%s: what is in flight ends, nothing new is begun', async (_name, code, event, happening) => {
  const apply = applying(happening)
  expect(await apply.run([a, b])).toBe(code)
  expect(apply.wire.filter(row => row.startsWith('POST'))).toHaveLength(happening.skew === undefined ? 1 : 0)
  expect(told(apply)).toContain(event || 'batch.created a/main')
  expect(told(apply).at(-1)).toMatch(
    happening.skew === undefined ? /batchesCreated 1, notAttempted 1$/ : /^summary notAttempted 2$/,
  )
})

test('five minutes between the clocks are allowed', async () => {
  expect(await applying({skew: 5 * minute}).run([a])).toBe(0)
})

test('a halt of another campaign stops nothing', async () => {
  const halt = ({journal}: Apply): void => void journal.add({type: 'halt', campaign: 'c', who: 'ada', reason: 'x'})
  expect(await applying({onAnswer: halt}).run([a, b])).toBe(0)
})

test.each<[string, (apply: Apply) => void]>([
  ['Ctrl-C', apply => apply.stopping.abort()],
  ['a halt', ({journal}) => void journal.add({type: 'halt', who: 'ada', reason: 'x'})],
])('%s while the socket is opened is in time', async (_name, onConnect) => {
  const apply = applying({onConnect})
  expect([130, 10]).toContain(await apply.run([a]))
  expect(apply.wire).toEqual(['connect'])
  expect(recorded(apply).filter(row => row.includes('intent'))).toEqual([])
})

test.each<[string, (apply: Apply) => void, boolean]>([
  ['ten seconds by both clocks', ({clock}) => forward(clock, 10_000, 10_000), true],
  ['more by the wall clock', ({clock}) => forward(clock, 10_001, 0), false],
  ['more by the other clock', ({clock}) => forward(clock, 0, 10_001), false],
  ['more, and the wall clock set back', ({clock}) => forward(clock, -3_600_000, 10_001), false],
])('%s between the record and the write', async (_name, onWrite, written) => {
  const apply = applying({onWrite})
  expect(await apply.run([a])).toBe(written ? 0 : 5)
  expect(apply.wire.length).toBe(written ? 2 : 1)
  expect(recorded(apply)).toEqual(['2 intent a/main', written ? 'created 1400 of 2' : 'refused of 2: the server says 0'])
})
const forward = (clock: {ms: number; monotonicMs: number}, ms: number, monotonicMs: number): void => {
  clock.ms += ms
  clock.monotonicMs += monotonicMs
}

test('what was planned is not sent too late', async () => {
  const late = [campaign('a', {batches: [toFilter(1, {schedule: {closes: {at: start + day}}})]})]
  const apply = applying()
  const plan = await apply.plan(late)
  apply.clock.ms = start + day + 1
  expect(await apply.run(late, plan)).toBe(10)
  expect(apply.wire).toEqual([])
  expect(told(apply)).toEqual(['held a/main', 'summary notAttempted 1'])
})

test('nor too early, by a clock that was set back', async () => {
  const due = [campaign('a', {batches: [toFilter(1, {schedule: {sendAt: start}})]})]
  const apply = applying()
  const plan = await apply.plan(due)
  apply.clock.ms = start - 1
  expect(await apply.run(due, plan)).toBe(0)
  expect(apply.wire).toEqual([])
  expect(told(apply)).toEqual(['waiting a/main', 'summary notAttempted 1'])
})

test('waiting for the server’s leave doesn’t stretch the time', async () => {
  const soon = [campaign('a', {batches: [toFilter(1, {schedule: {closes: {at: start + minute}}})]})]
  const apply = applying({batches: [notDone({kind: 'rate', after: 2 * minute}, 429)]})
  expect(await apply.run(soon)).toBe(10)
  expect(apply.wire.filter(row => row.startsWith('POST'))).toHaveLength(1)
})

test.each([
  ['nothing', 6],
  ['created', 0],
  ['in-doubt', 4],
] as const)('what another run has begun meanwhile (and %s is known of it) isn’t begun again', async (fact, code) => {
  const apply = applying()
  const plan = await apply.plan([a])
  const other = applying()
  await other.run([a])
  const [, intent] = other.journal.lines
  if (intent?.type !== 'batch.intent') throw new TypeError('no intent')
  const {seq: _seq, at: _at, run: _run, prev: _prev, sum: _sum, ...entry} = intent
  apply.journal.before = record => {
    if (record.type !== 'batch.intent' || apply.journal.lines.length > 1) return
    const {seq} = apply.journal.add(entry)
    if (fact !== 'nothing') apply.journal.add(saying(fact, seq, 'a/main', 1999))
  }
  expect(await apply.run([a], plan)).toBe(code)
  expect(apply.wire).toEqual(['connect'])
  expect(recorded(apply).filter(row => row.includes('intent'))).toHaveLength(1)
})

test('an intent that can’t be recorded is not sent', async () => {
  const apply = applying()
  apply.journal.before = entry => {
    if (entry.type === 'batch.intent') throw full()
  }
  expect(await apply.run([a, b])).toBe(7)
  expect(apply.wire).toEqual(['connect'])
  expect(recorded(apply)).toEqual([])
})

test('an intent whose mark can’t be kept is not sent, and is closed', async () => {
  const apply = applying({onConnect: noRoom})
  expect(await apply.run([a, b])).toBe(7)
  expect(apply.wire).toEqual(['connect'])
  expect(recorded(apply)).toEqual([
    '2 intent a/main',
    'refused of 2: its mark could not be kept or looked back at, so that nothing was written',
  ])
})

test.each([
  ['created', [], ["fieldwork resolve --panel default 'a/main' --batch-id 1400\n"], 'a/main was created as batch 1400.'],
  ['unknown', [unknown], ['fieldwork doubts --panel default\n'], 'a/main: the connection broke before an answer.'],
] as const)(
  'an answer (%s) that can’t be recorded is kept elsewhere and told, and nothing more is sent',
  async (_name, batches, kept, detail) => {
    const apply = applying({batches})
    apply.journal.before = entry => {
      if (entry.type !== 'batch.intent') throw full()
    }
    expect(await apply.run([a, b])).toBe(4)
    expect(apply.kept).toEqual(kept)
    expect(apply.wire).toEqual(['connect', 'POST 7 type 3'])
    const [, told143] = apply.events
    expect(told143).toMatchObject({type: 'diagnostic', diagnostic: {code: 'FW143', detail}})
    expect(recorded(apply)).toEqual(['2 intent a/main'])
  },
)

test('an outcome that loses the race against other records lands after them', async () => {
  const apply = applying({onAnswer: ({journal}) => void journal.add({type: 'run.end', exit: 0}, 'c'.repeat(16))})
  expect(await apply.run([a])).toBe(0)
  expect(recorded(apply)).toEqual(['2 intent a/main', 'run.end', 'created 1400 of 2'])
})

test('up to concurrency at once, and after a doubt only those that had begun', async () => {
  const people = toPeople(['ada', 'bob', 'cyd', 'dee', 'eve', 'fay'])
  const apply = applying({batches: [unknown], limits: {concurrency: 3}})
  expect(await apply.run([campaign('a', {batches: [people]})])).toBe(4)
  const posts = apply.wire.filter(row => row.startsWith('POST'))
  expect(posts.length).toBeLessThanOrEqual(3)
  expect(new Set(posts).size).toBe(posts.length)
  expect(recorded(apply).filter(row => row.includes('intent'))).toHaveLength(posts.length)
})
