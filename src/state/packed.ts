import type {PostedPerson} from '../address.ts'

/** Who was posted, and which row of them: as many as a call takes. */
export interface Postings extends Iterable<PostedPerson> {
  readonly length: number
}

/** What one of them takes in a line, with any digit as 0. */
const shape = Buffer.from(`"${'0'.repeat(32)}.${'0'.repeat(16)}",`)
const width = shape.length
/** Each byte, but hexadecimal digits are all the same. */
const alike = Uint8Array.from({length: 256}, (_, byte) => (/[0-9a-f]/.test(String.fromCharCode(byte)) ? 0x30 : byte))
const begins = '"people":["'

/**
 * A record of posted members with its people left as the text that they stand in: a journal has millions of them, and most readers want
 * none. Undefined where the text isn't written just as we write it.
 */
export function withPacked(text: string): object | undefined {
  const from = text.indexOf(begins) + begins.length - 1
  if (from < begins.length || !text.includes('"type":"members.posted"')) return undefined
  const to = text.indexOf(']', from)
  if (to < 0 || !isEven(text, from, to)) return undefined
  const line: unknown = JSON.parse(`${text.slice(0, from)}${text.slice(to)}`)
  return {...Object(line), people: packed(text, from, (to + 1 - from) / width)}
}

/** Over bytes and a table: this sees every character of a journal, and takes a third of the time that it takes over text. */
function isEven(text: string, from: number, to: number): boolean {
  const bytes = Buffer.from(`${text.slice(from, to)},`)
  if (bytes.length % width !== 0) return false
  for (let at = 0; at < bytes.length; at += width)
    for (let index = 0; index < width; index++) if (alike[bytes[at + index] ?? 0] !== shape[index]) return false
  return true
}

function packed(text: string, from: number, length: number): Postings & {toJSON(): readonly PostedPerson[]} {
  function* each(): Generator<PostedPerson> {
    for (let index = 0; index < length; index++) {
      const at = from + index * width + 1
      yield text.slice(at, at + 49) as PostedPerson
    }
  }
  return {length, [Symbol.iterator]: each, toJSON: () => [...each()]}
}
