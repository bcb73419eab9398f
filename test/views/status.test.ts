import {expect, test} from 'vitest'
import {type Doubt, doubtsLines} from '../../src/views/doubts-lines.ts'
import {plainCommands} from '../../src/views/next-commands.ts'
import {statusLines, watchHeader} from '../../src/views/status-lines.ts'
import type {StatusBatch, StatusReport} from '../../src/views/status-report.ts'
import {text} from '../../src/views/text.ts'
import {watchFrame} from '../../src/views/watch-frame.ts'
import {effortOf} from '../support/effort.ts'
import {ada, address, at, batch, person} from './scene.ts'

const nowMs = Date.parse('2031-11-22T09:16:00Z')

const sent = (name: string, given: Partial<StatusBatch> = {}): StatusBatch => ({
  address: address(name),
  state: 'created',
  batchID: batch(1401),
  surveyID: 11372241,
  status: 'Sending',
  createdAt: at('2031-11-22T09:13:30Z'),
  checkedAt: at('2031-11-22T09:15:00Z'),
  ...given,
})
const report: StatusReport = {
  formatVersion: 1,
  panel: 'production',
  batches: [
    sent('q3-pulse/main', {closesAt: at('2031-12-10T21:43:00Z')}),
    sent(`pilot/main#${ada}`, {batchID: batch(1400), status: 'Delivery Successful', createdAt: at('2031-11-22T09:12:59Z')}),
    sent('spring/main', {
      batchID: batch(1380),
      status: 'Delivery Successful',
      createdAt: at('2031-10-19T09:00:00Z'),
      closesAt: at('2031-11-01T00:00:00Z'),
    }),
    sent('easter/main', {state: 'in-doubt', batchID: null, status: null}),
    sent('may/main', {state: 'sent-without-id', batchID: null, status: null, createdAt: null}),
    sent(`a-very-long-campaign-name/and-a-batch@2031-q4#${person(1)}`, {
      state: 'refused',
      batchID: null,
      status: null,
      createdAt: null,
    }),
  ],
  members: [{address: address('q3-pulse/members'), posted: 1212}],
}
const shown = (lines: Parameters<typeof text>[0]) => `\n${text(lines, {colour: false})}`

test('status at 80 columns', () => {
  expect(shown(statusLines(report, {width: 80, nowMs}))).toMatchInlineSnapshot(`
    "
    production · 6 batches

      ADDRESS               BATCH  STATUS                 SENT          CLOSES
      q3-pulse/main          1401  Sending                2 min ago     in 18 days
      pilot/main #3fa9c1     1400  Delivery Successful    3 min ago     —
      spring/main            1380  Delivery Successful    34 days ago   closed
      easter/main               —  ? in doubt             2 min ago     —
      may/main                  —  sent, ID unknown       —             —
      a-very-long-campaign-name/and-a-batch@2031-q4 #101eef
                                —  ✗ refused              —             —

      MEMBERS              POSTED
      q3-pulse/members      1,212

    ? 1 send is in doubt. Next: fieldwork doubts
    "
  `)
})

test('status at 50 columns', () => {
  expect(
    shown(statusLines({...report, batches: report.batches.slice(0, 2), members: []}, {width: 50, nowMs})),
  ).toMatchInlineSnapshot(`
    "
    production · 2 batches

      q3-pulse/main
        batch 1401
        status Sending
        sent 2 min ago
        closes in 18 days
      pilot/main #3fa9c1
        batch 1400
        status Delivery Successful
        sent 3 min ago
        closes —
    "
  `)
})

test('nothing recorded', () => {
  expect(shown(statusLines({...report, batches: [], members: []}, {width: 80, nowMs}))).toMatchInlineSnapshot(`
    "
    production · 0 batches

    Nothing is recorded: nothing was sent yet.
    "
  `)
})

test('the live table keeps what is pending in sight', () => {
  const batches = [
    ...Array.from({length: 40}, (_, index) => sent(`old/w${index}`, {status: 'Delivery Successful'})),
    ...report.batches.slice(0, 1),
  ]
  expect(
    shown(watchFrame({...report, batches}, {width: 80, height: 8, nowMs, everySeconds: 30, problem: 'no answer in 15 s'})),
  ).toMatchInlineSnapshot(`
    "
    production · 41 batches · read every 30 s (this costs 2,880 calls a day) q quits

      ADDRESS               BATCH  STATUS                 SENT          CLOSES
      old/w0                 1401  Delivery Successful    2 min ago     —
      old/w1                 1401  Delivery Successful    2 min ago     —
      q3-pulse/main          1401  Sending                2 min ago     in 18 days
      and 38 more batches; all are listed at the end
      ! The last reading failed: no answer in 15 s
    "
  `)
})

test('IDs and figures are whole, whatever their number of digits', () => {
  const batches = [sent('a/main', {batchID: batch(217505781)}), sent('b/main', {batchID: batch(4503599627370496)})]
  const long = {...report, batches, members: [{address: address('a/members'), posted: 123_456_789}]}
  expect(shown(statusLines(long, {width: 80, nowMs}))).toMatchInlineSnapshot(`
    "
    production · 2 batches

      ADDRESS                          BATCH  STATUS                 SENT          CLOSES
      a/main                       217505781  Sending                2 min ago     —
      b/main                4503599627370496  Sending                2 min ago     —

      MEMBERS                    POSTED
      a/members             123,456,789
    "
  `)
})

test('the caller says which command shows the doubts', () => {
  const doubts = 'fieldwork doubts --panel production'
  expect(shown(statusLines(report, {width: 80, nowMs, commands: {...plainCommands, doubts}}))).toContain(`Next: ${doubts}\n`)
})

test('reading that costs more than the allowance is said, and only that', () => {
  const batches = Array.from({length: 56}, (_, index) => sent(`a/w${index}`))
  const head = (allowance: number) => text(watchHeader({...report, batches}, 30, 200, allowance), {colour: true})
  expect(head(161_280)).toContain('(this costs 161,280 calls a day)')
  expect(head(20_000)).toContain('(\x1b[33mthis costs 161,280 calls a day — more than the allowance of 20,000\x1b[39m)')
  const frame = watchFrame({...report, batches}, {width: 80, height: 8, nowMs, everySeconds: 30, allowance: 20_000})
  expect(text(frame, {colour: false})).toMatch(/more\s+than the allowance of 20,000/)
})

test('very many batches are drawn at once', async () => {
  const batches = Array.from({length: 100_000}, (_, index) => sent(`a/w${index}`))
  const {value, effort} = await effortOf(() => watchFrame({...report, batches}, {width: 80, height: 24, nowMs, everySeconds: 30}))
  expect(value).toHaveLength(24)
  expect(effort).toBeLessThan(40)
})

const doubt: Doubt = {
  address: address('q3-pulse/main'),
  window: {from: at('2031-11-22T09:14:02Z'), to: at('2031-11-22T09:14:33Z')},
  surveyID: 11372241,
  people: null,
  phase: 'answer',
  evidence: 'the connection broke before an answer',
  commands: ['fieldwork resolve q3-pulse/main --batch-id N'],
  reach: 'filter 145, 480 expected',
  notSentFrom: at('2031-11-22T09:31:00Z'),
}

test('the doubt of the documentation', () => {
  expect(shown(doubtsLines([doubt], {width: 80, nowMs}))).toMatchInlineSnapshot(`
    "
    1 send is in doubt. Nothing in this family is sent until you settle it.

    ? q3-pulse/main   survey 11372241 · filter 145, 480 expected
      Sent between 09:14:02 and 09:14:33 UTC; the connection broke before an answer.
      Look in QuestionPro (Send » History), or ask someone who should have got it.

        fieldwork resolve q3-pulse/main …
          --batch-id N                it is there
          --sent --reason …           it went, its ID is unknown
          --not-sent --reason …       it did not go (from 09:31)
          --abandon --reason …        never send it
    "
  `)
})

test('two doubts of another day in 50 columns', () => {
  const later = nowMs + 86_400_000
  const other = {...doubt, address: address(`pilot/main#${ada}`), reach: '1 person', evidence: 'HTTP 502 \x1b[2J'}
  expect(shown(doubtsLines([doubt, other], {width: 50, nowMs: later}))).toMatchInlineSnapshot(`
    "
    2 sends are in doubt. Nothing in their families is
    sent until you settle them.

    ? q3-pulse/main
      survey 11372241 · filter 145, 480 expected
      Sent on Sat 22 Nov 2031 between 09:14:02 and
      09:14:33 UTC; the connection broke before an
      answer.
      Look in QuestionPro (Send » History), or ask
      someone who should have got it.

        fieldwork resolve q3-pulse/main …
          --batch-id N
              it is there
          --sent --reason …
              it went, its ID is unknown
          --not-sent --reason …
              it did not go
          --abandon --reason …
              never send it

    ? pilot/main #3fa9c1
      survey 11372241 · 1 person
      Sent on Sat 22 Nov 2031 between 09:14:02 and
      09:14:33 UTC; HTTP 502 \\e[2J.
      Look in QuestionPro (Send » History), or ask
      someone who should have got it.

        fieldwork resolve pilot/main#3fa9c1 …
          --batch-id N
              it is there
          --sent --reason …
              it went, its ID is unknown
          --not-sent --reason …
              it did not go
          --abandon --reason …
              never send it
    "
  `)
})

test('no doubt', () => {
  expect(shown(doubtsLines([], {width: 80, nowMs}))).toBe('\nNothing is in doubt.\n')
})
