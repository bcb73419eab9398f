import {isAscii, isUtf8} from 'node:buffer'
import {bad, type Checked, type Diagnostic, good} from '../diagnostics.ts'
import {mistake} from './codes.ts'

/** Bytes of a file as text: strictly UTF-8, a byte order mark is taken off. */
export function decode(file: string, bytes: Uint8Array): Checked<string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isAscii(buffer)) return good(buffer.toString('latin1'))
  if (isUtf8(buffer)) return good(buffer.toString('utf8', buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0))
  return bad([undecodable(file, buffer)])
}

/** What isn't UTF-8, and where. `before` is what of the file stands before these bytes. */
export function undecodable(
  file: string,
  buffer: Buffer,
  before = {bytes: 0, lines: 0},
  help = 'Save the file as UTF-8.',
): Diagnostic {
  const offset = firstInvalid(buffer)
  const line = buffer.subarray(0, offset).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), before.lines + 1)
  const column = offset === 0 ? 1 : offset - buffer.lastIndexOf(10, offset - 1)
  const utf16 = before.bytes === 0 && ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff))
  return mistake('FW003', {
    span: {file, line: utf16 ? 1 : line, column: utf16 ? 1 : column, endColumn: (utf16 ? 1 : column) + 1, frame: []},
    detail: utf16
      ? "The file is UTF-16, so its letters can't be read as UTF-8."
      : `Byte ${before.bytes + offset} (0x${buffer[offset]?.toString(16).padStart(2, '0')}) is not part of UTF-8 text.`,
    help: utf16 ? 'Save the file as UTF-8.' : help,
  })
}

/** Where the longest valid beginning ends, by halving: each half is checked natively. */
function firstInvalid(buffer: Buffer): number {
  let low = 0
  let high = buffer.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (leftOver(buffer, middle) === undefined) high = middle
    else low = middle
  }
  return low - (leftOver(buffer, low) ?? 0)
}

/** How many bytes of a letter that is cut short follow valid text; undefined where the beginning isn't valid. */
const leftOver = (buffer: Buffer, end: number): number | undefined =>
  [0, 1, 2, 3].find(left => end >= left && beginsLetter(buffer, end - left, left) && isUtf8(buffer.subarray(0, end - left)))

function beginsLetter(buffer: Buffer, at: number, left: number): boolean {
  const lead = buffer[at] ?? 0
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1
  return left === 0 || (left < length && buffer.subarray(at + 1, at + left).every(byte => byte >> 6 === 2))
}
