import {expect, test} from 'vitest'
import {doubts, isInDoubt} from '../../src/state/doubt.ts'
import type {RunId} from '../../src/state/entry.ts'
import {fold} from '../../src/state/fold.ts'
import type {Fact} from '../../src/state/transitions.ts'
import {intent, journal, linesOf, run, saying, start} from './scene.ts'

const giveUpBy = start + 150_000
const nobody: ReadonlySet<RunId> = new Set()

test.each<[string, Fact | 'nothing', number, ReadonlySet<RunId>, boolean]>([
  ['an open intent before its deadline is in flight', 'nothing', giveUpBy - 1, nobody, false],
  ['and at its deadline', 'nothing', giveUpBy, nobody, false],
  ['after it, it is in doubt', 'nothing', giveUpBy + 1, nobody, true],
  ['or when its runner is gone', 'nothing', start, new Set([run]), true],
  ['another runner that is gone says nothing', 'nothing', start, new Set(['b'.repeat(16)]), false],
  ['recorded as in doubt is in doubt at once', 'in-doubt', start, nobody, true],
  ['created is not', 'created', giveUpBy + 1, new Set([run]), false],
  ['refused is not', 'refused', giveUpBy + 1, new Set([run]), false],
  ['abandoned is not', 'verdict:abandoned', giveUpBy + 1, new Set([run]), false],
])('%s', (_name, fact, now, gone, expected) => {
  const {attempts} = fold(
    linesOf([journal(), intent('a/main'), ...(fact === 'nothing' ? [] : [saying(fact, 2, 'a/main')])]).lines,
  )
  expect([...attempts.values()].map(attempt => isInDoubt(attempt, {now, gone}))).toEqual([expected])
})

test('doubts are listed oldest first, closed ones not', () => {
  const entries = [
    journal(),
    intent('b/main'),
    intent('a/main'),
    intent('c/main'),
    saying('created', 3, 'a/main'),
    saying('in-doubt', 4, 'c/main'),
  ]
  const state = fold(linesOf(entries).lines)
  expect(doubts(state, {now: giveUpBy + 1, gone: nobody}).map(({address}) => address)).toEqual(['b/main', 'c/main'])
  expect(doubts(state, {now: start, gone: nobody}).map(({address}) => address)).toEqual(['c/main'])
})
