import {expect, test} from 'vitest'
import {contentOf} from '../../src/desired/content.ts'
import {desired} from '../../src/desired/desire.ts'
import {rosterOf} from '../../src/desired/roster.ts'
import {personOf, rowOf} from '../../src/people/digests.ts'
import {campaign, day, lineage, peopleIn, project, start, toEveryone, toFilter, toPeople} from '../plan/scene.ts'

const other = 'f'.repeat(32)

test('a person is the beginning of a salted digest, and another in another state', () => {
  // printf '0123456789abcdef0123456789abcdef\nada@example.com' | sha256sum
  expect(personOf(lineage, 'ada@example.com')).toBe('47f6d2b9df4f20a204791fa9acfd3b4e')
  expect(personOf(other, 'ada@example.com')).not.toBe(personOf(lineage, 'ada@example.com'))
  expect(personOf(lineage, 'bob@example.com')).not.toBe(personOf(lineage, 'ada@example.com'))
})

test('a row is what it says, not the order in which it says it', () => {
  const row = rowOf(lineage, {emailAddress: 'ada@example.com', firstName: 'Ada'})
  expect(row).toMatch(/^[0-9a-f]{16}$/)
  expect(rowOf(lineage, {firstName: 'Ada', emailAddress: 'ada@example.com'})).toBe(row)
  expect(rowOf(lineage, {emailAddress: 'ada@example.com', firstName: 'ada'})).not.toBe(row)
  expect(rowOf(other, {emailAddress: 'ada@example.com', firstName: 'Ada'})).not.toBe(row)
})

test('contents differ by state, survey and recipients, and by nothing else', () => {
  const person = personOf(lineage, 'ada@example.com')
  const contents = [
    contentOf(lineage, 7, {filterType: 1}),
    contentOf(other, 7, {filterType: 1}),
    contentOf(lineage, 8, {filterType: 1}),
    contentOf(lineage, 7, {filterType: 3, existingFilterID: 145}),
    contentOf(lineage, 7, {filterType: 3, existingFilterID: 146}),
    contentOf(lineage, 7, {filterType: 2, person}),
  ]
  expect(new Set(contents).size).toBe(contents.length)
})

test('how many are expected, the template and the times are no part of the content', () => {
  const contentsOf = (batches: Parameters<typeof campaign>[1]['batches']) =>
    desired(project([campaign('a', {batches: batches ?? []})]), lineage).campaigns.flatMap(({batches: all}) =>
      all.flatMap(({recipients}) =>
        recipients.kind === 'people' ? recipients.people.map(({content}) => content) : [recipients.content],
      ),
    )
  const edits = {compose: {templateID: 9}, schedule: {sendAt: start, responseQuota: 3}}
  expect(contentsOf([toEveryone(1)])).toEqual(contentsOf([toEveryone(2, edits)]))
  expect(contentsOf([toFilter(145)])).toEqual(contentsOf([toFilter(145, edits)]))
  expect(contentsOf([toPeople(['ada'])])).toEqual(contentsOf([toPeople(['ada'], edits)]))
})

const all = project([
  campaign('a', {
    formerly: ['old'],
    members: ['ada', 'bob'],
    batches: [
      toPeople(['ada'], {
        formerly: ['first'],
        schedule: {sendAt: start, closes: {after: day}, responseQuota: 3, emailInvitation: false},
      }),
    ],
  }),
  campaign('b', {batches: [toFilter(145, {schedule: {closes: {at: start}}}), toEveryone(9, {name: 'all'})]}),
])

test('what is compared of a sent batch: resolved, without addresses', () => {
  const compose = {surveyID: 7, templateID: 1}
  expect(desired(all, lineage).campaigns.flatMap(({batches}) => batches.map(({written}) => written))).toEqual([
    {
      compose,
      recipients: 'person',
      sendAt: '2031-12-01T09:00:00Z',
      closeAfter: day,
      responseQuota: 3,
      emailInvitation: false,
    },
    {compose, recipients: {filter: 145}, closeAt: '2031-12-01T09:00:00Z'},
    {compose, recipients: 'everyone'},
  ])
})

test('names are the new one and all old ones; no address is in what the planner sees', () => {
  const made = desired(all, lineage)
  expect(made.campaigns.map(({names, batches}) => [names, batches.map(batch => batch.names)])).toEqual([
    [['a', 'old'], [['main', 'first']]],
    [['b'], [['main'], ['all']]],
  ])
  expect(JSON.stringify(made)).not.toMatch(/@example/i)
  expect(made.panel).toEqual({name: 'default', host: 'api.example.com', timeZone: 'UTC', zoneAssumed: false})
})

test('members keep the order of their rows, and a row’s digest is that of what is sent', () => {
  const members = desired(all, lineage).campaigns[0]?.members
  expect(peopleIn(members)).toEqual(['ada', 'bob'].map(name => personOf(lineage, `${name}@example.com`)))
  expect(members?.row(1)).toBe(rowOf(lineage, {emailAddress: 'bob@Example.com', firstName: 'bob'}))
  expect(() => members?.row(2)).toThrow(RangeError)
})

test('the roster gives addresses as they were written, campaign by campaign', () => {
  const roster = rosterOf(all, lineage)
  const [ada, bob] = ['ada', 'bob'].map(name => personOf(lineage, `${name}@example.com`))
  expect(roster.written('a', ada ?? '')).toBe('ada@Example.com')
  expect(roster.written('a', bob ?? '')).toBeUndefined()
  expect(roster.written('b', ada ?? '')).toBeUndefined()
  expect(roster.written('nobody', ada ?? '')).toBeUndefined()
  const [first] = roster.members('a')
  expect([first?.person, first?.body(), first?.posted()]).toEqual([
    ada,
    {emailAddress: 'ada@Example.com', firstName: 'ada'},
    `${ada}.${rowOf(lineage, {emailAddress: 'ada@Example.com', firstName: 'ada'})}`,
  ])
  expect([...roster.members('b')]).toEqual([])
})
