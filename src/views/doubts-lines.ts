import type {Address} from '../address.ts'
import type {Instant} from '../instant.ts'
import {commandLine} from './advice-lines.ts'
import {padEnd} from './display-width.ts'
import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {narrow, wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {dayOf, timeOfDay} from './moments.ts'
import {digitsFor, shownAddress, typedAddress} from './short-address.ts'

/** A send whose outcome nobody knows: the object that `doubts` prints, and what the desk says besides. */
export interface Doubt {
  readonly address: Address
  readonly window: {readonly from: Instant; readonly to: Instant}
  readonly surveyID: number
  readonly people: number | null
  readonly phase: string
  /** In words: what happened. */
  readonly evidence: string
  readonly commands: readonly string[]
  /** Who was invited, in words. */
  readonly reach: string
  /** HTTP status, where an answer began. */
  readonly status?: number
  /** First bytes of the answer. */
  readonly answer?: string
  /** From when on "it was not sent" may be said. */
  readonly notSentFrom: Instant
}

/** What is open, and how each is settled. */
export function doubtsLines(
  doubts: readonly Doubt[],
  {width, nowMs, resolve = 'fieldwork resolve'}: {readonly width: number; readonly nowMs: number; readonly resolve?: string},
): readonly Line[] {
  if (doubts.length === 0) return [line('Nothing is in doubt.')]
  const digits = digitsFor(doubts.map(({address}) => address))
  return [
    ...wrapped(line(inDoubtWords(doubts.length)), width),
    ...doubts.flatMap(doubt => [blank, ...oneLines(doubt, {width, nowMs, digits, resolve})]),
  ]
}

/** How many are open, and what that means. */
export function inDoubtWords(count: number, still = false): string {
  const family = count === 1 ? 'this family is sent until you settle it' : 'their families is sent until you settle them'
  return `${counted(count, 'send is', 'sends are')} ${still ? 'still ' : ''}in doubt. Nothing in ${family}.`
}

function oneLines(
  doubt: Doubt,
  {
    width,
    nowMs,
    digits,
    resolve,
  }: {readonly width: number; readonly nowMs: number; readonly digits: number; readonly resolve: string},
): readonly Line[] {
  const {address, surveyID, reach, evidence} = doubt
  const say = (text: string) => wrapped(line(`  ${text}`), width, 2)
  const [name, about] = [shownAddress(address, digits), `survey ${surveyID} · ${harmless(reach)}`]
  const title = toned('doubt', `? ${name}`)
  return [
    ...(width < narrow ? [line(title), ...say(about)] : wrapped(line(title, `   ${about}`), width, 2)),
    ...say(`Sent ${windowInWords(doubt, nowMs)}; ${harmless(evidence).replace(/\.$/, '')}.`),
    ...(doubt.status === undefined ? [] : say(`The answer began: ${answerInWords(doubt)}`).slice(0, 4)),
    ...say('Look in QuestionPro (Send » History), or ask someone who should have got it.'),
    blank,
    commandLine(`${resolve} ${typedAddress(address, digits)} …`, 4),
    ...ways(doubt, nowMs).flatMap(([flag, meaning]) =>
      width < narrow
        ? [...wrapped(line(`      ${flag}`), width, 8), ...wrapped(line(`          ${meaning}`), width, 10)]
        : [line(padEnd(`      ${flag}`, 34), meaning)],
    ),
  ]
}

/** `HTTP 200 · {"response":…`: what came of an answer. */
export const answerInWords = ({status, answer}: Pick<Doubt, 'status' | 'answer'>): string =>
  [`HTTP ${status}`, ...(answer ? [harmless(answer)] : [])].join(' · ')

/** `between 09:14:02 and 09:14:33 UTC`, with the day where it isn't this one. */
export function windowInWords({window: {from, to}}: Doubt, nowMs: number): string {
  const [first, last] = [Date.parse(from), Date.parse(to)]
  const day = dayOf(first) === dayOf(nowMs) ? '' : `on ${dayOf(first)} `
  const [begun, ended] = [timeOfDay(first), timeOfDay(last)]
  return begun === ended ? `${day}at ${begun} UTC` : `${day}between ${begun} and ${ended} UTC`
}

/** `from 09:31`, with the day where it isn't this one: from when on "it was not sent" may be said. Undefined where it may be said now. */
export function notSentInWords({notSentFrom}: Doubt, nowMs: number): string | undefined {
  const from = Date.parse(notSentFrom)
  if (from <= nowMs) return undefined
  const day = dayOf(from) === dayOf(nowMs) ? '' : `${dayOf(from)}, `
  return `from ${day}${timeOfDay(from).slice(0, 5)}`
}

/** The four verdicts, and what each one says. */
function ways(doubt: Doubt, nowMs: number): readonly (readonly [string, string])[] {
  const later = notSentInWords(doubt, nowMs)
  return [
    ['--batch-id N', 'it is there'],
    ['--sent --reason …', 'it went, its ID is unknown'],
    ['--not-sent --reason …', `it did not go${later === undefined ? '' : ` (${later})`}`],
    ['--abandon --reason …', 'never send it'],
  ]
}
