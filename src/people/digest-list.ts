import type {RowDigest} from '../address.ts'
import {hexOf, hexWord} from './person-table.ts'

/** Digests of rows, eight bytes each. */
export interface DigestList {
  add(row: RowDigest): void
  at(place: number): RowDigest
}

export function digestList(): DigestList {
  let words = new Uint32Array(128)
  let size = 0
  return {
    add: row => {
      if (size * 2 === words.length) {
        const more = new Uint32Array(words.length * 2)
        more.set(words)
        words = more
      }
      words[size * 2] = hexWord(row, 0)
      words[size * 2 + 1] = hexWord(row, 8)
      size++
    },
    at: place => {
      if (place >= size) throw new RangeError(`there is no row ${place}`)
      return `${hexOf(words[place * 2] ?? 0)}${hexOf(words[place * 2 + 1] ?? 0)}` as RowDigest
    },
  }
}
