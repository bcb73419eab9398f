import {long, randomness, seed} from '../support/long.ts'

/** A journal that something has happened to. */
export interface Damaged {
  readonly how: string
  readonly bytes: Buffer
}

const lineStarts = (bytes: Buffer): readonly number[] => {
  const starts = [0]
  for (let at = bytes.indexOf(10); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(10, at + 1)) starts.push(at + 1)
  return starts
}
const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map(line => `${line}\n`).join(''))

/** Everything that can happen to a journal: every cut, flipped bits, every line dropped, doubled and swapped with every other, line endings, merge markers. */
export function* damages(whole: Buffer, flipsPerByte: 1 | 8 = long ? 8 : 1): Generator<Damaged> {
  const lines = whole.toString().split('\n').slice(0, -1)
  for (let length = 0; length < whole.length; length++) yield {how: `cut after ${length} bytes`, bytes: whole.subarray(0, length)}
  for (const from of lineStarts(whole))
    for (const count of [1, 7, 40])
      yield {how: `${count} bytes gone at ${from}`, bytes: Buffer.concat([whole.subarray(0, from), whole.subarray(from + count)])}
  for (const [index] of lines.entries()) {
    yield {how: `line ${index + 1} dropped`, bytes: joined(lines.toSpliced(index, 1))}
    yield {how: `line ${index + 1} with a carriage return`, bytes: joined(lines.with(index, `${lines[index]}\r`))}
    for (const marker of ['<<<<<<< ours', '=======', '>>>>>>> theirs', '||||||| base'])
      yield {how: `${marker} before line ${index + 1}`, bytes: joined(lines.toSpliced(index, 0, marker))}
    for (const [other] of lines.entries()) {
      yield {
        how: `line ${index + 1} once more before line ${other + 1}`,
        bytes: joined(lines.toSpliced(other, 0, lines[index] ?? '')),
      }
      if (other > index)
        yield {
          how: `lines ${index + 1} and ${other + 1} swapped`,
          bytes: joined(lines.with(index, lines[other] ?? '').with(other, lines[index] ?? '')),
        }
    }
  }
  yield {how: 'all line endings changed', bytes: Buffer.from(whole.toString().replaceAll('\n', '\r\n'))}
  yield {how: 'all line endings gone', bytes: Buffer.from(whole.toString().replaceAll('\n', ''))}
  yield {how: 'a byte order mark', bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), whole])}
  yield {how: 'both sides of a merge', bytes: Buffer.concat([whole, whole])}
  yield* flips(whole, flipsPerByte)
}

/** Of each byte all bits, or one that chance chooses. */
function* flips(whole: Buffer, perByte: 1 | 8): Generator<Damaged> {
  const random = randomness(seed)
  for (let at = 0; at < whole.length; at++) {
    for (const bit of perByte === 8 ? [0, 1, 2, 3, 4, 5, 6, 7] : [Math.floor(random() * 8)]) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      yield {how: `bit ${bit} of byte ${at} flipped`, bytes}
    }
  }
}
