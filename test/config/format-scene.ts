import fc from 'fast-check'

/** How a file is written that means something: a style for each group. */
interface Style {
  readonly indent: number
  readonly dash: number
  readonly flush: boolean
}

const style: fc.Arbitrary<Style> = fc.record({
  indent: fc.integer({min: 1, max: 5}),
  dash: fc.integer({min: 1, max: 4}),
  flush: fc.boolean(),
})

/** A piece of a file: lines that begin in column 0, of which the first may stand behind a key or a dash where `inline` says so. */
interface Piece {
  readonly inline: boolean
  readonly lines: readonly string[]
}

const word = fc.constantFrom('a', 'sendAt', 'two words', 'x-y', '2031-12-01 09:00', '145', 'true', '~', 'http://a/b#c', 'ü 日本')
const key = fc.constantFrom('k', 'surveyID', '"q k"', "'s'", 'emailAddress', 'x y')
const comment = fc.constantFrom('# c', '#', '# - not: this', '#   deep "quote', "# it's {open")
const blanks = fc.constantFrom('', '', '', ' ', '   ')

const scalar: fc.Arbitrary<Piece> = fc.oneof(
  {weight: 4, arbitrary: word.map(text => ({inline: true, lines: [text]}))},
  fc
    .constantFrom(
      ['"one line"'],
      ["'it''s'"],
      ['"folded', '', '   and on \\', '  here"'],
      ["'single", '    more', '', "  end'"],
      ['plain', '  goes on', ' and on'],
      ['|', '  block', '', '    deeper   ', '  end'],
      ['|-', '   text # no comment', '  ', '   more'],
      ['>+', ' folded', ' on', '', ''],
      ['|2', '    two beyond', '  none'],
      ['>- # said', '  x', '', '  y'],
      ['{a: 1, b: [x, "y z"]}'],
      ['{', '  a: 1, # one', '', '      b: "two', '        three",', '  }'],
      ['[a,', ' b', ' ]'],
    )
    .map(lines => ({inline: true, lines})),
  fc.constant({inline: true, lines: ['']}),
)

const spaced = (count: number): string => ' '.repeat(count)
const moved = (lines: readonly string[], by: number): readonly string[] =>
  lines.map(line => (line === '' ? '' : spaced(by) + line))

/** Comments and empty lines that may stand before an item. */
const before = fc.array(fc.oneof(fc.constant(''), comment), {maxLength: 3})
const behind = fc.oneof(
  {weight: 4, arbitrary: fc.constant('')},
  fc.tuple(fc.constantFrom(' ', '   ', '\t'), comment).map(parts => parts.join('')),
)

const {value} = fc.letrec<{value: Piece; map: Piece; list: Piece}>(tie => ({
  value: fc.oneof({depthSize: 'small'}, scalar, tie('map'), tie('list')),
  map: fc
    .tuple(
      style,
      fc.uniqueArray(fc.tuple(key, tie('value'), before, behind, blanks), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      }),
    )
    .map(([{indent, flush}, items]) => ({
      inline: false,
      lines: items.flatMap(([name, {inline, lines}, above, tail, end]) => {
        const [first = '', ...rest] = lines
        const isList = first.startsWith('- ')
        const own = inline
          ? [`${name}: ${first}${rest.length === 0 ? tail : ''}${rest.length === 0 ? end : ''}`, ...moved(rest, indent)]
          : [`${name}:${tail}${end}`, ...(isList && flush ? lines : moved(lines, indent))]
        return [...above, ...own]
      }),
    })),
  list: fc
    .tuple(style, fc.array(fc.tuple(tie('value'), before, behind), {minLength: 1, maxLength: 3}))
    .map(([{dash}, items]) => ({
      inline: false,
      lines: items.flatMap(([{lines}, above, tail], index) => {
        const [first = '', ...rest] = lines
        const own = [`-${spaced(dash)}${first}${rest.length === 0 ? tail : ''}`, ...moved(rest, dash + 1)]
        return [...(index === 0 ? [] : above), ...own]
      }),
    })),
}))

/** Files of maps, lists and texts in many ways of writing; most of them can be read. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom('one', 'two', 'three', 'four'), value, before, behind), {minLength: 1, maxLength: 4}),
    before,
    fc.integer({min: 0, max: 3}),
    fc.boolean(),
    fc.nat(3),
  )
  .map(([items, last, root, crlf, end]) => {
    const lines = items.flatMap(
      (
        [
          name,
          {
            inline,
            lines: [first = '', ...rest],
          },
          above,
          tail,
        ],
        index,
      ) => [
        ...above,
        ...(inline
          ? [`${name}${index}: ${first}${rest.length === 0 ? tail : ''}`, ...moved(rest, 3)]
          : [`${name}${index}:${tail}`, ...moved([first, ...rest], 3)]),
      ],
    )
    const text = [...moved([...lines, ...last], root), ...Array.from({length: end}, () => '')].join('\n')
    return crlf ? text.replaceAll('\n', '\r\n') : text
  })
