import {isAscii, isUtf8} from 'node:buffer'
import {createHash} from 'node:crypto'
import {closeSync, openSync, readSync} from 'node:fs'
import type {Digest} from '../address.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {undecodable} from './decode.ts'
import {reasonOf, unreadable} from './file-mistakes.ts'
import {at} from './member-mistakes.ts'

export type Encoding = 'utf-8' | 'windows-1252'

/** Bytes that are read at once. A line can't be longer. */
const atOnce = 1_048_576
const lf = 10

/**
 * The text of a member file in pieces of whole lines, so that a file of any size takes the memory of a piece. Ends after a mistake:
 * what follows it can't be told. The place of a mistake is found by reading once more, since it is seldom asked for.
 */
export function* memberText(path: string, file: string, encoding: Encoding): Generator<string | Diagnostic> {
  try {
    yield* piecesOf(path, file, encoding)
  } catch (error) {
    // It was there when it was found. Whatever became of it since, it can't be read any more.
    if (!(error instanceof Error && 'code' in error)) throw error
    yield unreadable(file, at({file}, 1), reasonOf(error))
  }
}

function* piecesOf(path: string, file: string, encoding: Encoding): Generator<string | Diagnostic> {
  const handle = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(atOnce)
    // `offset` counts from the file's beginning, `kept` are the bytes of a line that isn't whole yet.
    for (let offset = 0, kept = 0; ; ) {
      const read = readSync(handle, buffer, kept, atOnce - kept, null)
      const bytes = buffer.subarray(0, kept + read)
      const end = read === 0 ? bytes.length : bytes.lastIndexOf(lf) + 1
      if (end === 0 && bytes.length === atOnce) {
        yield tooLong(file, linesBefore(path, offset) + 1)
        return
      }
      if (end > 0) {
        const whole = bytes.subarray(0, end)
        const text = textOf(whole, encoding, offset === 0)
        if (text === undefined) {
          yield encoding === 'windows-1252'
            ? marked(file)
            : undecodable(file, whole, {bytes: offset, lines: linesBefore(path, offset)}, howToDecode)
          return
        }
        yield text
      }
      if (read === 0) return
      buffer.copyWithin(0, end, bytes.length)
      kept = bytes.length - end
      offset += end
    }
  } finally {
    closeSync(handle)
  }
}

/** The digest of a file of any size, and how it begins. */
export function digested(path: string): {readonly digest: Digest; readonly head: Buffer} {
  const handle = openSync(path, 'r')
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(atOnce)
    let head: Buffer | undefined
    for (;;) {
      const bytes = buffer.subarray(0, readSync(handle, buffer))
      head ??= Buffer.from(bytes.subarray(0, 16))
      if (bytes.length === 0) return {digest: `sha256:${hash.digest('hex')}` as Digest, head}
      hash.update(bytes)
    }
  } finally {
    closeSync(handle)
  }
}

/** Undefined where the bytes aren't what they are said to be. A byte order mark is taken off. */
function textOf(bytes: Buffer, encoding: Encoding, first: boolean): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1')
  if (encoding === 'windows-1252') return first && hasMark(bytes) ? undefined : fromWindows(bytes)
  if (!isUtf8(bytes)) return undefined
  return bytes.toString('utf8', first && hasMark(bytes) ? 3 : 0)
}

/** What windows-1252 has where ISO 8859-1 has control characters. Not `TextDecoder`: Node 20 takes the one for the other. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const fromWindows = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\u0080-\u009f]/g, letter => windows[letter.charCodeAt(0) - 0x80] ?? letter)

const hasMark = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

const howToDecode = 'Save the file as UTF-8 (in Excel: CSV UTF-8), or say how it is written: members: {encoding: windows-1252, …}'

function linesBefore(path: string, offset: number): number {
  const handle = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(atOnce)
    let lines = 0
    for (let done = 0; done < offset; ) {
      const read = readSync(handle, buffer, 0, Math.min(atOnce, offset - done), done)
      if (read === 0) return lines
      for (const byte of buffer.subarray(0, read)) if (byte === lf) lines++
      done += read
    }
    return lines
  } finally {
    closeSync(handle)
  }
}

const tooLong = (file: string, line: number): Diagnostic =>
  mistake('FW002', {
    span: at({file}, line),
    detail: `Line ${line} is longer than ${atOnce} bytes, which no row is.`,
    help: 'Check how the file was exported: each person is a line.',
  })

const marked = (file: string): Diagnostic =>
  mistake('FW003', {
    span: at({file}, 1),
    detail: 'It begins with the mark of UTF-8, and the campaign says that it is windows-1252.',
    help: 'Take encoding: windows-1252 out of the campaign.',
  })
