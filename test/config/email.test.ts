import fc from 'fast-check'
import {expect, test} from 'vitest'
import {isNormalised, isReal, normalised} from '../../src/config/email.ts'
import {mask, maskIn, maskInPlace} from '../../src/config/mask.ts'

test.each([
  ['ada@example.com', 'ada@example.com'],
  ['  Ada.Lovelace+panel@Mail.Example.COM ', 'ada.lovelace+panel@mail.example.com'],
  ["o'hara@example.co.uk", "o'hara@example.co.uk"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@a--b.example', 'ada@a--b.example'],
  ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
  ['ada', undefined],
  ['ada@example', undefined],
  ['ada@@example.com', undefined],
  ['ada@.example.com', undefined],
  ['ada@example..com', undefined],
  ['ada@-example.com', undefined],
  ['ada@example-.com', undefined],
  ['ada@example.com-', undefined],
  ['ada@example.com.', undefined],
  ['ada@127.0.0.1', undefined],
  ['ada@[127.0.0.1]', undefined],
  ['a da@example.com', undefined],
  ['adä@example.com', undefined],
  ['Ada <ada@example.com>', undefined],
  [`${'a'.repeat(65)}@example.com`, undefined],
  [`a@${'b.'.repeat(130)}com`, undefined],
])('%s is %s', (written, expected) => {
  expect(normalised(written)).toBe(expected)
})

test('what is normalised stays so, and the fast look agrees with the slow one', () => {
  const slow = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$/
  const text = fc.string({unit: fc.constantFrom('a', 'b', '1', '.', '-', '@', '+', 'A', ' ', 'ü'), maxLength: 14})
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        text.map(part => `${part}@b.co`),
      ),
      address => {
        expect(isNormalised(address, 0, address.length)).toBe(slow.test(address))
        const once = normalised(address)
        if (once !== undefined) expect(normalised(once)).toBe(once)
      },
    ),
    {numRuns: 5000},
  )
})

test('made-up addresses are nobody’s', () => {
  expect(['a@example.com', 'a@mail.example.org', 'a@x.test', 'a@y.invalid'].map(isReal)).toEqual([false, false, false, false])
  expect(['a@company.com', 'a@notexample.com', 'a@example.company'].map(isReal)).toEqual([true, true, true])
})

test('addresses are masked, in messages shortly and in frames at their length', () => {
  expect(mask('ada@example.com')).toBe('a***@e***')
  expect(maskIn('to "ada@example.com", or grace@example.org.')).toBe('to "a***@e***", or g***@e***')
  expect(maskInPlace('  email: ada@example.com # her')).toBe('  email: a**@e********** # her')
})
