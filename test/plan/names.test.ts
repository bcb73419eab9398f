import {expect, test} from 'vitest'
import {campaign, toEveryone, toFilter, toPeople, world} from './scene.ts'
import {shown} from './shown.ts'

const facts = ['created', 'verdict:sent-without-id', 'verdict:abandoned', 'in-doubt', 'nothing'] as const

test.each(facts)('the same survey to the same recipients elsewhere is held after a send that ended %s', fact => {
  const made = world()
  const before = campaign('a', {batches: [toFilter()]})
  made.send([before], fact)
  expect(shown(made.plan([campaign('b', {batches: [toFilter(145, {compose: {templateID: 9}})]})]))[0]).toBe(
    'held b/main looks-already-sent',
  )
})

test.each<[string, ReturnType<typeof toFilter>, string]>([
  ['the same', toFilter(), 'held b/main looks-already-sent'],
  ['a person says why not', toFilter(145, {distinct: 'why'}), 'send b/main new 1'],
  ['another survey', toFilter(145, {compose: {surveyID: 8}}), 'send b/main new 1'],
  ['another filter', toFilter(146), 'send b/main new 1'],
  ['everyone', toEveryone(), 'send b/main new 1'],
])('in one plan, after a/main: %s', (_name, batch, expected) => {
  const plan = world().plan([campaign('a', {batches: [toFilter()]}), campaign('b', {batches: [batch]})])
  expect(shown(plan).filter(row => row.includes('b/'))).toEqual([expected])
})

test('the same person in two campaigns has the same survey once', () => {
  const both = [campaign('a', {batches: [toPeople(['ada', 'bob'])]}), campaign('b', {batches: [toPeople(['bob', 'cyd'])]})]
  const expected = [
    'send a/main#ada new 1',
    'send a/main#bob new 1',
    'send b/main#cyd new 1',
    'held b/main#bob looks-already-sent',
  ]
  const made = world()
  expect(shown(made.plan(both))).toEqual(expected)
  made.send(both)
  expect(shown(made.plan(both))).toEqual(['held b/main#bob looks-already-sent', 'same a/main ×2', 'same b/main#cyd'])
})

test('what was refused elsewhere is not taken', () => {
  const made = world()
  made.send([campaign('a', {batches: [toFilter()]})], 'refused')
  expect(shown(made.plan([campaign('b', {batches: [toFilter()]})]))).toEqual(['send b/main new 1'])
})

const renames = [
  ['a campaign', campaign('new', {formerly: ['old'], batches: [toFilter(145, {name: 'main'})]})],
  ['a batch', campaign('old', {batches: [toFilter(145, {name: 'other', formerly: ['main']})]})],
  ['both', campaign('new', {formerly: ['old'], batches: [toFilter(145, {name: 'other', formerly: ['main']})]})],
  ['a campaign twice', campaign('newest', {formerly: ['new', 'old'], batches: [toFilter()]})],
] as const
test.each(renames)('a rename of %s never sends again, whatever became of the send', (_what, renamed) => {
  const expected = {
    created: ['same old/main'],
    'verdict:sent-without-id': ['same old/main'],
    'verdict:abandoned': ['same old/main'],
    'in-doubt': ['doubt old/main'],
    nothing: ['wait old/main in-flight'],
  }
  for (const fact of facts) {
    const made = world()
    made.send([campaign('old', {batches: [toFilter()]})], fact)
    expect(shown(made.plan([renamed]))).toEqual(expected[fact])
  }
})

test.each(renames)('after a rename of %s numbers go on', (_what, {name, formerly, batches: [batch]}) => {
  const made = world()
  made.send([campaign('old', {batches: [toFilter()]})])
  const again = (number: number) => {
    const resend = {number, reason: 'again'}
    return [campaign(name, {formerly, batches: batch ? [{...batch, resend}] : []})]
  }
  const base = `${name}/${batch?.name}`
  expect(shown(made.plan(again(2)))).toEqual([`send ${base}+2 resend 2 (again)`])
  made.send(again(2))
  expect(shown(made.plan(again(2)))).toEqual([`same ${base}+2`])
  expect(shown(made.plan(again(3)))).toEqual([`send ${base}+3 resend 3 (again)`])
  expect(shown(made.plan(again(4)))).toEqual([`held ${base}+2 resend-gap`])
})

test('a doubt blocks over a rename, also with resend', () => {
  const made = world()
  made.send([campaign('old', {batches: [toFilter()]})], 'in-doubt')
  const batch = toFilter(145, {resend: {number: 2, reason: 'again'}})
  expect(shown(made.plan([campaign('new', {formerly: ['old'], batches: [batch]})]))).toEqual(['doubt old/main'])
})

test('a rename without formerly is held, and the help names it', () => {
  const made = world()
  made.send([campaign('old', {batches: [toFilter()]})])
  expect(made.plan([campaign('new', {batches: [toFilter()]})]).held).toEqual([
    {
      address: 'new/main',
      reason: 'looks-already-sent',
      detail: 'the same survey and recipients went out as old/main (batch 1400)',
      diff: '',
      help: ['If it is the same campaign, write: formerly: [old]', 'If it is not, write: distinct: why it is another one'],
      batchID: 1400,
      count: 1,
      source: {file: 'campaigns/new.yaml', line: 2},
    },
  ])
})

test('people of a renamed list are known', () => {
  const made = world()
  made.send([campaign('old', {batches: [toPeople(['ada'])]})])
  const renamed = [campaign('new', {formerly: ['old'], batches: [toPeople(['ada', 'bob'])]})]
  expect(shown(made.plan(renamed))).toEqual(['send new/main#bob new 1', 'same old/main#ada'])
})

test('a renamed list that becomes a filter is held', () => {
  const made = world()
  made.send([campaign('old', {batches: [toPeople(['ada'])]})])
  const renamed = [campaign('new', {formerly: ['old'], batches: [toFilter()]})]
  expect(shown(made.plan(renamed))).toEqual(['held new/main recipients-changed'])
})

test('doubts of campaigns that are no longer there are still the panel’s', () => {
  const made = world()
  made.send([campaign('old', {batches: [toFilter()]})], 'in-doubt')
  const plan = made.plan([campaign('new', {batches: [toFilter(9)]})])
  expect(shown(plan)).toEqual(['send new/main new 1', 'doubt old/main'])
  expect(plan.inDoubt).toEqual([{address: 'old/main', source: null}])
})
