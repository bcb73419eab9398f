import {hostileWords} from './hostile-words.ts'

/** Numbers from 0 to below 1. */
export type Random = () => number

/** A mutant of a text whose letters are bytes (latin1), so that it may stop being UTF-8. `others` are files to take pieces from. */
export function mutant(text: string, others: readonly string[], random: Random): string {
  const rounds = 1 + Math.floor(random() ** 3 * 6)
  let mutated = text
  for (let round = 0; round < rounds; round++) mutated = pick(changes, random)(mutated, others, random)
  return mutated.slice(0, 200_000)
}

/** A mutant that a careful hand could have made, so that many of them stay valid: other figures, words and lines. */
export function gentleMutant(text: string, random: Random): string {
  let mutated = text
  for (let round = 1 + below(3, random); round > 0; round--) mutated = pick(gentle, random)(mutated, [], random)
  return mutated
}

export const pick = <T>(all: readonly T[], random: Random): T => {
  const one = all[below(all.length, random)]
  if (one === undefined) throw new RangeError('there is nothing to pick from')
  return one
}
export const below = (limit: number, random: Random): number => Math.floor(random() * limit)

type Change = (text: string, others: readonly string[], random: Random) => string

const put = (text: string, at: number, cut: number, piece: string): string => text.slice(0, at) + piece + text.slice(at + cut)
const somewhere = (text: string, random: Random): number => below(text.length + 1, random)

const flipBits: Change = (text, _, random) => {
  const at = somewhere(text, random)
  return put(text, at, 1, String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << below(8, random))))
}
const cutOff: Change = (text, _, random) => text.slice(0, somewhere(text, random))
const cutOut: Change = (text, _, random) => put(text, somewhere(text, random), below(40, random), '')
const repeatPiece: Change = (text, _, random) => {
  const at = somewhere(text, random)
  return put(text, at, 0, text.slice(at, at + below(60, random)).repeat(1 + below(30, random)))
}
const hostile: Change = (text, _, random) => put(text, somewhere(text, random), below(3, random), pick(hostileWords, random))

/** A value or a key becomes a hostile one, whole. */
const inPlaceOfWord: Change = (text, _, random) => {
  const words = [...text.matchAll(/[^\s:,{}[\]"']+/g)]
  if (words.length === 0) return text
  const {index, 0: word} = pick(words, random)
  return put(text, index, word.length, pick(hostileWords, random))
}
const splice: Change = (text, others, random) => {
  const other = pick(others, random)
  return text.slice(0, somewhere(text, random)) + other.slice(somewhere(other, random))
}
const pieceOfOther: Change = (text, others, random) => {
  const lines = pick(others, random).split('\n')
  const from = below(lines.length, random)
  return put(text, somewhere(text, random), 0, `\n${lines.slice(from, from + 1 + below(5, random)).join('\n')}\n`)
}
const onLines =
  (change: (lines: string[], at: number, random: Random) => void): Change =>
  (text, _, random) => {
    const lines = text.split('\n')
    change(lines, below(lines.length, random), random)
    return lines.join('\n')
  }
const swapLines = onLines((lines, at, random) => {
  const other = below(lines.length, random)
  const [one = '', two = ''] = [lines[at], lines[other]]
  lines[at] = two
  lines[other] = one
})
const doubleLine = onLines((lines, at) => void lines.splice(at, 0, lines[at] ?? ''))
const dropLine = onLines((lines, at) => void lines.splice(at, 1))
const indent = onLines((lines, at, random) => {
  const [by, many] = [below(5, random) - 2, 1 + below(4, random)]
  for (let index = at; index < Math.min(lines.length, at + many); index++)
    lines[index] = by < 0 ? (lines[index] ?? '').slice(-by) : `${' '.repeat(by)}${lines[index] ?? ''}`
})
const otherLineEnds: Change = (text, _, random) => text.replaceAll('\n', pick(['\r\n', '\r', '\n\n', '\u2028'], random))

const changes: readonly Change[] = [
  flipBits,
  flipBits,
  cutOff,
  cutOut,
  cutOut,
  repeatPiece,
  hostile,
  hostile,
  hostile,
  inPlaceOfWord,
  inPlaceOfWord,
  inPlaceOfWord,
  splice,
  pieceOfOther,
  swapLines,
  doubleLine,
  dropLine,
  indent,
  indent,
  otherLineEnds,
]

const inPlaceOf =
  (what: RegExp, piece: (random: Random) => string): Change =>
  (text, _, random) => {
    const places = [...text.matchAll(what)]
    if (places.length === 0) return text
    const {index, 0: found} = pick(places, random)
    return put(text, index, found.length, piece(random))
  }
const figure = inPlaceOf(/[0-9]+/g, random => String(below(10 ** (1 + below(4, random)), random)))
const digit = inPlaceOf(/[0-9]/g, random => String(below(10, random)))
const word = inPlaceOf(/(?<=[:,#] *)[a-z]{2,}/g, random =>
  pick(['pulse', 'en', 'es', 'true', 'false', 'again', 'one', 'x'], random),
)
const unit = inPlaceOf(/(?<=[0-9])[smhdw]\b/g, random => pick(['m', 'h', 'd', 'w'], random))
const gentle: readonly Change[] = [figure, figure, digit, digit, digit, word, unit, dropLine, swapLines, otherLineEnds]
