import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml'
import {hostileWords} from './hostile-words.ts'
import {below, pick, type Random} from './mutate.ts'

/** A mutant of a YAML text by its structure: nodes deleted, doubled, moved, retyped, renamed. The text itself where it can't be read. */
export function treeMutant(text: string, others: readonly string[], random: Random): string {
  const document = read(text)
  if (!document) return text
  const rounds = 1 + below(4, random)
  for (let round = 0; round < rounds; round++) pick(changes, random)(document, others, random)
  try {
    return Buffer.from(document.toString({lineWidth: 0})).toString('latin1')
  } catch {
    // Some trees can't be printed, such as one with an alias before its anchor.
    return text
  }
}

function read(text: string): Document | undefined {
  const document = parseDocument(Buffer.from(text, 'latin1').toString(), {logLevel: 'silent', uniqueKeys: false})
  return document.errors.length === 0 && isCollection(document.contents) ? (document as Document) : undefined
}

type Change = (document: Document, others: readonly string[], random: Random) => void

const collections = (document: Document): readonly (YAMLMap | YAMLSeq)[] => {
  const found: (YAMLMap | YAMLSeq)[] = []
  visit(document, {Collection: (_, node) => void found.push(node as YAMLMap | YAMLSeq)})
  return found.filter(({items}) => items.length > 0)
}
const someGroup = (document: Document, random: Random): YAMLMap | YAMLSeq | undefined => {
  const all = collections(document)
  return all.length > 0 ? pick(all, random) : undefined
}
const items = (group: YAMLMap | YAMLSeq): unknown[] => group.items as unknown[]
const copyOf = (item: unknown): unknown => {
  const cloneable = item as {clone?: () => unknown}
  return typeof cloneable?.clone === 'function' ? cloneable.clone() : item
}

const drop: Change = (document, _, random) => {
  const group = someGroup(document, random)
  if (group) items(group).splice(below(group.items.length, random), 1)
}
const double: Change = (document, _, random) => {
  const group = someGroup(document, random)
  if (!group) return
  const item = copyOf(pick(items(group), random))
  // A key that stands twice is found early; under another name it gets further.
  if (item instanceof Pair && random() < 0.8)
    item.key = new Scalar(`${isScalar(item.key) ? String(item.key.value) : 'k'}-${below(9, random)}`)
  items(group).push(item)
}
const move: Change = (document, others, random) => {
  const from = someGroup(random() < 0.3 ? (read(pick(others, random)) ?? document) : document, random)
  const to = someGroup(document, random)
  if (!from || !to) return
  const item = copyOf(pick(items(from), random))
  items(to).push(
    isMap(to) ? (item instanceof Pair ? item : new Pair(new Scalar('moved'), item)) : item instanceof Pair ? item.value : item,
  )
}
const rename: Change = (document, others, random) => {
  const group = someGroup(document, random)
  const item = group && pick(items(group), random)
  if (!(item instanceof Pair)) return
  const other = random() < 0.5 ? someGroup(read(pick(others, random)) ?? document, random) : undefined
  const theirs = other && pick(items(other), random)
  item.key = theirs instanceof Pair ? copyOf(theirs.key) : new Scalar(utf8(pick(hostileWords, random)))
}
const retype: Change = (document, _, random) => {
  const group = someGroup(document, random)
  if (!group) return
  const at = below(group.items.length, random)
  const old = items(group)[at]
  const value = (old instanceof Pair ? old.value : old) as Node | null
  const made = other(value, random)
  if (old instanceof Pair) old.value = made
  else items(group)[at] = made
}

function other(value: Node | null, random: Random): unknown {
  const word = utf8(pick(hostileWords, random))
  const kept = value ?? new Scalar(null)
  switch (below(7, random)) {
    case 0:
      return new Scalar(word)
    case 1:
      return new Scalar(pick<unknown>([0, -1, 1, 1.5, 1e9, 2 ** 53, Number.NaN, true, false, null, ''], random))
    case 2:
      return Object.assign(new YAMLSeq(), {items: [kept]})
    case 3:
      return Object.assign(new YAMLMap(), {items: [new Pair(new Scalar(word), kept)]})
    case 4:
      return isSeq(kept) || isMap(kept)
        ? items(kept as YAMLMap).map(item => (item instanceof Pair ? item.value : item))[0]
        : new YAMLMap()
    case 5:
      return isScalar(kept) ? new Scalar(String(kept.value)) : new Scalar('x')
    default:
      return isScalar(kept) ? new Scalar(`${String(kept.value)}${word}`.slice(0, 300)) : new YAMLSeq()
  }
}

const utf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString()

const changes: readonly Change[] = [drop, drop, double, double, move, move, rename, retype, retype, retype]
