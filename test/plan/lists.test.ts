import {expect, test} from 'vitest'
import {campaign, toPeople, world} from './scene.ts'
import {named, shown} from './shown.ts'

const list = (names: readonly string[], resend?: number) => [
  campaign('a', {batches: [toPeople(names, resend === undefined ? {} : {resend: {number: resend, reason: 'again'}})]}),
]
const toWhom = (text: string): string => named(text).replace(/^a\/main#/, '')

test('who is new is sent, who was sent is not, who was taken out is forgotten by nobody', () => {
  const made = world()
  made.send(list(['ada', 'bob']))
  expect(shown(made.plan(list(['ada', 'cyd'])))).toEqual(['send a/main#cyd new 1', 'same a/main#ada'])
  made.send(list(['ada', 'cyd']))
  expect(shown(made.plan(list(['ada', 'bob', 'cyd'])))).toEqual(['same a/main ×3'])
})

test('a round goes to each who had the one before; who is new gets a first send in it and no other', () => {
  const made = world()
  made.send(list(['ada', 'bob']))
  expect(shown(made.plan(list(['ada', 'bob', 'cyd'], 2)))).toEqual([
    'send a/main#ada+2 resend 2 (again)',
    'send a/main#bob+2 resend 2 (again)',
    'send a/main#cyd new 2',
  ])
  made.send(list(['ada', 'bob', 'cyd'], 2))
  expect(shown(made.plan(list(['ada', 'bob', 'cyd'], 2)))).toEqual(['same a/main ×3'])
  expect(shown(made.plan(list(['ada', 'bob', 'cyd'])))).toEqual(['same a/main ×3'])
  expect(shown(made.plan(list(['ada', 'cyd', 'dee'], 2)))).toEqual(['send a/main#dee new 2', 'same a/main ×2'])
  expect(shown(made.plan(list(['ada', 'cyd', 'dee'], 3)))).toEqual([
    'send a/main#ada+3 resend 3 (again)',
    'send a/main#cyd+2 resend 3 (again)',
    'send a/main#dee new 3',
  ])
})

test('who came when no round was asked for is held in the round after the next', () => {
  const made = world()
  made.send(list(['ada']))
  made.send(list(['ada'], 2))
  made.send(list(['ada', 'bob']))
  expect(shown(made.plan(list(['ada', 'bob'], 3)))).toEqual(['send a/main#ada+3 resend 3 (again)', 'held a/main#bob resend-gap'])
  expect(shown(made.plan(list(['ada', 'bob'], 2)))).toEqual(['send a/main#bob+2 resend 2 (again)', 'same a/main#ada+2'])
})

test('a round that was stopped in the middle goes on where it was, each in its own way', () => {
  const made = world()
  const all = ['ada', 'bob', 'cyd', 'dee', 'eve']
  made.send(list(all))
  const ends = ['created', 'refused', 'in-doubt', 'verdict:not-sent', 'verdict:abandoned'] as const
  made.send(list(all, 2), ({address}) => ends[all.indexOf(toWhom(address).replace('+2', ''))] ?? 'nothing')
  expect(shown(made.plan(list([...all, 'fay'], 2)))).toEqual([
    'send a/main#bob+2 resend 2 (again)',
    'send a/main#dee+2 resend 2 (again)',
    'send a/main#fay new 2',
    'doubt a/main#cyd+2',
    'same a/main ×2',
  ])
  expect(shown(made.plan(list(all, 3)))).toEqual([
    'send a/main#ada+3 resend 3 (again)',
    'held a/main resend-gap ×2',
    'held a/main#eve+2 resend-gap',
    'doubt a/main#cyd+2',
  ])
})

test('who was refused before anybody had it is sent first, not again', () => {
  const made = world()
  made.send(list(['ada', 'bob']), ({address}) => (toWhom(address) === 'ada' ? 'created' : 'refused'))
  expect(shown(made.plan(list(['ada', 'bob'], 2)))).toEqual([
    'send a/main#ada+2 resend 2 (again)',
    'send a/main#bob refused-before 2',
  ])
})

test('one person who grows into a list stays the same batch', () => {
  const made = world()
  const [single] = list(['ada'])
  made.send(single ? [single] : [])
  expect(shown(made.plan(list(['bob', 'ada'])))).toEqual(['send a/main#bob new 1', 'same a/main#ada'])
})

test('a late answer of an older round doesn’t count as a newer one', () => {
  const made = world()
  made.send(list(['ada']), 'in-doubt')
  const [attempt] = made.state().attempts.values()
  expect(shown(made.plan(list(['ada'], 3)))).toEqual(['doubt a/main#ada'])
  made.send(list(['ada'], 2))
  expect([...made.state().attempts.values()]).toEqual([attempt])
})
