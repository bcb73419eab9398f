import {createHash, randomBytes} from 'node:crypto'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {fingerprint} from '../../src/api/rate/fingerprint.ts'
import {Stop} from '../../src/exit.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-salt-'))
})
afterEach(() => rmSync(folder, {recursive: true}))
const random = (bytes: number): string => randomBytes(bytes).toString('hex')
const of = (machine: string, origin = 'https://api.example.com', key = 'the-key'): string =>
  fingerprint(join(folder, machine, 'rate', 'salt'), random, origin, key)

test('one name for a key at a server, on one machine', () => {
  const name = of('a')
  expect(name).toMatch(/^[0-9a-f]{32}$/)
  expect(of('a')).toBe(name)
  expect(new Set([name, of('a', 'https://api.example.eu'), of('a', undefined, 'other'), of('b')]).size).toBe(4)
})

test('the salt is for its user alone, and nothing else is left', () => {
  of('a')
  const salt = join(folder, 'a', 'rate', 'salt')
  expect([readFileSync(salt).length, statSync(salt).mode & 0o777, readdirSync(join(folder, 'a', 'rate'))]).toEqual([
    64,
    0o600,
    ['salt'],
  ])
})

test('of several that make the salt at once, all take the one that was first', () => {
  let first = ''
  // Another process makes it after this one has looked, and before it has made its own.
  const late = fingerprint(
    join(folder, 'a', 'rate', 'salt'),
    bytes => {
      first ||= of('a')
      return random(bytes)
    },
    'https://api.example.com',
    'the-key',
  )
  expect(late).toBe(first)
  expect(readdirSync(join(folder, 'a', 'rate'))).toEqual(['salt'])
})

test('without the salt, a guess of the key can not be checked', () => {
  const guesses = ['the-key', 'fieldwork rate\nhttps://api.example.com\nthe-key'].map(text =>
    createHash('sha256').update(text).digest('hex'),
  )
  expect(guesses.map(guess => guess.slice(0, 32))).not.toContain(of('a'))
})

test('a salt that is cut off stops', () => {
  mkdirSync(join(folder, 'a', 'rate'), {recursive: true})
  writeFileSync(join(folder, 'a', 'rate', 'salt'), 'short')
  expect(() => of('a')).toThrow(Stop)
})
