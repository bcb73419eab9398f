import {expect, test} from 'vitest'
import {selector} from '../../src/plan/selection.ts'
import {campaign, toFilter, toPeople, world} from './scene.ts'

const campaigns = [
  campaign('q3', {members: ['ada'], batches: [toFilter(1)]}),
  campaign('q3-pulse', {members: ['ada'], batches: [toFilter(2), toFilter(3, {name: 'mail'})]}),
  campaign('tracker', {batches: [toPeople(['ada'], {wave: {name: '2031-q4', formerly: []}})]}),
]
const digest = 'a'.repeat(32)
const addresses = [
  'q3/members',
  'q3/main',
  'q3-pulse/members',
  'q3-pulse/main',
  'q3-pulse/mail',
  `tracker/main@2031-q4#${digest}`,
  `tracker/main@2031-q4#${'b'.repeat(32)}`,
]
const desired = world().desired(campaigns)
const chosen = (selection: Parameters<typeof selector>[0]): readonly string[] => {
  const {selects} = selector(selection, desired)
  return addresses.filter(address => selects(`campaigns/${address.split('/')[0]}.yaml`, address))
}
const all = addresses
const people = addresses.slice(5)

test.each<[readonly string[], readonly string[]]>([
  [['q3'], ['q3/members', 'q3/main']],
  [['q3-'], ['q3-pulse/members', 'q3-pulse/main', 'q3-pulse/mail']],
  [['q'], addresses.slice(0, 5)],
  [['q3-pulse/ma'], ['q3-pulse/main', 'q3-pulse/mail']],
  [['q3-pulse/main'], ['q3-pulse/main']],
  [
    ['q3/members', 'q3-pulse/mail'],
    ['q3/members', 'q3-pulse/mail'],
  ],
  [['tracker/main'], people],
  [['tracker/main@2031'], people],
  [[`tracker/main@2031-q4#${digest}`], people.slice(0, 1)],
  [['tracker/main@2031-q4#aaaa'], people.slice(0, 1)],
  [['*'], all],
  [['*/main'], ['q3/main', 'q3-pulse/main']],
  [['*/ma*'], ['q3/main', 'q3-pulse/main', 'q3-pulse/mail', ...people]],
  [['q3*/mem*s'], ['q3/members', 'q3-pulse/members']],
  [['q3**main'], ['q3/main', 'q3-pulse/main']],
  [['*q3'], []],
  [['main'], []],
  [['Q3'], []],
  [[], []],
])('--only %j', (only, expected) => {
  expect(chosen({only})).toEqual(expected)
  expect(chosen({exclude: only})).toEqual(all.filter(address => !expected.includes(address)))
})

test('excluded wins over chosen, and files over both', () => {
  expect(chosen({only: ['q3*'], exclude: ['*/members']})).toEqual(['q3/main', 'q3-pulse/main', 'q3-pulse/mail'])
  expect(chosen({files: new Set(['campaigns/q3.yaml'])})).toEqual(['q3/members', 'q3/main'])
  expect(chosen({files: new Set(['campaigns/q3.yaml']), only: ['tracker']})).toEqual([])
})

test('a plan is partial as soon as anything chooses', () => {
  const partial = (selection: Parameters<typeof selector>[0]): boolean => selector(selection, desired).partial
  expect([{}, {files: new Set<string>()}, {only: []}, {exclude: []}].map(partial)).toEqual([false, true, true, true])
})

test('patterns that fit nothing are named', () => {
  const {unmatched} = selector({only: ['q3', 'nothing', 'a*b'], exclude: ['main', '*/main', 'q4']}, desired)
  expect(unmatched).toEqual(['nothing', 'a*b', 'main', 'q4'])
})
