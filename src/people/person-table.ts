import type {Person} from '../address.ts'

/**
 * People in the order in which they came, each once. Sixteen bytes a person and as much again to find them: as texts in a Set, a million
 * would take ten times that.
 */
export interface PersonTable {
  readonly size: number
  /** Adds who isn't in it yet. Gives their place. `bytes` as `personBytes` makes them. */
  add(bytes: string): number
  /** The same by hexadecimal digits, with which the text begins. */
  addHex(text: string): number
  /** Place of a person, or -1. */
  find(bytes: string): number
  findHex(text: string): number
  /** Place of the person that stands at a place of another table, or -1. */
  findOf(other: PersonTable, place: number): number
  at(place: number): Person
  /** Quarter `part` (0 to 3) of the person's digest. */
  word(place: number, part: number): number
}

/** An empty table. */
export function personTable(): PersonTable {
  let size = 0
  let words = new Uint32Array(4 * 64)
  /** Open addressing: a place and one, or 0. At most a quarter of them are taken, so that few others are met on the way. */
  let slots = new Uint32Array(256)

  const slotOf = (a: number, b: number, c: number, d: number): number => {
    const mask = slots.length - 1
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] ?? 0
      if (place === 0) return slot
      const at = (place - 1) * 4
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d) return slot
    }
  }
  const grow = (): void => {
    const more = new Uint32Array(words.length * 2)
    more.set(words)
    words = more
    if (size * 4 < slots.length) return
    // Each time that it grows everybody is put in anew: seldom, then.
    slots = new Uint32Array(slots.length * 4)
    const mask = slots.length - 1
    for (let place = 1; place <= size; place++) {
      let slot = (words[(place - 1) * 4] ?? 0) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = place
    }
  }
  const add = (a: number, b: number, c: number, d: number): number => {
    let slot = slotOf(a, b, c, d)
    const known = slots[slot] ?? 0
    if (known > 0) return known - 1
    if (size * 4 === words.length) {
      grow()
      slot = slotOf(a, b, c, d)
    }
    const at = size * 4
    words[at] = a
    words[at + 1] = b
    words[at + 2] = c
    words[at + 3] = d
    slots[slot] = ++size
    return size - 1
  }
  const find = (a: number, b: number, c: number, d: number): number => (slots[slotOf(a, b, c, d)] ?? 0) - 1
  const word = (place: number, part: number): number => words[place * 4 + part] ?? 0
  return {
    get size() {
      return size
    },
    add: bytes => add(wordIn(bytes, 0), wordIn(bytes, 4), wordIn(bytes, 8), wordIn(bytes, 12)),
    addHex: text => add(hexWord(text, 0), hexWord(text, 8), hexWord(text, 16), hexWord(text, 24)),
    find: bytes => find(wordIn(bytes, 0), wordIn(bytes, 4), wordIn(bytes, 8), wordIn(bytes, 12)),
    findHex: text => find(hexWord(text, 0), hexWord(text, 8), hexWord(text, 16), hexWord(text, 24)),
    findOf: (other, place) => find(other.word(place, 0), other.word(place, 1), other.word(place, 2), other.word(place, 3)),
    at: place => [0, 1, 2, 3].map(part => hexOf(word(place, part))).join('') as Person,
    word,
  }
}

const wordIn = (bytes: string, at: number): number =>
  ((bytes.charCodeAt(at) << 24) |
    (bytes.charCodeAt(at + 1) << 16) |
    (bytes.charCodeAt(at + 2) << 8) |
    bytes.charCodeAt(at + 3)) >>>
  0

/** Eight hexadecimal digits as a number. Throws where one isn't: a digest that can't be read is somebody who can't be told apart. */
export function hexWord(text: string, from: number): number {
  let word = 0
  for (let at = from; at < from + 8; at++) {
    const code = text.charCodeAt(at)
    const digit = code > 47 && code < 58 ? code - 48 : code > 96 && code < 103 ? code - 87 : -1
    if (digit < 0) throw new TypeError('a digest has a letter that is no hexadecimal digit')
    word = word * 16 + digit
  }
  return word
}

/** A number as eight hexadecimal digits. */
export const hexOf = (word: number): string => word.toString(16).padStart(8, '0')
