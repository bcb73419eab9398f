import {type Damage, isDamage, newChain, walk} from './chain.ts'
import type {Line} from './entry.ts'
import {readLine} from './line.ts'

/** The part of a journal that stands before the first thing that can't be there. */
export interface SoundPart {
  readonly lines: readonly Line[]
  /** Where it ends, in bytes: behind the newline of its last line. */
  readonly end: number
  /** What stands behind it; undefined if the journal is sound to its end. */
  readonly damage?: Damage
}

/** Finds the sound part of a journal's bytes. A whole last line without its newline is sound. */
export function soundPart(bytes: Buffer): SoundPart {
  const chain = newChain()
  const lines: Line[] = []
  for (let [end, number] = [0, 1]; ; number++) {
    if (end === bytes.length) return {lines, end}
    const newline = bytes.indexOf(10, end)
    const text = bytes.toString('utf8', end, newline < 0 ? bytes.length : newline)
    if (newline < 0 && typeof readLine(text) === 'string') return {lines, end, damage: {line: number, what: 'it is cut off'}}
    const walked = walk(chain, [text], number)
    if (isDamage(walked)) return {lines, end, damage: walked}
    lines.push(...walked)
    end = newline < 0 ? bytes.length : newline + 1
  }
}
