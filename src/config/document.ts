import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type {Json} from '../canonical.ts'
import {bad, type Checked, type Diagnostic, good} from '../diagnostics.ts'
import {type Code, mistake} from './codes.ts'
import {decode} from './decode.ts'
import {featureAt, hiddenAt, nothingIn, secondDocument, sizeWords, tooLarge, tooManyBytes} from './document-mistakes.ts'
import {firstHidden, spelt} from './hidden.ts'
import {type Path, pointer} from './path.ts'
import {type Lookup, lookup, type Place, type Range} from './places.ts'
import {quoted} from './quoted.ts'
import {idWords} from './schema-words.ts'
import {lineAt, type SourceText, sourceText, spanAt} from './source-text.ts'
import {pieceCounter, yamlLimits} from './yaml-limits.ts'
import {foreignSpace} from './yaml-lines.ts'
import {yamlMistakes} from './yaml-mistakes.ts'
import {type Complaint, foreignIn} from './yaml-structure.ts'

/** A YAML file as plain values, and where each of them stands. */
export interface SourceDocument extends Lookup {
  readonly file: string
  readonly value: Json
}

/** Reads one YAML file. Every way in which it can be wrong is a diagnostic with a place; nothing is thrown. */
export function parseDocument(file: string, bytes: Uint8Array): Checked<SourceDocument> {
  if (bytes.length > yamlLimits.bytes) return bad([tooManyBytes(file, bytes.length)])
  const text = decode(file, bytes)
  return text.ok ? readText(sourceText(file, text.value)) : text
}

function readText(source: SourceText): Checked<SourceDocument> {
  const hidden = firstHidden(source.text)
  if (hidden >= 0) return bad([hiddenAt(source, hidden, hidden + 1, spelt(source.text, hidden))])
  const tokens = tokensOf(source)
  if (!tokens.ok) return tokens
  const documents = [...new Composer(options).compose(tokens.value, true, source.text.length)]
  const [first, second] = documents
  const mistakes = [...yamlMistakes(source, documents.flatMap(complaintsOf))]
  if (second && !mistakes.length) mistakes.push(secondDocument(source, second.range[0]))
  if (mistakes.length) return bad(mistakes.slice(0, yamlLimits.mistakes))
  if (!first?.contents || (isScalar(first.contents) && first.contents.value === null && !first.contents.source))
    return bad([nothingIn(source)])
  return converted(source, first.contents)
}

/** YAML 1.2, nothing beyond JSON's kinds of values. Doubles are found here and not by the reader, whose way takes seconds for large maps. */
const options = {
  version: '1.2',
  schema: 'core',
  intAsBigInt: true,
  uniqueKeys: false,
  merge: false,
  prettyErrors: false,
  logLevel: 'silent',
  strict: true,
} as const

/** Takes the text apart without recursion, and stops at the first sign of something too large, before anything is built from it. */
function tokensOf(source: SourceText): Checked<readonly CST.Token[]> {
  const parser = new Parser()
  const tokens: CST.Token[] = []
  const within = pieceCounter()
  for (const lexeme of new Lexer().lex(source.text)) {
    const kind = CST.tokenType(lexeme)
    const at = parser.offset
    if (kind === 'tag' || kind === 'directive-line') return bad([featureAt(source, at, lexeme)])
    if (!within(kind)) return bad([tooLarge(source, at, sizeWords(0))])
    for (const token of parser.next(lexeme)) tokens.push(token)
    // The parser's stack also holds the document and the scalar that is being read.
    const levels = parser.stack.length - 2
    if (levels > yamlLimits.levels) return bad([tooLarge(source, at, sizeWords(levels))])
  }
  for (const token of parser.end()) tokens.push(token)
  return good(tokens)
}

const complaintsOf = ({errors, warnings}: Document.Parsed): readonly Complaint[] =>
  [...errors, ...warnings].filter(({code}) => code !== 'MULTIPLE_DOCS')

/** Plain values from YAML's nodes, with their places. Depth is bounded before, so this may recurse. */
function converted(source: SourceText, root: ParsedNode): Checked<SourceDocument> {
  const places = new Map<string, Place>()
  const mistakes: Diagnostic[] = []
  const anchors = new Map<string, ParsedNode>()
  const open = new Set<ParsedNode>()
  let nodes = 0
  let aliases = 0
  let foreign: number | undefined
  const wrong = (code: Code, [start, end]: Range, detail: string, help: string) =>
    void mistakes.push(mistake(code, {span: spanAt(source, start, end), detail, help}))

  function jsonOf(node: ParsedNode | null, path: Path, key: Range, fallback: Range): Json {
    const range: Range = node?.range ? [node.range[0], node.range[1]] : fallback
    if (++nodes > yamlLimits.nodes || path.length > yamlLimits.levels) return tooMany(range, path)
    if (node && !isAlias(node) && node.anchor) anchors.set(node.anchor, node)
    places.set(pointer(path), {key, value: range, group: isMap(node) || isSeq(node)})
    if (isAlias(node)) return aliased(node, path, key, range)
    if (isScalar(node)) return scalar(node, range)
    if (node === null) return null
    open.add(node)
    const value = isMap(node) ? map(node, path) : node.items.map((item, index) => itemOf(item, [...path, index], range))
    open.delete(node)
    return value
  }

  const itemOf = (item: ParsedNode | null, path: Path, around: Range): Json => {
    const range: Range = item?.range ? [item.range[0], item.range[1]] : around
    return jsonOf(item, path, range, range)
  }

  function map(node: YAMLMap<ParsedNode, ParsedNode | null>, path: Path): Json {
    const value: {[key: string]: Json} = {}
    const seen = new Map<string, Range>()
    for (const pair of node.items) {
      const key = keyOf(pair.key)
      if (key === undefined) continue
      const [name, range] = key
      const before = seen.get(name)
      if (before) doubled(name, range, before)
      else seen.set(name, range)
      const inner = jsonOf(pair.value, [...path, name], range, range)
      // Defined, not assigned: a key called __proto__ is a key like any other.
      if (!before) Object.defineProperty(value, name, {value: inner, enumerable: true, writable: true, configurable: true})
    }
    return value
  }

  function keyOf(node: ParsedNode): readonly [string, Range] | undefined {
    const range: Range = [node.range[0], node.range[1]]
    const name = isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : undefined
    const at = name === undefined ? -1 : firstHidden(name)
    if (name !== undefined && foreignSpace.test(source.text.charAt(range[0]))) foreign ??= lineAt(source, range[0])
    if (name !== undefined && at >= 0) mistakes.push(hiddenAt(source, ...range, spelt(name, at)))
    if (name !== undefined) return [name, range]
    wrong('FW005', range, 'A key must be plain text.', 'Write the key as a word, followed by a colon.')
    return undefined
  }

  function doubled(name: string, range: Range, before: Range) {
    const [first, second] = [before, range].map(([start, end]) => spanAt(source, start, end).line)
    wrong('FW007', range, `${quoted(name)} is given on line ${first} and again on line ${second}.`, `Keep one of the two lines.`)
  }

  function aliased(node: Alias.Parsed, path: Path, key: Range, range: Range): Json {
    const target = anchors.get(node.source)
    const usable = target && !open.has(target) && ++aliases <= yamlLimits.aliases
    if (usable) return jsonOf(target, path, key, range)
    // Told once: the hundred and first is as wrong as the thousandth.
    if (target && aliases <= yamlLimits.aliases + 1) wrong('FW011', range, whyNot(target, open), 'Write the value out.')
    if (!target) wrong('FW077', range, ...unknownAlias(node.source))
    return null
  }

  function scalar({value, source: written, type}: Scalar.Parsed, range: Range): Json {
    if (typeof value === 'string') {
      const at = firstHidden(value)
      if (at >= 0) mistakes.push(hiddenAt(source, ...range, spelt(value, at)))
      return value
    }
    if (typeof value === 'bigint' || typeof value === 'number')
      return number(value, type === 'PLAIN' ? written : undefined, range)
    return typeof value === 'boolean' ? value : null
  }

  function number(value: bigint | number, written: string | undefined, range: Range): Json {
    const plain = written === undefined || isPlain(written)
    const result = Number(value)
    if (!plain)
      wrong(
        'FW016',
        range,
        `${quoted(written)} would be read as the number ${result}.`,
        isPlain(String(result)) && Math.abs(result) <= Number.MAX_SAFE_INTEGER
          ? `Write ${result} if it is a number, or "${written}" in quotes if it is text.`
          : `If it is an ID, copy it again: ${idWords}. If it is text, write it in quotes.`,
      )
    else if (typeof value === 'bigint' && !Number.isSafeInteger(result))
      wrong(
        'FW016',
        range,
        'It is larger than a whole number can be without losing digits.',
        `If it is an ID, copy it again: ${idWords}. If it is text, write it in quotes.`,
      )
    return result
  }

  function tooMany(range: Range, path: Path): Json {
    if (!mistakes.some(({code}) => code === 'FW006')) mistakes.push(tooLarge(source, range[0], sizeWords(path.length)))
    return null
  }

  const value = jsonOf(root, [], [root.range[0], root.range[0] + 1], [0, 1])
  if (foreign !== undefined) {
    // Every key after it may stand in the wrong group.
    const {range, ...words} = foreignIn(foreign, source)
    return bad([mistake('FW005', {span: spanAt(source, ...range), ...words})])
  }
  if (mistakes.length) return bad(mistakes.slice(0, yamlLimits.mistakes))
  return good({file: source.file, value, ...lookup(source, places)})
}

/** Whether a number is written in digits alone. */
const isPlain = (written: string): boolean => /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(written)

const whyNot = (target: ParsedNode, open: ReadonlySet<ParsedNode>): string =>
  open.has(target) ? 'It stands inside the very value that it repeats.' : `More than ${yamlLimits.aliases} aliases are used.`

function unknownAlias(written: string): [detail: string, help: string] {
  const name = quoted(written).slice(1, -1)
  return [`No value above is marked &${name}.`, `Write the value out, or put a text that begins with * in quotes: "*${name}"`]
}
