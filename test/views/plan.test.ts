import {expect, test} from 'vitest'
import {plainCommands} from '../../src/views/next-commands.ts'
import {planLines} from '../../src/views/plan-lines.ts'
import {text} from '../../src/views/text.ts'
import {
  ada,
  address,
  at,
  batch,
  closes,
  closing,
  held,
  members,
  person,
  pictured,
  planOf,
  send,
  source,
  toPerson,
} from './scene.ts'

const shown = (plan: Parameters<typeof planLines>[0], view: Partial<Parameters<typeof planLines>[1]> = {}): string =>
  `\n${text(planLines(plan, {width: 80, ...view}), {colour: false})}`

test('the plan of the documentation at 80 columns', () => {
  expect(shown(pictured)).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production (api.questionpro.com) · 3 campaigns

      Will add 212 people to the panel and send 2 batches.
      People      up to 1 by address · 480 expected (authors' figure, unchecked)
      Points      unknown (480 people are not certain)
      API calls   5 of 20,000 · about 2 s

    q3-pulse                                                    campaigns/q3.yaml
      + members          212 of 250 are new                                    :4
      → main             filter 145 "pet-owners", 480 expected                :11
                         survey 11372241 · template 118632 · 20 points
                         closes Wed 10 Dec 2031, 13:43 in Los Angeles, or at 400
    pilot                                                    campaigns/pilot.yaml
      → main #3fa9c1     a***@e***                                             :2
                         survey 11372241 · template 118632 · 20 points
    spring                                                  campaigns/spring.yaml
      ! main             already sent as batch 1380, and edited since          :9
                           surveyLength   8 → 12
                         Nothing is sent. Undo: surveyLength: 8
                         A second invitation: resend: {number: 2, reason: …}

    = 4 more unchanged

    Next: fieldwork apply
    "
  `)
})

test('who writes in another zone than the panel reads is shown both, and what the API gets', () => {
  const elsewhere = {
    ...pictured,
    actions: pictured.actions.map(action =>
      action.type === 'create-batch' && action.closes
        ? {...action, closes: {...action.closes, authorZone: 'America/New_York'}}
        : action,
    ),
  }
  expect(shown(elsewhere).match(/ +closes[\s\S]*?43\n/g)?.[0]).toMatchInlineSnapshot(`
    "                     closes Wed 10 Dec 2031, 13:43 in Los Angeles, or at 400
                         that is Wed 10 Dec 2031, 16:43 in New York; the API gets
                         12/10/2031 13:43
    "
  `)
})

test('the same at 50 columns: one column, labels above values', () => {
  expect(shown(pictured, {width: 50})).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production
      (api.questionpro.com) · 3 campaigns

      Will add 212 people to the panel and send 2
      batches.
      People
        up to 1 by address · 480 expected (authors'
        figure, unchecked)
      Points
        unknown (480 people are not certain)
      API calls
        5 of 20,000 · about 2 s

    q3-pulse                      campaigns/q3.yaml
      + members                                  :4
        212 of 250 are new
      → main                                    :11
        filter 145 "pet-owners", 480 expected
        survey 11372241 · template 118632 · 20 points
        closes Wed 10 Dec 2031, 13:43 in Los Angeles,
        or at 400
    pilot                      campaigns/pilot.yaml
      → main #3fa9c1                             :2
        a***@e***
        survey 11372241 · template 118632 · 20 points
    spring                    campaigns/spring.yaml
      ! main                                     :9
        already sent as batch 1380, and edited
        since
          surveyLength   8 → 12
        Nothing is sent. Undo: surveyLength: 8
        A second invitation: resend: {number: 2,
          reason: …}

    = 4 more unchanged

    Next: fieldwork apply
    "
  `)
})

test('colours say nothing that the words and glyphs do not', () => {
  const coloured = text(planLines(pictured, {width: 80}), {colour: true})
  expect(coloured).toContain('\x1b[32m→\x1b[39m main')
  expect(coloured).toContain('\x1b[33m!\x1b[39m main')
  expect(coloured.replace(/\x1b\[[\d;]*m/g, '')).toBe(text(planLines(pictured, {width: 80}), {colour: false}))
})

test('people of one list are one group, what they have in common stands once', () => {
  const actions = Array.from({length: 200}, (_, index) =>
    send(`pilot/main#${person(index)}`, {kind: 'person', masked: 'a***@e***'}),
  )
  const summary = {
    batchesToCreate: 200,
    people: {listed: 200, expected: 0, unknownBatches: 0},
    pointsAtMost: 4000,
    apiCalls: 200,
    secondsAbout: 40,
  }
  expect(shown(planOf({actions, summary}))).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production (api.questionpro.com) · 1 campaign

      Will send 200 batches.
      People      up to 200 by address
      Points      at most 4,000, one response a person
      API calls   200 of 20,000 · about 40 s

    pilot                                                       campaigns/q3.yaml
      → main #100000     a***@e***                                            :11
      → main #101eef     a***@e***                                            :11
      → main #103dde     a***@e***                                            :11
      → main #105ccd     a***@e***                                            :11
      → main #107bbc     a***@e***                                            :11
      → and 195 more to one person each
                         survey 11372241 · template 118632 · 20 points

    Next: fieldwork apply
    "
  `)
  const unfolded = shown(planOf({actions, summary}), {unfolded: new Set([`pilot/main#${person(0)}`])})
  expect(unfolded.match(/→ main #/g)).toHaveLength(200)
})

test('what waits, what is held, what is in doubt, in a partial plan without recorded state', () => {
  const plan = planOf({
    partial: true,
    basis: {lineage: 'l', head: null, sources: {}},
    actions: [{...toPerson, address: address(`pilot/main#${ada}+2`), cause: 'resend', reason: 'wrong closing date', round: 2}],
    waiting: [
      {
        address: address('tracker/main@2026-q4'),
        reason: 'not-due',
        until: at('2026-12-01T17:00:00Z'),
        count: 1,
        source: source('tracker', 3),
      },
      {address: address('tracker/es'), reason: 'members', until: null, count: 40, source: source('tracker', 9)},
      {
        address: address('tracker/fr'),
        reason: 'in-flight',
        until: at('2026-12-01T17:03:00Z'),
        count: 1,
        source: source('tracker', 12),
      },
    ],
    held: [
      held('easter/main', {
        reason: 'looks-already-sent',
        detail: 'the same survey and recipients went out as spring/main (batch 1400)',
        diff: '',
        help: ['formerly: [spring] if it is the same campaign', 'distinct: why, if it is not'],
        source: source('easter', 1),
      }),
    ],
    inDoubt: [{address: address('q3-pulse/main'), source: null}],
    notes: [
      {address: null, text: 'No file states the zone of the panel: UTC is assumed.'},
      {address: address('pilot/main'), text: '3 rows changed since they were posted; they are not sent again.'},
    ],
    summary: {
      batchesToCreate: 1,
      waiting: 42,
      held: 1,
      inDoubt: 1,
      people: {listed: 1, expected: 0, unknownBatches: 0},
      pointsAtMost: 20,
      apiCalls: 1,
      secondsAbout: 1,
    },
  })
  expect(shown(plan, {zone: 'America/New_York'})).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production (api.questionpro.com) · 1 campaign

      Will send 1 batch.
      State       no recorded state: everything counts as never sent
      Partial     only what was chosen is planned; doubts are the whole panel's
      In doubt    ? 1 send, a person must look
      People      up to 1 by address
      Points      at most 20, one response a person
      API calls   1 of 20,000 · about 1 s
      Note        No file states the zone of the panel: UTC is assumed.

    pilot                                                    campaigns/pilot.yaml
      → main #3fa9c1 +2  a***@e***                                             :2
                         send number 2 to the same recipients: wrong closing date
                         survey 11372241 · template 118632 · 20 points
      · 3 rows changed since they were posted; they are not sent again.
    tracker                                                campaigns/tracker.yaml
      … main@2026-q4     waits until Tue 1 Dec 2026, 12:00 in New York         :3
      … es               waits until the campaign's members are added · 40     :9
                         people
      … fr               is being sent by another run; known by Tue 1 Dec     :12
                         2026, 12:03 in New York
    easter                                                  campaigns/easter.yaml
      ! main             the same survey and recipients went out as            :1
                         spring/main (batch 1400)
                         Nothing is sent.
                         formerly: [spring] if it is the same campaign
                         distinct: why, if it is not
    q3-pulse
      ? main             in doubt: it may have been sent; nothing of it is sent
                         until you settle it
                         See: fieldwork doubts

    Next: fieldwork doubts
    Then: fieldwork apply
    "
  `)
})

test('several edits, each undone by a line; unfolded, the request as it will be sent', () => {
  const plan = planOf({
    summary: {
      membersToAdd: 1,
      batchesToCreate: 1,
      people: {listed: 1, expected: 0, unknownBatches: 0},
      apiCalls: 2,
      pointsAtMost: 20,
    },
    actions: [members('pilot', {count: 1, listed: 1}), toPerson],
    held: [
      held('spring/main', {
        diff: '- compose.surveyLength: 8\n+ compose.surveyLength: 12\n+ schedule.closeAt: 2031-12-10 21:43 UTC\n- schedule.responseQuota: 400',
        help: ['surveyLength: 8 (line 5)', 'take out closeAt (line 9)', 'responseQuota: 400', 'resend: {number: 2, reason: …}'],
      }),
    ],
  })
  expect(shown(plan, {unfolded: 'all'})).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production (api.questionpro.com) · 1 campaign

      Will add 1 person to the panel and send 1 batch.
      People      up to 1 by address
      Points      at most 20, one response a person
      API calls   2 of 20,000 · about 1 s

    pilot                                                       campaigns/q3.yaml
      + members          1 of 1 is new                                         :4
      → main #3fa9c1     a***@e***                                             :2
                         survey 11372241 · template 118632 · 20 points
                         POST /micropanel/batches
                           compose:
                             surveyID: 11372241
                             templateID: 118632
                             incentives:
                               completionPoints: 20
                           recipients:
                             filterType: 2
                             emailAddress: a***@e***
    spring                                                  campaigns/spring.yaml
      ! main             already sent as batch 1380, and edited since          :9
                           surveyLength    8 → 12
                           closeAt         (not given) → 2031-12-10 21:43 UTC
                           responseQuota   400 → (not given)
                         Nothing is sent. Undo:
                           surveyLength: 8 (line 5)
                           take out closeAt (line 9)
                           responseQuota: 400
                         A second invitation: resend: {number: 2, reason: …}

    Next: fieldwork apply
    "
  `)
})

test.each([
  [
    'nothing to do',
    planOf({unchanged: [{address: address('a/main'), batchID: batch(1), count: 1, source: source('a', 1)}]}),
    'Nothing to do: everything is recorded as done.',
  ],
  ['members only, all recorded', planOf({}), 'Nothing to do: everything is recorded as done.'],
  [
    'only waiting',
    planOf({
      waiting: [
        {address: address('a/main'), reason: 'not-due', until: at('2026-12-01T17:00:00Z'), count: 1, source: source('a', 1)},
      ],
    }),
    'Nothing to do now: a/main waits until Tue 1 Dec 2026, 17:00 UTC.\nThen: fieldwork apply',
  ],
  ['only held', planOf({held: [held('a/main')]}), 'Nothing to do: 1 is held, as shown above.'],
  ['only in doubt', planOf({inDoubt: [{address: address('a/main'), source: source('a', 1)}]}), 'Next: fieldwork doubts'],
  [
    'mistakes',
    planOf({diagnostics: [{severity: 'error', code: 'FW001', summary: 'x'}], actions: [toPerson]}),
    'Nothing can be sent until the mistakes are corrected.',
  ],
  [
    'both',
    planOf({inDoubt: [{address: address('a/main'), source: source('a', 1)}], actions: [toPerson]}),
    'Next: fieldwork doubts\nThen: fieldwork apply',
  ],
  ['no campaign', planOf({summary: {campaigns: 0}}), 'Nothing to do: there is no campaign (campaigns/*.yaml).'],
])('the last line says what to do: %s', (_, plan, last) => {
  expect(shown(plan).trimEnd().split('\n\n').at(-1)).toBe(last)
})

test('no campaign: the folder that was looked at; mistakes and a null command say what they said', () => {
  const none = planOf({summary: {campaigns: 0}})
  expect(shown(none, {root: '/srv/panel'})).toContain('\nNothing to do: no campaign in /srv/panel/campaigns.\n')
  expect(shown(pictured, {apply: null})).not.toContain('Next:')
  expect(shown(pictured, {commands: {...plainCommands, apply: null}})).not.toContain('Next:')
})

test('commands come from the caller and are never wrapped', () => {
  const apply = "fieldwork apply 'campaigns/a long name.yaml' --panel production --project /srv/panels/europe"
  const doubts = 'fieldwork doubts --panel production --project /srv/panels/europe'
  const plan = planOf({inDoubt: [{address: address('a/main'), source: source('a', 1)}], actions: [toPerson]})
  const out = shown(plan, {width: 50, commands: {...plainCommands, apply, doubts}})
  expect(out).toContain(`    See: ${doubts}\n`)
  expect(out).toContain(`\nNext: ${doubts}\nThen: ${apply}\n`)
  expect(shown(plan, {commands: {...plainCommands, apply}, apply: 'fieldwork apply X'})).toContain('\nThen: fieldwork apply X\n')
})

test('whatever the one person of a batch gets is said without unfolding, and why it is sent again', () => {
  const again = send(
    `pilot/main#${ada}+2`,
    {kind: 'person', masked: 'a***@e***'},
    {cause: 'resend', reason: 'wrong survey', round: 2, closes, request: {...toPerson.request, ...closing}},
  )
  expect(shown(planOf({actions: [again]}))).toContain(`
  → main #3fa9c1 +2  a***@e***                                            :11
                     send number 2 to the same recipients: wrong survey
                     survey 11372241 · template 118632 · 20 points
                     closes Wed 10 Dec 2031, 13:43 in Los Angeles, or at 400
`)
})

test('help of a held send: its own lines, commands whole, the rest with a hanging indent', () => {
  const help = [
    'If these are other people: write distinct: with the reason why, so that nobody asks again.',
    'fieldwork adopt easter/main 217505781 --reason "it was made by hand in the browser" --panel production',
  ]
  const twin = held('easter/main', {reason: 'looks-already-sent', detail: 'the same went out', diff: '', help})
  const edited = held('spring/main', {
    help: ['put the recipients back: filter 145 "pet-owners"', 'resend: {number: 2, reason: …}'],
  })
  const many = held('many/main', {
    reason: 'single-sends',
    detail: '100,000 one-person batches, and the limit (limits.singleSends) is 1,000',
    diff: '',
    help: ['limits: {singleSends: 100000}'],
    count: 100_000,
  })
  expect(shown(planOf({held: [twin, edited, many]}))).toMatchInlineSnapshot(`
    "
    fieldwork plan · panel production (api.questionpro.com) · 1 campaign

    easter                                                  campaigns/spring.yaml
      ! main             the same went out                                     :9
                         Nothing is sent.
                         If these are other people: write distinct: with the reason
                           why, so that nobody asks again.
                             fieldwork adopt easter/main 217505781 --reason "it was made by hand in the browser" --panel production
    spring                                                  campaigns/spring.yaml
      ! main             already sent as batch 1380, and edited since          :9
                           surveyLength   8 → 12
                         Nothing is sent. Undo: put the recipients back: filter 145
                           "pet-owners"
                         A second invitation: resend: {number: 2, reason: …}
    many                                                    campaigns/spring.yaml
      ! main             100,000 one-person batches, and the limit             :9
                         (limits.singleSends) is 1,000
                         Nothing is sent.
                         limits: {singleSends: 100000}

    Nothing to do: 100,002 are held, as shown above.
    "
  `)
})

test('a label from a file cannot reach the terminal', () => {
  const hostile = send('a/main', {kind: 'filter', id: 1, label: 'x\x1b[2J\u202egp.exe\n::error::\u200b', expect: 3})
  const out = shown(planOf({actions: [hostile], panel: '##[error]'}))
  expect(out).toContain('"x\\e[2J\\u{202e}gp.exe\\n::error::\\u{200b}"')
  expect(out).toContain('# #[error]')
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\u202e\u200b]/)
})
