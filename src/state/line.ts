import type {Sum} from '../address.ts'
import {hex} from '../canonical.ts'
import type {Instant} from '../instant.ts'
import type {Entry, Line, RunId, Seq} from './entry.ts'
import {withPacked} from './packed.ts'

/** What an appender adds to an entry. */
export interface Stamp {
  readonly seq: Seq
  readonly at: Instant
  readonly run: RunId
  /** Where it is appended together with others and isn't the first of them: that one's `seq`. */
  readonly with?: Seq
  readonly prev: Sum | ''
}

/** A record with the text that it stands in the journal as, without a newline. */
export interface Sealed {
  readonly text: string
  readonly line: Line
}

/** `,"sum":"` and 64 digits and `"}`: what stands after the bytes that the sum is of. */
const sealLength = 74
const seal = /^,"sum":"([0-9a-f]{64})"\}$/

/** An entry as the text of its journal line, sealed by the SHA-256 of the line's own bytes before `,"sum"`. No newline. */
export function written(entry: Entry, stamp: Stamp): Sealed {
  const {type, ...rest} = entry
  const {prev, ...before} = stamp
  const body = JSON.stringify({...before, type, ...rest, prev}).slice(0, -1)
  const sum = hex(body) as Sum
  return {text: `${body},"sum":"${sum}"}`, line: {...entry, ...stamp, sum}}
}

/** Reads a line back. Gives what is wrong with it as text instead of a line that can't be trusted. */
export function readLine(text: string): Line | string {
  const match = seal.exec(text.slice(-sealLength))
  if (!match) return 'it has no sum at its end'
  if (hex(text.slice(0, -sealLength)) !== match[1]) return 'its sum is not the sum of its bytes'
  const line: unknown = withPacked(text) ?? JSON.parse(text)
  return line as Line
}
