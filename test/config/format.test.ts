import {readdirSync, readFileSync} from 'node:fs'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseDocument} from '../../src/config/document.ts'
import {formatted, meansTheSame} from '../../src/config/format-yaml.ts'
import {effortOf} from '../support/effort.ts'
import {long, seed} from '../support/long.ts'
import {yamlText} from './format-scene.ts'
import {shown} from './scene.ts'

/** A text laid out, or why not. */
const laid = (text: string): string => {
  const done = formatted('campaigns/a.yaml', Buffer.from(text))
  return done.ok ? done.value.text : shown(done.diagnostics)
}

test('groups are indented by two, and comments stand where they stood', () => {
  expect(
    laid(`# yaml-language-server: $schema=../schemas/campaign.schema.json


campaign:   q3-pulse     # its name
description: "Quarterly pulse"${'   '}
members:
- {emailAddress: ada@example.com}
# the second
-   emailAddress: 'grace@example.org'
    firstName: Grace
# what is sent


compose:
    surveyID: 16      # one
    templateID: 8     # two
                      # and more of two
    # inside compose
recipients:
      filter: {id: 145,
        expect: 480}
      # the end of recipients
schedule:
   # sendAt: 2031-12-01 09:00
   closeAfter: 9d


`),
  ).toBe(`# yaml-language-server: $schema=../schemas/campaign.schema.json

campaign:   q3-pulse     # its name
description: "Quarterly pulse"
members:
  - {emailAddress: ada@example.com}
  # the second
  - emailAddress: 'grace@example.org'
    firstName: Grace
# what is sent

compose:
  surveyID: 16        # one
  templateID: 8       # two
                      # and more of two
  # inside compose
recipients:
  filter: {id: 145,
    expect: 480}
  # the end of recipients
schedule:
  # sendAt: 2031-12-01 09:00
  closeAfter: 9d
`)
})

/** A part of a text on lines of its own, without the indentation that it has in this file. */
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

test.each([
  ['line ends, marks and blanks', '\ufeffa: 1\r\n\r\n\r\n\r\nb: 2  \r\n\r\n', lines('a: 1', '', 'b: 2')],
  ['no line end', 'a: 1', lines('a: 1')],
  ['a root that is moved in', lines('', '   a:', '    b: 1', '   # c', '   d: 2'), lines('a:', '  b: 1', '# c', 'd: 2')],
  ['lists in lists', lines('a:', '-   -   x: 1', '        y: 2', '    - z'), lines('a:', '  - - x: 1', '      y: 2', '    - z')],
  ['sources', lines('a: 1.50', "b: 'it''s'", 'c: "\\u00e9"', 'd: 2031-12-01 09:00'), undefined],
  ['long lines', lines(`a: ${'word '.repeat(60)}end`, `b: {${'c: 1, '.repeat(1)}d: "${'x'.repeat(200)}"}`), undefined],
  [
    'what is open over several lines',
    lines('a:', '  b: "one', '', '    two \\', '    three"', '  c: [1,', '', '    2]'),
    undefined,
  ],
  [
    'blanks that are content',
    lines('a:', '    b: |', '          one   ', '', '', '            two'),
    lines('a:', '  b: |', '    one   ', '', '', '      two'),
  ],
  ['empty lines that are content', lines('a: |+', '  one', '', ''), undefined],
  [
    'a stated indentation',
    lines('a:', '    b: |2', '         one', '      two'),
    lines('a:', '  b: |2', '       one', '    two'),
  ],
  ['a comment that ends a block text', lines('a: |', '      one', '    # two', 'b: 1'), lines('a: |', '  one', '# two', 'b: 1')],
  [
    'anchors',
    lines('a: &x', '    b: 1', 'c: *x', 'd:', '    &y', '    e: 1'),
    lines('a: &x', '  b: 1', 'c: *x', 'd:', '  &y', '  e: 1'),
  ],
  ['explicit keys', lines('?   a', ':   b', '---').slice(0, -4), lines('? a', ': b')],
  ['marks of a document', lines('---', '# c', 'a: 1', '...'), undefined],
])('%s', (_what, before, after) => {
  expect(laid(before)).toBe(after ?? before)
})

test('a list and what follows it share a column: a comment goes with what it stands before', () => {
  const written = lines('a:', '- b', '# of c', '- c', '# of d', 'd: 1', 'e:', '  - f', '  # at the end', 'g: 1')
  const wanted = lines('a:', '  - b', '  # of c', '  - c', '# of d', 'd: 1', 'e:', '  - f', '  # at the end', 'g: 1')
  expect(laid(written)).toBe(wanted)
})

test('a comment behind a value keeps its distance, and those of a column stay in one', () => {
  expect(
    laid(
      lines(
        'a:',
        '      b: 1 # alone',
        '      c: 2',
        '',
        '      d: 3  # one',
        '      long: 4 # two',
        '      ee: 5   # three',
        '',
      ),
    ),
  ).toBe(lines('a:', '  b: 1 # alone', '  c: 2', '', '  d: 3  # one', '  long: 4     # two', '  ee: 5       # three'))
})

test('a file with mistakes is left to them', () => {
  expect(laid('a: [1\n')).toContain('FW005')
  expect(laid('a: 012\n')).toContain('FW016')
  expect(laid('a: 1\na: 2\n')).toContain('FW007')
})

test.each([
  ['another value', 'a: 1\n', 'a: 2\n'],
  ['a lost comment', 'a: 1 # c\n', 'a: 1\n'],
  ['another order', 'a: 1\nb: 2\n', 'b: 2\na: 1\n'],
  ['other blanks in a text', 'a: "b c"\n', 'a: "b  c"\n'],
  ['another group', 'a:\n  b: 1\nc: 2\n', 'a:\n  b: 1\n  c: 2\n'],
])('%s is not the same', (_what, before, after) => {
  expect([meansTheSame(before, before), meansTheSame(before, after)]).toEqual([true, false])
})

/** Comments of a text, sorted: the program's own way of finding them isn't asked. Texts in quotes and blocks that look like one count in both. */
const comments = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .flatMap(row => /(?:^|\s)(#.*?)\s*$/.exec(row)?.[1] ?? [])
    .sort()

/** What holds for every file that can be read; undefined for one that can't. */
function holds(text: string): boolean | undefined {
  const before = parseDocument('a.yaml', Buffer.from(text))
  if (!before.ok) return undefined
  const after = laid(text)
  const read = parseDocument('a.yaml', Buffer.from(after))
  expect(read.ok && read.value.value).toEqual(before.value.value)
  expect(laid(after)).toBe(after)
  expect(comments(after)).toEqual(comments(text))
  expect(after).toMatch(/^\S[\s\S]*\n$|^\n$/)
  expect(after).not.toContain('\r')
  return true
}

const root = new URL('../../', import.meta.url).pathname
const yamlFiles = (folder: string): readonly string[] =>
  readdirSync(root + folder, {recursive: true, encoding: 'utf8'}).flatMap(path =>
    /\.ya?ml$/.test(path) ? `${folder}/${path}` : [],
  )

test('the example campaigns and all fixtures mean the same, and stay as they are then', () => {
  const files = [...yamlFiles('campaigns'), ...yamlFiles('test/fixtures')]
  const held = files.map(file => holds(readFileSync(root + file, 'utf8')))
  expect(held.filter(Boolean).length).toBeGreaterThan(5)
  for (const file of yamlFiles('campaigns'))
    expect(laid(readFileSync(root + file, 'utf8'))).toBe(readFileSync(root + file, 'utf8'))
})

test('so do all files that the documentation shows', () => {
  const pages = ['README.md', ...readdirSync(`${root}docs`, {recursive: true, encoding: 'utf8'}).map(path => `docs/${path}`)]
  const texts = pages
    .filter(page => page.endsWith('.md'))
    .flatMap(page =>
      [...readFileSync(root + page, 'utf8').matchAll(/^```yaml.*\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text),
    )
  expect(texts.filter(text => holds(text)).length).toBeGreaterThan(20)
})

test('made files mean the same, keep their comments, and stay as they are then', () => {
  let read = 0
  fc.assert(
    fc.property(yamlText, text => {
      if (holds(text)) read++
    }),
    {numRuns: long ? 30_000 : 200, seed},
  )
  expect(read).toBeGreaterThan(long ? 15_000 : 100)
})

test('a large file is laid out in a time that grows with its size', async () => {
  const of = (count: number): string =>
    `a:\n${Array.from({length: count}, (_, n) => `   # ${n}\n   k${n}: {b: 1} # c\n`).join('')}`
  const [small, large] = [await effortOf(() => laid(of(300))), await effortOf(() => laid(of(4800)))]
  expect(large.effort).toBeLessThan(16 * 6 * Math.max(small.effort, 0.02))
})
