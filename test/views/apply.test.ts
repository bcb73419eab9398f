import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {ApplyEvent} from '../../src/apply/events.ts'
import {applyFrame} from '../../src/views/apply-frame.ts'
import {type ApplyModel, applied, initialModel, interrupted} from '../../src/views/apply-model.ts'
import {eventLines} from '../../src/views/apply-row-lines.ts'
import {summaryLines} from '../../src/views/apply-summary.ts'
import {widthOf} from '../../src/views/line.ts'
import {text} from '../../src/views/text.ts'
import {ada, address, at, batch, person, planOf} from './scene.ts'

const pilot = address(`pilot/main#${ada}`)
const pulse = address('q3-pulse/main')
const plan = planOf({summary: {membersToAdd: 212, batchesToCreate: 2, apiCalls: 5}})

const events: readonly (readonly [number, ApplyEvent])[] = [
  [0, {type: 'version', formatVersion: 1, tool: {name: 'fieldwork', version: '1'}, panel: 'production', plan: 'sha256:1'}],
  [100, {type: 'members.posted', address: address('q3-pulse/members'), posted: 100, added: 97, notAdded: 3}],
  [400, {type: 'members.posted', address: address('q3-pulse/members'), posted: 48, added: 45, notAdded: 3}],
  [600, {type: 'batch.intent', address: pilot}],
  [12_600, {type: 'batch.created', address: pilot, batchID: batch(1400)}],
  [12_700, {type: 'batch.read', address: pilot, batchID: batch(1400), status: 'Delivery Successful'}],
  [61_000, {type: 'batch.intent', address: pulse}],
]
const after = (more: readonly (readonly [number, ApplyEvent])[] = []): ApplyModel =>
  [...events, ...more].reduce((model, [ms, event]) => applied(model, event, ms), initialModel(plan, {callsPerMinute: 300}))

const shown = (lines: Parameters<typeof text>[0]) => `\n${text(lines, {colour: false})}`
const frame = (model: ApplyModel, view: Partial<Parameters<typeof applyFrame>[1]> = {}) =>
  shown(applyFrame(model, {width: 80, height: 23, nowMs: 64_000, scrolled: 0, ...view}).lines)

test('the frame at 80 columns', () => {
  expect(frame(after())).toMatchInlineSnapshot(`
    "
    apply · panel production                                    1m 04s  Ctrl-C stops

      members   ████████████████████░░░░░░░░░  148 / 212   142 added · 6 not added
      batches   ███████████████░░░░░░░░░░░░░░    1 / 2

      ✓ pilot/main #3fa9c1    batch 1400   Delivery Successful            12 s
      → q3-pulse/main         sending …                                    3 s

      ? nothing in doubt
    "
  `)
})

test('at 50 columns, after Ctrl-C, with a doubt and a halt', () => {
  const model = interrupted(
    after([
      [62_000, {type: 'batch.in-doubt', address: address('spring/main'), why: 'HTTP 502'}],
      [62_000, {type: 'halted', campaign: null, reason: 'wrong survey'}],
    ]),
  )
  expect(frame(model, {width: 50})).toMatchInlineSnapshot(`
    "
    apply · panel production          1m 04s  stopping

      members  148 / 212
      batches    2 / 2

      ✓ pilot/main #3fa9c1    batch 1400    12 s
      → q3-pulse/main         sending …      3 s

      ? spring/main  in doubt: HTTP 502
      ! halted: wrong survey. Nothing more is sent
        until the halt is lifted.
      ! nothing new starts; waiting for 1 answer.
        Ctrl-C again leaves it in doubt
    "
  `)
})

test('a send that the API asks to pause says so in its row, and how long; after that it is being sent again', () => {
  const until = at(new Date(96_000).toISOString())
  const pausing = after([[62_000, {type: 'waiting', address: pulse, reason: 'rate', until}]])
  expect(frame(pausing)).toMatchInlineSnapshot(`
    "
    apply · panel production                                    1m 04s  Ctrl-C stops

      members   ████████████████████░░░░░░░░░  148 / 212   142 added · 6 not added
      batches   ███████████████░░░░░░░░░░░░░░    1 / 2

      ✓ pilot/main #3fa9c1    batch 1400   Delivery Successful            12 s
      … q3-pulse/main         the API asks for a pause: 32 s left          3 s

      ? nothing in doubt
    "
  `)
  expect(frame(interrupted(pausing))).toContain('! nothing new starts\n')
  expect(frame(applied(pausing, {type: 'batch.intent', address: pulse}, 63_000))).toContain('→ q3-pulse/main         sending …')
})

test('IDs are whole, whatever their number of digits; who stops is not told how long all would take', () => {
  const long = after([[62_000, {type: 'batch.created', address: pulse, batchID: batch(217505781)}]])
  expect(frame(interrupted(initialModel(plan)))).toContain('stopping')
  expect(frame(long)).toMatchInlineSnapshot(`
    "
    apply · panel production                                    1m 04s  Ctrl-C stops

      members   ████████████████████░░░░░░░░░  148 / 212   142 added · 6 not added
      batches   █████████████████████████████    2 / 2

      ✓ pilot/main #3fa9c1    batch 1400       Delivery Successful        12 s
      ✓ q3-pulse/main         batch 217505781  created                     1 s

      ? nothing in doubt
    "
  `)
  expect(shown(summaryLines(long, {width: 80}))).toMatchInlineSnapshot(`
    "
    Added 142 people (6 not added: already there or refused), created 2 batches.
      pilot/main #3fa9c1          1400   Delivery Successful
      q3-pulse/main          217505781   created
    Next: fieldwork status --watch
    "
  `)
  for (let width = 20; width < 130; width++) expect(frame(long, {width})).toMatch(/ 217505781(?!…)/)
  const busy: ApplyModel = {...long, calls: {...long.calls, made: 10, planned: 1000, recent: [63_000, 63_900]}}
  expect(frame(busy)).toContain('left')
  expect(frame(interrupted(busy))).toContain('1m 04s  stopping\n')
})

const done: readonly (readonly [number, ApplyEvent])[] = [
  [65_000, {type: 'members.posted', address: address('q3-pulse/members'), posted: 64, added: 64, notAdded: 0}],
  [66_000, {type: 'batch.created', address: pulse, batchID: batch(1401)}],
  [67_000, {type: 'batch.read', address: pulse, batchID: batch(1401), status: 'Sending'}],
  [
    68_000,
    {
      type: 'summary',
      membersPosted: 212,
      membersAdded: 206,
      membersNotAdded: 6,
      batchesCreated: 2,
      refused: 0,
      inDoubt: 0,
      held: 0,
      notAttempted: 0,
    },
  ],
]

test('the summary of the documentation', () => {
  expect(shown(summaryLines(after(done), {width: 80}))).toMatchInlineSnapshot(`
    "
    Added 206 people (6 not added: already there or refused), created 2 batches.
      pilot/main #3fa9c1      1400   Delivery Successful
      q3-pulse/main           1401   Sending
    Next: fieldwork status --watch
    "
  `)
})

test('a summary of what went wrong', () => {
  const model = after([
    [62_000, {type: 'batch.in-doubt', address: pulse, why: 'the connection broke before an answer'}],
    [62_000, {type: 'batch.refused', address: address('a/main'), why: 'templateID is not known', status: 400}],
    [62_000, {type: 'members.unconfirmed', address: address('a/members'), count: 100, why: 'no answer in 15 s'}],
    [62_000, {type: 'held', address: address('b/main'), reason: 'missed', detail: 'its time to be sent has passed'}],
    [
      62_000,
      {
        type: 'summary',
        membersPosted: 148,
        membersAdded: 142,
        membersNotAdded: 6,
        batchesCreated: 1,
        refused: 1,
        inDoubt: 1,
        held: 1,
        notAttempted: 3,
      },
    ],
  ])
  expect(shown(summaryLines(model, {width: 80}))).toMatchInlineSnapshot(`
    "
    Added 142 people (6 not added: already there or refused), created 1 batch.
      pilot/main #3fa9c1      1400   Delivery Successful
      ✗ a/main  refused, not sent: templateID is not known
      ✗ a/members  100 people not confirmed: no answer in 15 s
      ! b/main  held: its time to be sent has passed
      ? q3-pulse/main  in doubt: the connection broke before an answer
      3 actions were not attempted.
    Next: fieldwork doubts
    "
  `)
})

test('without a terminal: each event once, appended', () => {
  const others: readonly ApplyEvent[] = [
    {type: 'members.unconfirmed', address: address('a/members'), count: 100, why: 'no answer in 15 s'},
    {type: 'batch.refused', address: address('a/main'), why: 'templateID is not known', status: 400},
    {type: 'batch.in-doubt', address: pulse, why: 'the connection broke before an answer'},
    {type: 'waiting', address: pulse, reason: 'rate', until: at('2031-11-22T09:14:00Z')},
    {type: 'held', address: address('b/main'), reason: 'missed', detail: 'its time to be sent has passed'},
    {type: 'halted', campaign: 'spring', reason: 'wrong survey'},
    {type: 'diagnostic', diagnostic: {severity: 'warning', code: 'FW091', summary: 'The clock is off'}},
  ]
  expect(
    shown([...events.map(([, event]) => event), ...others].flatMap(event => eventLines(event, {width: 80}))),
  ).toMatchInlineSnapshot(`
    "
    apply · panel production
    + q3-pulse/members       posted 100: 97 added, 3 not added (already there or
        refused)
    + q3-pulse/members       posted 48: 45 added, 3 not added (already there or
        refused)
    → pilot/main #3fa9c1     sending …
    ✓ pilot/main #3fa9c1     created as batch 1400
    = pilot/main #3fa9c1     batch 1400: Delivery Successful
    → q3-pulse/main          sending …
    ✗ a/members              100 people not confirmed: no answer in 15 s. They still
        count as not added.
    ✗ a/main                 refused, not sent: templateID is not known
    ? q3-pulse/main          in doubt: the connection broke before an answer
    … q3-pulse/main          waits until Sat 22 Nov 2031, 09:14 UTC: the API asks
        for a pause
    ! b/main                 held: its time to be sent has passed
    ! halted for spring: wrong survey. Nothing more is sent until the halt is
        lifted.
    warning FW091  The clock is off
    "
  `)
})

const anAddress = fc
  .integer({min: 0, max: 30})
  .map(index => address(index % 2 === 0 ? `c${index}/main` : `pilot/main#${person(index)}`))
const anEvent: fc.Arbitrary<ApplyEvent> = anAddress.chain(to =>
  fc.constantFrom<ApplyEvent>(
    {type: 'batch.intent', address: to},
    {type: 'batch.created', address: to, batchID: batch(7)},
    {type: 'batch.refused', address: to, why: 'no'},
    {type: 'batch.in-doubt', address: to, why: 'broke'},
    {type: 'batch.read', address: to, batchID: batch(7), status: 'Sending'},
    {type: 'members.posted', address: to, posted: 3, added: 2, notAdded: 1},
    {type: 'members.unconfirmed', address: to, count: 3, why: 'no'},
    {type: 'waiting', address: to, reason: 'rate', until: null},
    {type: 'held', address: to, reason: 'missed', detail: 'late'},
    {type: 'halted', campaign: null, reason: 'stop'},
  ),
)

test('no doubt is ever dropped, and every frame fits', () => {
  fc.assert(
    fc.property(
      fc.array(anEvent, {maxLength: 60}),
      fc.integer({min: 20, max: 130}),
      fc.integer({min: 1, max: 40}),
      (stream, width, height) => {
        let model = initialModel(plan)
        let scrolled = 0
        const doubted = new Set<string>()
        stream.forEach((event, index) => {
          if (event.type === 'batch.in-doubt') doubted.add(event.address)
          model = applied(model, event, index * 100)
          expect(model.doubts.map(doubt => doubt.address)).toEqual([...doubted])
          const {lines, scrolled: next} = applyFrame(model, {width, height, nowMs: index * 100, scrolled})
          expect(next).toBeGreaterThanOrEqual(scrolled)
          scrolled = next
          expect(lines.length).toBeLessThanOrEqual(height)
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
          if (doubted.size > 0 && height > 1) expect(text(lines, {colour: false})).toContain('?')
        })
        const told = text(summaryLines(model, {width: 200}), {colour: false})
        expect(told.match(/ {2}in doubt: /g) ?? []).toHaveLength(doubted.size)
      },
    ),
  )
})
