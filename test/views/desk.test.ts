import fc from 'fast-check'
import {expect, test} from 'vitest'
import {deskFrame} from '../../src/views/desk-frame.ts'
import {answered, desked, initialDesk} from '../../src/views/desk-model.ts'
import type {DeskAnswer, DeskDoubt, DeskModel, DeskRequest} from '../../src/views/desk-scene.ts'
import {deskSummary, settledLines} from '../../src/views/desk-summary.ts'
import {doubtsCsv} from '../../src/views/doubts-csv.ts'
import {harmless} from '../../src/views/harmless.ts'
import {widthOf} from '../../src/views/line.ts'
import type {ReviewKey} from '../../src/views/review-scene.ts'
import {text} from '../../src/views/text.ts'
import {seed} from '../support/long.ts'
import {ada, address, at, batch} from './scene.ts'

const nowMs = Date.parse('2031-11-22T09:16:00Z')
const later = Date.parse('2031-11-22T09:32:00Z')

const pulse: DeskDoubt = {
  address: address('q3-pulse/main'),
  campaign: 'q3-pulse',
  seq: 12,
  window: {from: at('2031-11-22T09:14:02Z'), to: at('2031-11-22T09:14:33Z')},
  surveyID: 11372241,
  people: null,
  phase: 'write',
  evidence: 'the connection broke before an answer',
  commands: [],
  reach: 'filter 145, 480 expected',
  notSentFrom: at('2031-11-22T09:31:00Z'),
}
const pilot: DeskDoubt = {
  ...pulse,
  address: address(`pilot/main#${ada}`),
  campaign: 'pilot',
  seq: 14,
  window: {from: at('2031-11-21T23:59:59Z'), to: at('2031-11-21T23:59:59Z')},
  people: 1,
  phase: 'answer',
  evidence: 'HTTP 502, which does not tell whether the batch was created',
  reach: 'one person',
  status: 502,
  answer: '<html>\u001b[2J\u202e<h1>Bad gateway</h1>'.repeat(6),
  notSentFrom: at('2031-11-22T00:17:00Z'),
}
const both = initialDesk([pulse, pilot])

/** Each word a text, each other string a key. */
const pressed = (model: DeskModel, keys: readonly ReviewKey[], now = nowMs): DeskModel =>
  keys.reduce((before, key) => desked(before, key, now), model)
const type = (...words: string[]): readonly ReviewKey[] => words.flatMap(word => [{text: word}, 'enter' as const])
const asked = ({step}: DeskModel): DeskRequest | undefined => (step.at === 'waiting' ? step.request : undefined)
const frame = (model: DeskModel, width = 80, height = 23, now = nowMs): string =>
  `\n${text(deskFrame(model, {panel: 'production', width, height, nowMs: now}), {colour: false})}`

test('a doubt with its evidence, and what can be said of it', () => {
  expect(frame(both)).toMatchInlineSnapshot(`
    "
    fieldwork doubts · panel production                              1 of 2 in doubt

    ? q3-pulse/main
      Sent       between 09:14:02 and 09:14:33 UTC
      Survey     11372241
      Reaches    filter 145, 480 expected
      Evidence   the connection broke before an answer
      Phase      the request was being written, or had left

      Look in QuestionPro (Send » History), or ask someone who should have got it.

        b  it is there: give its batch ID
        s  it went, its ID is unknown
        x  it did not go (from 09:31)
        a  never send it

      n p or arrows: next, previous · q leaves
    "
  `)
})

test('another one: a day that isn’t this one, and what the server said, harmless', () => {
  expect(frame(pressed(both, ['right']), 80, 30)).toMatchInlineSnapshot(`
    "
    fieldwork doubts · panel production                              2 of 2 in doubt

    ? pilot/main #3fa9c1
      Sent       on Fri 21 Nov 2031 at 23:59:59 UTC
      Survey     11372241
      Reaches    one person
      Evidence   HTTP 502, which does not tell whether the batch was created
      Phase      an answer had begun
      Answer     HTTP 502 · <html>\\e[2J\\u{202e}<h1>Bad
                 gateway</h1><html>\\e[2J\\u{202e}<h1>Bad
                 gateway</h1><html>\\e[2J\\u{202e}<h1>Bad
                 gateway</h1><html>\\e[2J\\u{202e}<h1>Bad

      Look in QuestionPro (Send » History), or ask someone who should have got it.

        b  it is there: give its batch ID
        s  it went, its ID is unknown
        x  it did not go
        a  never send it

      n p or arrows: next, previous · q leaves
    "
  `)
})

test('at 50 columns labels stand above values', () => {
  expect(frame(both, 50)).toMatchInlineSnapshot(`
    "
    fieldwork doubts · panel production
      1 of 2 in doubt

    ? q3-pulse/main
      Sent
        between 09:14:02 and 09:14:33 UTC
      Survey
        11372241
      Reaches
        filter 145, 480 expected
      Evidence
        the connection broke before an answer
      Phase
        the request was being written, or had left

        b  it is there: give its batch ID
        s  it went, its ID is unknown
        x  it did not go (from 09:31)
        a  never send it

      n p or arrows: next, previous · q leaves
    "
  `)
})

test('in a low terminal the keys stay, and what gives way is counted', () => {
  expect(frame(pressed(both, [{text: 'n'}]), 80, 9)).toMatchInlineSnapshot(`
    "
    fieldwork doubts · panel production                              2 of 2 in doubt
    ? pilot/main #3fa9c1
      Sent       on Fri 21 Nov 2031 at 23:59:59 UTC
      Survey     11372241
      Reaches    one person
      ↓ 6 more lines

      b ID · s sent · x not sent · a abandon
      n p or arrows: next, previous · q leaves
    "
  `)
})

test('in a terminal that is low and narrow the evidence is still to be seen', () => {
  expect(frame(both, 40, 10)).toMatchInlineSnapshot(`
    "
    1 of 2 in doubt
    ? q3-pulse/main
      Survey: 11372241
      Reaches: filter 145, 480 expected
      Sent: between 09:14:02 and 09:14:33
        UTC
      Evidence: the connection broke before
      ↓ 3 more lines
      b ID · s sent · x not sent · a abandon
      arrows: next, previous · q leaves
    "
  `)
})

test('a batch ID: asked for the key first, read, then a reason and a question that starts on no', () => {
  const b = pressed(both, [{text: 'b'}])
  expect(asked(b)).toEqual({is: 'reader'})
  const reading = pressed(answered(b, {is: 'ready'}), [{text: '14x0'}, 'backspace', {text: '01'}, 'enter'])
  expect(asked(reading)).toEqual({is: 'read', seq: 12, id: 1401})
  const misfit = answered(reading, {is: 'refused', why: 'It does not fit: Batch 1401 is of survey 7.', doubts: [pulse, pilot]})
  expect(frame(misfit).split('\n').slice(-6).join('\n')).toMatchInlineSnapshot(`
    "
      ! It does not fit: Batch 1401 is of survey 7.

      Batch ID: █
      Enter reads it · Esc goes back
    "
  `)
  const fits = answered(reading, {is: 'fits', words: 'Batch 1401 fits: survey 11372241, created at 09:14:03 UTC, Sending.'})
  expect(frame(fits).split('\n').slice(-7).join('\n')).toMatchInlineSnapshot(`
    "  Look in QuestionPro (Send » History), or ask someone who should have got it.

      ✓ Batch 1401 fits: survey 11372241, created at 09:14:03 UTC, Sending.
      It is there. Why? It is kept in the record.
      Reason: █
      Enter alone: checked by reading the batch · Esc goes back
    "
  `)
  const question = pressed(fits, ['enter'])
  expect(frame(question).split('\n').slice(-7).join('\n')).toMatchInlineSnapshot(`
    "  Look in QuestionPro (Send » History), or ask someone who should have got it.

      ✓ Batch 1401 fits: survey 11372241, created at 09:14:03 UTC, Sending.
      Reason: checked by reading the batch
      Record it as batch 1401?  [No]   Yes
      ← → or y n choose · Enter · Esc goes back
    "
  `)
  expect(pressed(question, ['enter'])).toMatchObject({step: {at: 'looking'}, note: 'Nothing was changed.'})
  expect(asked(pressed(question, ['right', 'enter']))).toEqual({
    is: 'settle',
    seq: 12,
    verdict: {is: 'batch-id', id: 1401},
    reason: 'checked by reading the batch',
  })
})

test('no key: b says so, and the others work', () => {
  const why = 'There is no API key: The environment variable QUESTIONPRO_API_KEY is not set.'
  const without = answered(pressed(both, [{text: 'b'}]), {is: 'refused', why, doubts: [pulse, pilot]})
  expect(without).toMatchObject({step: {at: 'looking'}, note: why})
  expect(asked(pressed(without, [{text: 's'}, ...type('two have it'), {text: 'y'}, 'enter']))).toMatchObject({
    verdict: {is: 'sent'},
    reason: 'two have it',
  })
})

test('what was settled leaves, the next one is in sight, and the last one ends it', () => {
  const abandoned = pressed(both, [{text: 'a'}, ...type('too late'), {text: 'y'}, 'enter'])
  expect(asked(abandoned)).toEqual({is: 'settle', seq: 12, verdict: {is: 'abandon'}, reason: 'too late'})
  const settled: DeskAnswer = {is: 'settled', address: pulse.address, words: 'abandoned: it is never sent', doubts: [pilot]}
  const next = answered(abandoned, settled)
  expect(next).toMatchObject({step: {at: 'looking'}, index: 0, doubts: [pilot], ended: false})
  expect(
    text(
      next.settled.flatMap(each => settledLines(each, 6, 40)),
      {colour: false},
    ),
  ).toBe('✓ q3-pulse/main is recorded as\n  abandoned: it is never sent.\n')
  expect(
    text(deskSummary(next, {width: 80, command: 'fieldwork doubts'}), {colour: false}),
  ).toBe(`1 send is still in doubt. Nothing in this family is sent until you settle it.
  ? pilot/main #3fa9c1   survey 11372241 · one person
Next: fieldwork doubts
`)
  const last = answered(pressed(next, [{text: 's'}, ...type('seen'), {text: 'y'}, 'enter']), {...settled, doubts: []})
  expect(last.ended).toBe(true)
  expect(text(deskSummary(last, {width: 80, command: 'fieldwork doubts'}), {colour: false})).toBe('Nothing is in doubt.\n')
})

test('settled meanwhile by another: it is said, also where it was the last one', () => {
  const recording = pressed(both, [{text: 'a'}, ...type('too late'), {text: 'y'}, 'enter'])
  const why = 'It was settled meanwhile: q3-pulse/main is no longer as it was.'
  expect(answered(recording, {is: 'refused', why, doubts: [pilot]})).toMatchObject({
    doubts: [pilot],
    note: why,
    settled: [],
    ended: false,
  })
  const none = answered(recording, {is: 'refused', why, doubts: []})
  expect(none.ended).toBe(true)
  expect(text(deskSummary(none, {width: 80, command: 'fieldwork doubts'}), {colour: false})).toBe(
    `! ${why}\nNothing is in doubt.\n`,
  )
})

test('"not sent" can be said from its time on only, with a reason and the name of the campaign', () => {
  expect(pressed(both, [{text: 'x'}])).toMatchObject({
    step: {at: 'looking'},
    note: 'It may still appear: "not sent" can be said from 09:31 UTC.',
  })
  const reason = pressed(both, [{text: 'x'}], later)
  expect(pressed(reason, ['enter'], later)).toMatchObject({
    step: {at: 'reason'},
    note: expect.stringContaining('A reason is needed'),
  })
  const name = pressed(reason, type('not in the history'), later)
  expect(frame(name, 80, 23, later).split('\n').slice(-7).join('\n')).toMatchInlineSnapshot(`
    "  Look in QuestionPro (Send » History), or ask someone who should have got it.

      Reason: not in the history
      If it went out after all, the same people are invited twice.
      Type q3-pulse to say that it was not sent: █
      Esc goes back
    "
  `)
  for (const wrong of ['y', 'q3', 'pilot', 'q3-pulse2', '']) expect(asked(pressed(name, type(wrong), later))).toBeUndefined()
  expect(pressed(name, type('q3'), later).note).toBe('That is not q3-pulse. Nothing was changed.')
  expect(asked(pressed(name, type('q3-pulse'), later))).toEqual({
    is: 'settle',
    seq: 12,
    verdict: {is: 'not-sent'},
    reason: 'not in the history',
  })
})

test('a paste is no command; Esc goes back, and from a record under way nobody can', () => {
  expect(pressed(both, [{text: 'abandon'}, {text: 'sy'}])).toEqual(both)
  const reading = pressed(answered(pressed(both, [{text: 'b'}]), {is: 'ready'}), type('1401'))
  expect(pressed(reading, ['escape'])).toMatchObject({step: {at: 'looking'}})
  const recording = pressed(both, [{text: 's'}, ...type('seen'), {text: 'y'}, 'enter'])
  expect(pressed(recording, ['escape', {text: 'q'}, 'enter'])).toBe(recording)
  expect(pressed(recording, ['interrupt']).ended).toBe(true)
})

test('whatever is pressed and answered, the frame fits, and "not sent" takes the time and the name', () => {
  const key = fc.constantFrom<ReviewKey>(
    ...(['up', 'down', 'left', 'right', 'enter', 'enter', 'escape', 'tab', 'backspace'] as const),
    ...['b', 's', 'x', 'a', 'n', 'p', 'y', '1401', 'q3-pulse', 'pilot', 'because of that', '\u0007'].map(word => ({text: word})),
  )
  const fits: DeskAnswer = {is: 'fits', words: 'Batch 1401 fits: survey 11372241, created at 09:14:03 UTC, Sending.'}
  const answers = fc.constantFrom<DeskAnswer>(
    {is: 'ready'},
    fits,
    {is: 'refused', why: 'It does not fit: The API knows no batch 1401.', doubts: [pulse, pilot]},
    {is: 'refused', why: 'It was settled meanwhile.', doubts: [pilot]},
    {is: 'settled', address: pulse.address, words: `batch ${batch(1401)}`, doubts: [pilot]},
  )
  const size = fc.record({width: fc.integer({min: 20, max: 100}), height: fc.integer({min: 1, max: 40})})
  // Whole words with their Enter, so that what takes several of them is reached as well.
  const run = fc.constantFrom<readonly (ReviewKey | DeskAnswer)[]>(
    [{text: 'b'}, {is: 'ready'}, ...type('1401'), fits, 'enter'],
    ...['s', 'x', 'a'].map(letter => [{text: letter}, ...type('because of that')]),
    ...[type('q3-pulse'), type('pilot'), [{text: 'y'}, 'enter'] as const, ['right', 'enter'] as const],
  )
  const step = fc.oneof(
    {weight: 3, arbitrary: fc.oneof(key, answers).map((one): readonly (ReviewKey | DeskAnswer)[] => [one])},
    {weight: 3, arbitrary: run},
  )
  const steps = fc.array(step, {maxLength: 30}).map(each => each.flat())
  const settled = {'batch-id': 0, sent: 0, 'not-sent': 0, abandon: 0}
  fc.assert(
    fc.property(steps, size, fc.boolean(), (all, {width, height}, isLater) => {
      const now = isLater ? later : nowMs
      let model = both
      for (const step of all) {
        const before = model
        model = typeof step === 'object' && 'is' in step ? answered(model, step) : desked(model, step, now)
        const request = asked(model)
        if (request?.is === 'settle' && before !== model) {
          settled[request.verdict.is]++
          const doubt = before.doubts.find(({seq}) => seq === request.seq)
          expect(request.reason.trim()).not.toBe('')
          if (request.verdict.is === 'not-sent') {
            expect(before.step).toMatchObject({at: 'name', typed: doubt?.campaign})
            expect(Date.parse(doubt?.notSentFrom ?? '')).toBeLessThanOrEqual(now)
          } else expect(before.step).toMatchObject({at: 'choice', yes: true})
        }
        const lines = deskFrame(model, {panel: 'production', width, height, nowMs: now})
        expect(lines.length).toBeLessThanOrEqual(height)
        expect(Math.max(0, ...lines.map(widthOf))).toBeLessThanOrEqual(width)
      }
    }),
    {numRuns: 300, seed},
  )
  expect(Object.values(settled).every(count => count > 0)).toBe(true)
})

test('the table to fill in: no cell begins a formula, and what the server said stays in its cell', () => {
  const evil = {...pulse, reach: '=HYPERLINK("x"),\n', evidence: '+1, "two"'}
  expect(doubtsCsv([evil, pilot])).toBe(`address,verdict,reason,record,from,to,survey,people,reach,evidence,answer
q3-pulse/main,,,12,2031-11-22T09:14:02Z,2031-11-22T09:14:33Z,11372241,,"'=HYPERLINK(""x""),\\n","'+1, ""two""",
pilot/main#${ada},,,14,2031-11-21T23:59:59Z,2031-11-21T23:59:59Z,11372241,1,one person,"HTTP 502, which does not tell whether the batch was created",HTTP 502 · ${harmless(pilot.answer ?? '')}
`)
})
