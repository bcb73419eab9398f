import {expect, test} from 'vitest'
import type {PostedPerson} from '../../src/address.ts'
import {instant} from '../../src/instant.ts'
import type {Entry} from '../../src/state/entry.ts'
import {readLine, written} from '../../src/state/line.ts'
import {start} from './scene.ts'

const person = (index: number): PostedPerson =>
  `${index.toString(16).padStart(32, '0')}.${index.toString(16).padStart(16, 'f')}` as PostedPerson
const posted = (people: readonly string[], campaign = 'a'): Entry => ({
  type: 'members.posted',
  campaign,
  people: people as readonly PostedPerson[],
  added: people.length,
  notAdded: 0,
})
const seal = (entry: Entry) => written(entry, {seq: 2, at: instant(start), run: '0123456789abcdef', prev: ''})

test.each([
  ['one person', posted([person(1)])],
  ['a hundred', posted(Array.from({length: 100}, (_, index) => person(index)))],
  ['nobody', posted([])],
  ['a campaign that is named like a part of the record', posted([person(1)], '"people":["x"],"type":"members.posted"')],
])('%s: a line that is left packed is the line as it was written', (_, entry) => {
  const {text, line} = seal(entry)
  const read = readLine(text)
  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(line)))
  expect(typeof read === 'object' && read.type === 'members.posted' && [...read.people]).toEqual([
    ...(line.type === 'members.posted' ? line.people : []),
  ])
})

test.each([
  ['a letter that is no digit', `${person(1).slice(0, -1)}Z`],
  ['a digest that is too short', person(1).slice(1)],
  ['another sign between', person(1).replace('.', ':')],
  ['a sign whose lower byte is a digit', `${person(1).slice(0, -1)}\u0130`],
  ['a sign of several bytes, as many as digits', `${person(1).slice(0, -2)}\u0130`],
])('%s: the line is read as it stands, so that its schema can say so', (_, wrong) => {
  const read = readLine(seal(posted([person(1), wrong])).text)
  expect(typeof read === 'object' && read.type === 'members.posted' && Array.isArray(read.people)).toBe(true)
})

test('of people who are packed nothing is taken apart but what is asked for', () => {
  const read = readLine(seal(posted([person(1), person(2)])).text)
  expect(typeof read === 'object' && read.type === 'members.posted' && [read.people.length, Array.isArray(read.people)]).toEqual([
    2,
    false,
  ])
})
