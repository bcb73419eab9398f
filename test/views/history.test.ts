import {expect, test} from 'vitest'
import {type Instant, instant} from '../../src/instant.ts'
import type {Entry, RunId} from '../../src/state/entry.ts'
import {written} from '../../src/state/line.ts'
import {chosenEntries, type HistoryFilter, historyEntries} from '../../src/views/history.ts'
import {historyLines} from '../../src/views/history-lines.ts'
import {text} from '../../src/views/text.ts'
import {verifiedLines} from '../../src/views/verified-line.ts'
import {adopted, batchId, digest, evidence, intent, journal, person, saying} from '../state/scene.ts'

const day = Date.UTC(2031, 11, 1, 9, 14)
const [one, two, desk] = ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)]
const began = (plan?: string): Entry => ({
  type: 'run.start',
  command: 'apply',
  version: '1.0.0',
  who: 'ada@laptop',
  holder: {machine: null, pid: 1, started: null},
  ...(plan !== undefined && {plan: digest(plan)}),
})
const posted = (people: number, added: number): Entry => ({
  type: 'members.posted',
  campaign: 'q3-pulse',
  people: Array.from({length: people}, (_, index) => `${person(String(index))}.${'0'.repeat(16)}` as const) as never,
  added,
  notAdded: people - added,
})
const pulse = intent('q3-pulse/main', {reach: 'filter 145 "pet-owners", 480 expected'})
const pilot = intent(`pilot/main#${person('3fa9c1')}`, {reach: 'one person', people: 1})

/** What was recorded: seconds after `day`, the run, the entry. */
const told: readonly (readonly [number, RunId, Entry])[] = [
  [0, one, journal()],
  [0, one, began('3fa9c1d2')],
  [1, one, posted(100, 97)],
  [2, one, posted(100, 100)],
  [3, one, pulse],
  [4, one, saying('created', 5, pulse.address, 1400)],
  [4, one, pilot],
  [7, one, saying('in-doubt', 7, pilot.address)],
  [7, one, {type: 'run.end', exit: 4}],
  [3600, desk, {...saying('verdict:created', 7, pilot.address, 1401), reason: 'checked by reading the batch'} as Entry],
  [3700, desk, {type: 'halt', who: 'bob@desk', reason: 'the template has the wrong logo'}],
  [3800, desk, {type: 'resume', who: 'bob@desk'}],
  [3900, desk, adopted('spring/main', {created: '2031-11-30T10:00:00Z' as Instant, reason: 'made in the browser'})],
  [90_000, two, began()],
  ...Array.from({length: 7}, (_, index) => index).flatMap((index): (readonly [number, RunId, Entry])[] => {
    const to = `winter/main#${person(`${index}5`)}`
    return [
      [90_001, two, intent(to, {reach: 'one person', people: 1})],
      [90_002, two, saying('created', 15 + 2 * index, to, 1500 + index)],
    ]
  }),
  [90_003, two, intent('a-campaign-with-a-long-name/and-a-batch')],
  [
    90_003,
    two,
    {type: 'batch.refused', intent: 29, address: intent('a-campaign-with-a-long-name/and-a-batch').address, evidence},
  ],
  [90_004, two, intent('may/main')],
  [
    90_100,
    desk,
    {type: 'batch.read', address: pulse.address, batchID: batchId(1400), surveyID: 7, status: 'Sending', created: 'x'},
  ],
  [90_200, desk, {type: 'mend', who: 'bob@desk', lost: digest('x'), bytes: 1234}],
]
const all = historyEntries(
  told.map(([after, run, entry], index) => written(entry, {seq: index + 1, at: instant(day + after * 1000), run, prev: ''}).line),
)
const picture = (width: number, filter: HistoryFilter = {}, more: {asked?: string; everything?: boolean} = {}): string =>
  `\n${text(historyLines({panel: 'production', all, entries: chosenEntries(all, filter), width, ...more}), {colour: false})}`

test('a history at 80 columns', () => {
  expect(picture(80)).toMatchInlineSnapshot(`
    "
    production · 33 records · times in UTC

    Mon 1 Dec 2031

      09:14:00  apply by ada@laptop · plan 3fa9c1d2 · exit 4, in doubt
      09:14:00    · state               begins, lineage 01234567
      09:14:01    + q3-pulse/members    posted 200: 197 added, 3 not added (already
                                        there or refused)
      09:14:04    ✓ q3-pulse/main       batch 1400
                                        filter 145 "pet-owners", 480 expected
                                        survey 7
      09:14:07    ? pilot/main #3fa9c1  in doubt: the server answered 500

      10:14:00    ✓ pilot/main #3fa9c1  batch 1401
                                        settled by ada@host: checked by reading the
                                        batch
      10:15:40    ! everything          halted by bob@desk: the template has the
                                        wrong logo
      10:17:20    ✓ everything          halt lifted by bob@desk
      10:19:00    ✓ spring/main         batch 1500
                                        created elsewhere Sun 30 Nov 2031, 10:00 UTC
                                        adopted by ada@host: made in the browser
                                        filter 145 · survey 7

    Tue 2 Dec 2031

      10:14:00  apply by ada@laptop · no end recorded
      10:14:02    ✓ winter/main         7 people · survey 7 · batches 1500 … 1506
      10:14:03    ✗ a-campaign-with-a-long-name/and-a-batch
                                        refused, not sent: the server answered 500
      10:14:04    → may/main            begun, and no answer recorded by this run
                                        filter 145 · survey 7

      10:17:20    ! state               mended by bob@desk: 1,234 torn bytes cut off
    "
  `)
})

test('a history at 50 columns', () => {
  expect(picture(50)).toMatchInlineSnapshot(`
    "
    production · 33 records · times in UTC

    Mon 1 Dec 2031

      09:14:00  apply by ada@laptop · plan 3fa9c1d2 ·
                exit 4, in doubt
      09:14:00  · state
                  begins, lineage 01234567
      09:14:01  + q3-pulse/members
                  posted 200: 197 added, 3 not added
                  (already there or refused)
      09:14:04  ✓ q3-pulse/main
                  batch 1400
                  filter 145 "pet-owners", 480
                  expected
                  survey 7
      09:14:07  ? pilot/main #3fa9c1
                  in doubt: the server answered 500

      10:14:00  ✓ pilot/main #3fa9c1
                  batch 1401
                  settled by ada@host: checked by
                  reading the batch
      10:15:40  ! everything
                  halted by bob@desk: the template has
                  the wrong logo
      10:17:20  ✓ everything
                  halt lifted by bob@desk
      10:19:00  ✓ spring/main
                  batch 1500
                  created elsewhere Sun 30 Nov 2031,
                  10:00 UTC
                  adopted by ada@host: made in the
                  browser
                  filter 145 · survey 7

    Tue 2 Dec 2031

      10:14:00  apply by ada@laptop · no end recorded
      10:14:02  ✓ winter/main
                  7 people · survey 7
                  batches 1500 … 1506
      10:14:03  ✗
                  a-campaign-with-a-long-name/and-a-ba
                  tch
                  refused, not sent: the server
                  answered 500
      10:14:04  → may/main
                  begun, and no answer recorded by
                  this run
                  filter 145 · survey 7

      10:17:20  ! state
                  mended by bob@desk: 1,234 torn bytes
                  cut off
    "
  `)
})

test('of one campaign: its own, what was said of all, and the runs that did it', () => {
  expect(picture(80, {campaigns: ['pilot']}, {asked: 'pilot'})).toMatchInlineSnapshot(`
    "
    production · 7 of 33 records · pilot · times in UTC

    Mon 1 Dec 2031

      09:14:00  apply by ada@laptop · plan 3fa9c1d2 · exit 4, in doubt
      09:14:07    ? pilot/main #3fa9c1  in doubt: the server answered 500

      10:14:00    ✓ pilot/main #3fa9c1  batch 1401
                                        settled by ada@host: checked by reading the
                                        batch
      10:15:40    ! everything          halted by bob@desk: the template has the
                                        wrong logo
      10:17:20    ✓ everything          halt lifted by bob@desk
    "
  `)
})

test('from a moment on; the run that was at work is named all the same', () => {
  const since = day + 90_004_000
  expect(picture(80, {since}, {asked: 'since then'})).toMatchInlineSnapshot(`
    "
    production · 3 of 33 records · since then · times in UTC

    Tue 2 Dec 2031

      10:14:00  apply by ada@laptop · no end recorded
      10:14:04    → may/main    begun, and no answer recorded by this run
                                filter 145 · survey 7

      10:17:20    ! state       mended by bob@desk: 1,234 torn bytes cut off
    "
  `)
})

test('with -v each record stands for itself', () => {
  const rows = picture(80, {}, {everything: true}).split('\n')
  expect(rows.filter(row => row.includes('winter/main'))).toHaveLength(7)
  expect(rows.filter(row => row.includes('posted'))).toHaveLength(2)
  expect(rows.filter(row => row.includes('Sending'))).toHaveLength(1)
})

test('no line is wider than the view, whatever was written', () => {
  for (const width of [20, 33, 50, 59, 60, 80, 132]) {
    for (const row of picture(width).split('\n')) expect(row.length, row).toBeLessThanOrEqual(Math.max(width, 24))
  }
})

test('nothing recorded, and nothing of what was asked for', () => {
  const of = (entries: typeof all, chosen: typeof all) =>
    text(historyLines({panel: 'production', all: entries, entries: chosen, width: 80}), {colour: false})
  expect(of([], [])).toBe('production · 0 records · times in UTC\n\nNothing is recorded: nothing was sent yet.\n')
  expect(of(all, [])).toContain('Nothing of that is recorded.')
})

test('what a check found', () => {
  const found = {
    records: 1204,
    first: instant(day),
    last: instant(day + 5000),
    lineage: '0123456789abcdef'.repeat(2),
    voidLines: 1,
    mark: 1200,
  }
  const shown = (more: Partial<typeof found> | {mark: null; voidLines: 0}, width = 200): string =>
    text(verifiedLines({...found, ...more}, width), {colour: false})
  expect(shown({})).toBe(
    '✓ 1,204 records whole, 2031-12-01T09:14:00Z to 2031-12-01T09:14:05Z · lineage 01234567 · 1 void line · record 1,200 is the last that this machine appended\n',
  )
  expect(shown({mark: null, voidLines: 0})).toBe(
    '✓ 1,204 records whole, 2031-12-01T09:14:00Z to 2031-12-01T09:14:05Z · lineage 01234567 · this machine remembers none of them\n',
  )
})
