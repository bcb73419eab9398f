import fc from 'fast-check'
import {expect, test} from 'vitest'
import {truncated, widthOfText} from '../../src/views/display-width.ts'
import {harmless} from '../../src/views/harmless.ts'
import {cut, spread, wrapped} from '../../src/views/layout.ts'
import {line, plainText, toned, widthOf} from '../../src/views/line.ts'
import {text} from '../../src/views/text.ts'

test.each([
  ['plain', 5],
  ['Zürich', 6],
  ['名前', 4],
  ['한국어', 6],
  ['e\u0301', 1],
  ['✓ → … █', 7],
  ['👩‍👩‍👧', 2],
  ['🇩🇪', 2],
  ['1️⃣', 2],
  ['ﾊﾝｶｸ', 4],
  ['', 0],
])('the width of %s is %d', (shown, width) => expect(widthOfText(shown)).toBe(width))

test('what would act on a terminal is spelt out', () => {
  expect(harmless('a\x1b]0;x\x07\r\nb\tc\x9b\u202e\u2066\u200b\ufeff\u00ad\u2028\ud800')).toBe(
    'a\\e]0;x\\u{7}\\r\\nb\\tc\\u{9b}\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\u{ad}\\u{2028}\\u{d800}',
  )
  expect(harmless('Zürich 名前 👍️ – 5 €')).toBe('Zürich 名前 👍️ – 5 €')
  expect(harmless('##vso[task] ##[group] ##teamcity[x] ## [x]')).toBe('# #vso[task] # #[group] # #teamcity[x] ## [x]')
})

const anyText = fc.oneof(fc.string({unit: 'grapheme'}), fc.string({unit: 'binary'}), fc.lorem())

test('no text keeps anything that acts on a terminal, or more width than it is given', () => {
  fc.assert(
    fc.property(anyText, fc.integer({min: 1, max: 60}), (raw, width) => {
      const shown = harmless(raw)
      expect(shown).not.toMatch(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/)
      expect(widthOfText(truncated(shown, width))).toBeLessThanOrEqual(width)
      expect(widthOf(cut(line('ab', toned('bold', shown)), width))).toBeLessThanOrEqual(width)
    }),
  )
})

test('wrapped lines fit and lose nothing but blanks at their ends', () => {
  fc.assert(
    fc.property(anyText, fc.integer({min: 20, max: 60}), fc.integer({min: 0, max: 8}), (raw, width, indent) => {
      const whole = line('  ', toned('send', harmless(raw)), ' end')
      const lines = wrapped(whole, width, indent)
      const bare = (from: string) => from.replaceAll(' ', '')
      expect(bare(lines.map(plainText).join(''))).toBe(bare(plainText(whole)))
      for (const each of lines) {
        expect(widthOf(each)).toBeLessThanOrEqual(width)
        expect(cut(each, width)).toEqual(each)
      }
    }),
  )
})

test('a line that fits is not cut for the blanks at its end', () => {
  const [first = []] = wrapped(line('12345 789 and more'), 9)
  expect(plainText(first)).toBe('12345 789')
  expect(plainText(cut(line('12345 789   '), 9))).toBe('12345 789')
  expect(plainText(cut(line('12345 7890'), 9))).toBe('12345 78…')
})

test('left and right stand on one line where both fit, else below one another', () => {
  const shown = (width: number) => text(spread(line('campaign'), line(toned('dim', 'file.yaml')), width), {colour: false})
  expect(shown(20)).toBe('campaign   file.yaml\n')
  expect(shown(17)).toBe('campaign\n  file.yaml\n')
})

test('with colour off there is no code, with it on every code is taken back', () => {
  const lines = [line(toned('bold', 'a'), toned('doubt', 'b '), toned('chosen', '[No]'))]
  expect(text(lines, {colour: false})).toBe('ab [No]\n')
  expect(text(lines, {colour: true})).toBe('\x1b[1ma\x1b[22m\x1b[1;35mb \x1b[22;39m\x1b[7m[No]\x1b[27m\n')
})
