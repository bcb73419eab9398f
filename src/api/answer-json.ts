/** A number whose text is not the number's own: `1400.0`, `1.4e3`, or more digits than a number can hold. Equal to nothing. */
export class OddNumber {
  constructor(readonly literal: string) {}
}

/**
 * Reads the text of an answer, or gives undefined if it isn't one whole JSON value. Stricter than `JSON.parse` where a slip would be
 * taken for an ID: a key given twice is no JSON here, and a number that loses something when read is an `OddNumber`.
 * `as-printed` also takes what the API's own documentation prints for errors: a URL without quotes, and a missing comma.
 * Never throws.
 */
export function readJson(text: string, form: 'exact' | 'as-printed'): {readonly value: unknown} | undefined {
  const cursor: Cursor = {text, at: 0, form}
  try {
    const value = readValue(cursor, 0)
    skipSpace(cursor)
    return cursor.at === text.length ? {value} : undefined
  } catch {
    // A NoJson, or a pattern that ran out of room on an absurd text: either way not an answer that proves anything.
    return undefined
  }
}

interface Cursor {
  readonly text: string
  readonly form: 'exact' | 'as-printed'
  at: number
}

class NoJson extends Error {
  override readonly name = 'NoJson'
}

const deepest = 32
const space = /[ \t\r\n]*/y
const word = /true|false|null/y
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const string = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const bareUrl = /https?:\/\/[^\s",{}[\]]+/y

function readValue(cursor: Cursor, depth: number): unknown {
  if (depth > deepest) throw new NoJson()
  skipSpace(cursor)
  const first = cursor.text[cursor.at]
  if (first === '{') return readObject(cursor, depth)
  if (first === '[') return readArray(cursor, depth)
  if (first === '"') return readString(cursor)
  const literal = take(cursor, word)
  if (literal !== undefined) return literal === 'null' ? null : literal === 'true'
  const digits = take(cursor, number)
  if (digits !== undefined) return String(Number(digits)) === digits ? Number(digits) : new OddNumber(digits)
  const url = cursor.form === 'as-printed' ? take(cursor, bareUrl) : undefined
  if (url === undefined) throw new NoJson()
  return url
}

function readObject(cursor: Cursor, depth: number): unknown {
  const entries = new Map<string, unknown>()
  const last = (): boolean => takeText(cursor, '}')
  cursor.at++
  if (last()) return {}
  for (;;) {
    skipSpace(cursor)
    const key = readString(cursor)
    if (entries.has(key) || !takeText(cursor, ':')) throw new NoJson()
    entries.set(key, readValue(cursor, depth + 1))
    // Through entries, so that a key `__proto__` is a key like any other.
    if (last()) return Object.fromEntries(entries)
    if (!takeText(cursor, ',') && cursor.form === 'exact') throw new NoJson()
  }
}

function readArray(cursor: Cursor, depth: number): unknown {
  const items: unknown[] = []
  cursor.at++
  if (takeText(cursor, ']')) return items
  for (;;) {
    items.push(readValue(cursor, depth + 1))
    if (takeText(cursor, ']')) return items
    if (!takeText(cursor, ',')) throw new NoJson()
  }
}

function readString(cursor: Cursor): string {
  const literal = take(cursor, string)
  if (literal === undefined) throw new NoJson()
  return JSON.parse(literal) as string
}

function skipSpace(cursor: Cursor): void {
  take(cursor, space)
}

function takeText(cursor: Cursor, text: string): boolean {
  skipSpace(cursor)
  const found = cursor.text.startsWith(text, cursor.at)
  if (found) cursor.at += text.length
  return found
}

function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text)?.[0]
  if (found !== undefined) cursor.at += found.length
  return found
}
