import {expect, test} from 'vitest'
import type {Standing} from '../../src/state/state.ts'
import {type Fact, transitions} from '../../src/state/transitions.ts'

const facts = [
  'created',
  'refused',
  'in-doubt',
  'verdict:created',
  'verdict:sent-without-id',
  'verdict:not-sent',
  'verdict:abandoned',
] as const satisfies readonly Fact[]
const standings = Object.keys(transitions) as Standing[]

const rows = standings.map(from => [
  from,
  ...facts.map(fact => {
    const {to, alarm} = transitions[from][fact]
    return `${to}${alarm ? ' !' : ''}`
  }),
])

// One row a standing: where each fact leads, `!` where it contradicts what was known.
test('the whole table', () => {
  expect(rows).toEqual([
    ['open', 'created', 'refused', 'in-doubt', 'created', 'sent-without-id', 'not-sent', 'abandoned'],
    ['in-doubt', 'created', 'refused', 'in-doubt', 'created', 'sent-without-id', 'not-sent', 'abandoned'],
    ['created', 'created', 'created !', 'created', 'created', 'created', 'created !', 'created'],
    [
      'sent-without-id',
      'created',
      'sent-without-id !',
      'sent-without-id',
      'created',
      'sent-without-id',
      'sent-without-id !',
      'sent-without-id',
    ],
    ['refused', 'created !', 'refused', 'in-doubt !', 'created !', 'sent-without-id !', 'refused', 'abandoned'],
    ['not-sent', 'created !', 'refused', 'in-doubt !', 'created !', 'sent-without-id !', 'not-sent', 'abandoned'],
    ['abandoned', 'created !', 'refused', 'abandoned', 'created', 'sent-without-id', 'not-sent', 'abandoned'],
  ])
})

const wentOut: readonly Standing[] = ['created', 'sent-without-id']
const mayBeSent: readonly Standing[] = ['refused', 'not-sent']

test('what went out stays gone out, whatever is said afterwards', () => {
  const back = wentOut.flatMap(from => facts.filter(fact => !wentOut.includes(transitions[from][fact].to)))
  expect(back).toEqual([])
})

test('what may be sent again after a doubt was proven not to have gone, or a person said so', () => {
  const unlocking = (['open', 'in-doubt', 'abandoned'] as const).flatMap(from =>
    facts.filter(fact => mayBeSent.includes(transitions[from][fact].to)).map(fact => `${from}: ${fact}`),
  )
  expect(unlocking).toEqual([
    'open: refused',
    'open: verdict:not-sent',
    'in-doubt: refused',
    'in-doubt: verdict:not-sent',
    'abandoned: refused',
    'abandoned: verdict:not-sent',
  ])
})
