import {PassThrough} from 'node:stream'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Plan} from '../../src/plan/model.ts'
import {approvalLines, approvalOf} from '../../src/views/approval.ts'
import {ask} from '../../src/views/ask.ts'
import {widthOf} from '../../src/views/line.ts'
import {planBlocks} from '../../src/views/plan-lines.ts'
import {planRoom, reviewFrame} from '../../src/views/review-frame.ts'
import {initialReview, reviewed} from '../../src/views/review-model.ts'
import type {ReviewKey, ReviewModel} from '../../src/views/review-scene.ts'
import {text} from '../../src/views/text.ts'
import {members, person, pictured, planOf, send, toFilter, toPerson} from './scene.ts'

const onePerson = planOf({actions: [toPerson]})
const twoNames = planOf({actions: [toFilter, send('all/main', {kind: 'everyone', expect: 4812})]})

const shown = (plan: Plan) => `\n${text(approvalLines(plan, {width: 80}), {colour: false})}`

test('what is asked where a filter is reached', () => {
  expect(shown(pictured)).toMatchInlineSnapshot(`
    "
      This invites real people and can't be undone.
        q3-pulse/main   filter 145, 480 expected
        pilot/main      1 person

    "
  `)
  expect(approvalOf(pictured)).toEqual({by: 'names', names: ['q3-pulse']})
})

test('what is asked where only people of a list are reached', () => {
  const list = planOf({
    actions: Array.from({length: 200}, (_, index) => send(`pilot/main#${person(index)}`, {kind: 'person', masked: 'a***@e***'})),
  })
  expect(shown(list)).toMatchInlineSnapshot(`
    "
      This invites real people and can't be undone.
        pilot/main   200 people

    "
  `)
  expect(approvalOf(list)).toEqual({by: 'choice'})
})

test('what is asked where people are only added', () => {
  expect(shown(planOf({actions: [members('q3-pulse')]}))).toMatchInlineSnapshot(`
    "
      This adds people to the panel and can't be undone.

    "
  `)
})

async function answered(plan: Plan, typed: string | AbortSignal): Promise<{approved: boolean; said: string}> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  if (typeof typed === 'string') input.end(typed)
  const {approved} = await ask({plan, input, output, width: 80, colour: false, ...(typeof typed !== 'string' && {signal: typed})})
  output.end()
  return {approved, said: (await output.toArray()).join('')}
}

test.each([
  ['the name', pictured, 'q3-pulse\n', true],
  ['another name', pictured, 'pilot\n', false],
  ['yes in place of the name', pictured, 'yes\n', false],
  ['nothing', pictured, '\n', false],
  ['no input at all', pictured, '', false],
  ['both names', twoNames, 'q3-pulse\nall\n', true],
  ['one of two names', twoNames, 'q3-pulse\n', false],
  ['yes', onePerson, 'yes\n', true],
  ['y', onePerson, 'Y\n', true],
  ['Enter', onePerson, '\n', false],
  ['yesterday', onePerson, 'yesterday\n', false],
])('in plain lines: %s', async (_, plan, typed, approved) => {
  expect((await answered(plan, typed)).approved).toBe(approved)
})

test.each([
  ['Enter', '\n'],
  ['Ctrl-D', ''],
  ['Ctrl-C', AbortSignal.timeout(50)],
])('in plain lines a no is said: %s', async (_, typed) => {
  for (const plan of [pictured, onePerson]) {
    const {approved, said} = await answered(plan, typed)
    expect(approved).toBe(false)
    expect(said).toMatch(/! Not approved: nothing is sent\.\n$/)
  }
})

test('in plain lines: the words', async () => {
  expect(`\n${(await answered(onePerson, 'y\n')).said}`).toMatchInlineSnapshot(`
    "
      This invites real people and can't be undone.
        pilot/main   1 person

      Send? [y/N] "
  `)
})

const size = {width: 80, height: 23}
function pressed(plan: Plan, keys: readonly ReviewKey[], at = size): ReviewModel {
  const approval = approvalOf(plan)
  const blocks = (model?: ReviewModel) => planBlocks(plan, {width: at.width, ...(model && {unfolded: model.unfolded})})
  return keys.reduce(
    (model, key) => reviewed(model, key, {blocks: blocks(model), height: planRoom(plan, model, approval, at), approval}),
    initialReview({blocks: blocks(), approval}, true),
  )
}

test('a screen approves only what was clearly asked for', () => {
  const verdict = (plan: Plan, ...keys: ReviewKey[]) => pressed(plan, keys).verdict
  expect(verdict(onePerson, 'enter')).toBe('left')
  expect(verdict(onePerson, 'right', 'enter')).toBe('approved')
  expect(verdict(onePerson, 'right', 'left', 'enter')).toBe('left')
  expect(verdict(onePerson, {text: 'y'})).toBe('open')
  expect(verdict(pictured, {text: 'q3-pulse'})).toBe('open')
  expect(verdict(pictured, {text: 'q3-pulse'}, 'enter')).toBe('approved')
  expect(verdict(pictured, {text: 'q3-pulsex'}, 'backspace', 'enter')).toBe('approved')
  expect(verdict(pictured, {text: 'q3'}, 'enter', 'right', 'enter')).toBe('open')
  expect(verdict(pictured, {text: 'q3-pulse'}, 'escape')).toBe('left')
  expect(verdict(twoNames, {text: 'q3-pulse'}, 'enter')).toBe('open')
  expect(verdict(twoNames, {text: 'q3-pulse'}, 'enter', {text: 'all'}, 'enter')).toBe('approved')
  expect(verdict(pictured, 'tab', 'enter', {text: ' '}, 'tab', {text: 'q3-pulse'}, 'enter')).toBe('approved')
})

test('the question stays where there is room for nothing else', () => {
  const frame = (width: number, height: number) => {
    const at = {width, height}
    const model = pressed(pictured, [{text: 'q3'}], at)
    const approval = approvalOf(pictured)
    const scene = {blocks: planBlocks(pictured, {width}), height: planRoom(pictured, model, approval, at), approval}
    return text(reviewFrame(pictured, model, scene, at), {colour: false})
  }
  expect(frame(80, 1)).toBe('  Type q3-pulse to send, or press Esc: q3█\n')
  expect(frame(30, 2)).toBe('  Type q3-pulse to send, or\n  press Esc: q3█\n')
})

test('the mark stands in the margin and nothing moves, also where a line begins there', () => {
  const approval = approvalOf(pictured)
  const frame = (...keys: ReviewKey[]) => {
    const at = {width: 80, height: 40}
    const model = pressed(pictured, ['tab', ...keys], at)
    const scene = {blocks: planBlocks(pictured, {width: 80}), height: planRoom(pictured, model, approval, at), approval}
    return text(reviewFrame(pictured, model, scene, at), {colour: false})
  }
  expect(frame()).toContain('\n› + members  ')
  expect(frame()).toContain('\n= 4 more unchanged\n')
  expect(frame('end')).toContain('\n  + members  ')
  expect(frame('end')).toContain('\n› 4 more unchanged\n')
})

test('whatever is pressed, the frame fits, and nothing is approved without the name', () => {
  const key = fc.constantFrom<ReviewKey>(
    'up',
    'down',
    'page-up',
    'page-down',
    'home',
    'end',
    'left',
    'right',
    'enter',
    'tab',
    'backspace',
    {text: 'j'},
    {text: 'k'},
    {text: 'a'},
    {text: ' '},
    {text: 'y'},
  )
  fc.assert(
    fc.property(
      fc.array(key, {maxLength: 40}),
      fc.integer({min: 20, max: 100}),
      fc.integer({min: 1, max: 40}),
      (keys, width, height) => {
        const at = {width, height}
        const model = pressed(pictured, keys, at)
        expect(model.verdict).toBe('open')
        const approval = approvalOf(pictured)
        const blocks = planBlocks(pictured, {width, unfolded: model.unfolded})
        const lines = reviewFrame(pictured, model, {blocks, height: planRoom(pictured, model, approval, at), approval}, at)
        expect(lines.length).toBeLessThanOrEqual(height)
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
      },
    ),
  )
})
