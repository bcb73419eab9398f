import fc from 'fast-check'
import {expect, test} from 'vitest'
import {OddNumber, readJson} from '../../src/api/answer-json.ts'

const builtIn = (text: string): {readonly value: unknown} | undefined => {
  try {
    return {value: JSON.parse(text)}
  } catch {
    return undefined
  }
}

test('whatever JSON writes is read as JSON reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({maxDepth: 8}), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(readJson(text, 'exact')).toEqual(builtIn(text))
      expect(readJson(text, 'as-printed')).toEqual(builtIn(text))
    }),
    {numRuns: 2_000},
  )
})

test('what JSON refuses is refused', () => {
  const mutated = fc.tuple(
    fc.json(),
    fc.nat(60),
    fc.nat(3),
    fc.string({unit: fc.constantFrom(...'{}[],:"\\ \n\t019-+.eEtrufalsn\u0000'), maxLength: 3}),
  )
  fc.assert(
    fc.property(mutated, ([text, at, cut, put]) => {
      const changed = text.slice(0, at) + put + text.slice(at + cut)
      if (readJson(changed, 'exact')) expect(builtIn(changed)).toBeDefined()
    }),
    {numRuns: 20_000},
  )
})

test.each([
  ['{"a":1,"a":2}', undefined],
  ['{"a":1 "b":2}', undefined],
  ['{"a":https://x.y/z}', undefined],
  ['1400.0', {value: new OddNumber('1400.0')}],
  ['9007199254740993', {value: new OddNumber('9007199254740993')}],
  ['-0', {value: new OddNumber('-0')}],
  ['0.1', {value: 0.1}],
])('exact %s', (text, expected) => {
  expect(readJson(text, 'exact')).toEqual(expected)
})

test.each([
  ['{"a":https://x.y/z?k=1, "b" : 2 "c":"3"}', {value: {a: 'https://x.y/z?k=1', b: 2, c: '3'}}],
  ['{"a":https://x.y/z}', {value: {a: 'https://x.y/z'}}],
  ['{"a":word}', undefined],
  ['{"a":1,}', undefined],
  ["{'a':1}", undefined],
  ['{"a":1', undefined],
  ['[1 2]', undefined],
])('as printed %s', (text, expected) => {
  expect(readJson(text, 'as-printed')).toEqual(expected)
})
