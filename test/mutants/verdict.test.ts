import {expect, test} from 'vitest'
import {changed} from './mutant.ts'
import type {Report, Told} from './reporter.ts'
import {verdict} from './verdict.ts'

const told = (state: string, ...errors: readonly (readonly [message: string, ...names: string[]])[]): Told => ({
  test: 'never twice',
  state,
  errors: errors.map(([message, ...names]) => ({names, message})),
})
const assertion = ['expected 2 to be 1', 'AssertionError'] as const
const of = (...tests: readonly Told[]): Report => ({tests, broken: []})

test.each<[string, Report | string, string]>([
  ['fails by an assertion', of(told('failed', assertion)), 'caught'],
  ['fails by one within a property', of(told('failed', ['Property failed', 'Error', 'AssertionError'])), 'caught'],
  ['passes', of(told('passed')), 'not caught: the test has passed'],
  [
    'fails for want of time',
    of(told('failed', ['Test timed out in 5000ms.', 'Error'])),
    'failed, but not by an assertion: Error: Test timed out in 5000ms.',
  ],
  [
    'throws',
    of(told('failed', assertion, ['x is not a function', 'TypeError'])),
    'failed, but not by an assertion: TypeError: x is not a function',
  ],
  ['fails without a word', of(told('failed')), 'failed, but not by an assertion: undefined: undefined'],
  ['is not there', of(), 'not just the named test was run, but: none'],
  [
    'is not the only one',
    of(told('failed', assertion), {...told('passed'), test: 'never silently'}),
    'not just the named test was run, but: never twice; never silently',
  ],
  [
    'is in a file that does not compile',
    {tests: [], broken: ['Unexpected token', 'no such module']},
    'something broke: Unexpected token; no such module',
  ],
  ['was not begun', 'it had not ended after 300 s', 'no test was run: it had not ended after 300 s'],
])('a test that %s', (_what, report, expected) => {
  expect(verdict({file: 'test/a.test.ts', test: 'never twice'}, report)).toBe(expected)
})

test('a change has one place', () => {
  const edit = {file: 'src/a.ts', found: 'b', replaced: '$&c'}
  expect(changed('abc', edit)).toBe('a$&cc')
  for (const [text, times] of [
    ['ac', 0],
    ['abcb', 2],
  ] as const)
    expect(() => changed(text, edit)).toThrow(`src/a.ts holds this ${times} times, not once:\nb`)
})
