import fc from 'fast-check'
import {expect, test} from 'vitest'
import {bodyText, concealing} from '../../src/api/conceal.ts'

const key = 'a1b2/c3d4+e5=='
const conceal = concealing(key)

test.each([
  ['plain words', 'plain words'],
  [`key ${key} here`, 'key [key] here'],
  [encodeURIComponent(key), '[key]'],
  ['/x?apiKey=zzz&a=1', '/x?apiKey=[key]&a=1'],
  ['"api-key": "zzz", "b"', '"api-key": "[key]", "b"'],
  ['api_key%3Dzzz', 'api_key=[key]'],
  [key.toUpperCase(), '[key]'],
  ['%61%31b2%2Fc3d4%2Be5%3D%3d', '[key]'],
  ['a1b2%252Fc3d4%252Be5%253D%253D', '[key]'],
  [`basic ${btoa(key)}`, 'basic [key]'],
  [`basic ${btoa(`user:${key}`)}`, 'basic dXNlcjp[key]Q=='],
  ['write ada.l@example.co.uk now', 'write [address] now'],
  ['ada%40example.com', '[address]'],
  ['ada\\u0040example.com', '[address]'],
  ['<ada@example.com>', '<[address]>'],
  ['ada&#46;l&#64;exa&#x6d;ple.com', '[address]'],
  ['ada.l%2540example.com', '[address]'],
  ['\u001b[31mred\u0007\r\nline\u202e', '\ufffd[31mred\ufffd line\ufffd'],
])('%j', (text, expected) => {
  expect(conceal(text)).toBe(expected)
})

test('at most 200 characters are kept, and a key at the edge is not half shown', () => {
  fc.assert(
    fc.property(fc.nat(260), fc.nat(30), (before, addresses) => {
      const text = conceal('ada.lovelace@example.com '.repeat(addresses) + 'x '.repeat(before) + key.repeat(3))
      expect(text.length).toBeLessThanOrEqual(200)
      for (let at = 0; at + 4 <= key.length; at++) expect(text).not.toContain(key.slice(at, at + 4))
      expect(text).not.toMatch(/ada|example/)
    }),
  )
})

test('a body in another encoding hides nothing, and the longest body takes no time', () => {
  expect(bodyText(Buffer.from(`${key} ada@example.com`, 'utf16le'), conceal)).toBe('[key] [address]')
  expect(bodyText(Buffer.alloc(1_048_576, 'a'), conceal)).toBe('a'.repeat(200))
})
