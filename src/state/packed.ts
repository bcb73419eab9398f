import type {PostedPerson} from '../address.ts'

/** Who was posted, and which row of them: as many as a call takes. */
export interface Postings extends Iterable<PostedPerson> {
  readonly length: number
}

/** `"` 32 digits `.` 16 digits `"` and a comma. */
const width = 52
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

function isEven(text: string, from: number, to: number): boolean {
  if ((to + 1 - from) % width !== 0) return false
  for (let at = from; at < to; at += width) {
    const whole = text[at] === '"' && text[at + 33] === '.' && text[at + 50] === '"' && (at + 51 === to || text[at + 51] === ',')
    if (!whole || !areDigits(text, at + 1, at + 33) || !areDigits(text, at + 34, at + 50)) return false
  }
  return true
}

function areDigits(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (!(code > 47 && code < 58) && !(code > 96 && code < 103)) return false
  }
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
