import type {CreateBatch, Reach} from '../plan/model.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {type Line, line, toned} from './line.ts'
import {closingInWords, momentInWords} from './moments.ts'

/** Who is invited: `filter 145 "pet-owners", 480 expected`. */
export function reachInWords(reach: Reach): string {
  switch (reach.kind) {
    case 'person':
      return harmless(reach.masked)
    case 'filter':
      return [`filter ${reach.id}${named(reach.label)}${meant(reach.meaning)}`, expected(reach.expect)].join(', ')
    case 'everyone':
      return `everyone in the panel, ${expected(reach.expect)}`
    default:
      return reach satisfies never
  }
}

const meant = (meaning: {readonly name: string} | undefined): string =>
  meaning === undefined ? '' : ` (${harmless(meaning.name)})`
const named = (label: string | undefined): string => (label === undefined ? '' : ` "${harmless(label)}"`)
const expected = (expect: number | undefined): string =>
  expect === undefined ? 'no figure given' : `${thousands(expect)} expected`

/** The same without the filter's name: `filter 145, 480 expected`. */
export function reachWithoutLabel(reach: Reach): string {
  if (reach.kind !== 'filter') return reachInWords(reach)
  const {label: _, ...bare} = reach
  return reachInWords(bare)
}

/** `survey 11372241 · template 118632 · 20 points` */
export function composeInWords({request: {compose}, survey}: CreateBatch): string {
  const {surveyID, templateID, incentives} = compose
  return [
    `survey ${shown(surveyID)}${survey === undefined ? '' : ` (${harmless(survey)})`}`,
    `template ${shown(templateID)}`,
    ...pointsInWords(incentives),
  ].join(' · ')
}

const shown = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? harmless(String(value)) : '—')

function pointsInWords(incentives: unknown): readonly string[] {
  if (typeof incentives !== 'object' || incentives === null) return []
  const of = (key: string): number | undefined => {
    const value: unknown = Reflect.get(incentives, key)
    return typeof value === 'number' ? value : undefined
  }
  const [complete, quota, terminated] = [of('completionPoints'), of('quotaPoints'), of('terminationPoints')]
  return [
    ...(complete === undefined ? [] : [counted(complete, 'point')]),
    ...(quota === undefined ? [] : [`${thousands(quota)} when the quota is full`]),
    ...(terminated === undefined ? [] : [`${thousands(terminated)} when screened out`]),
  ]
}

/** `closes Wed 10 Dec 2031, 13:43 in Los Angeles, or at 400`; undefined where it stays open. */
export function closesInWords({closes, request}: CreateBatch): string | undefined {
  const quota = request.send?.deliveryOptions?.automaticClosure.responseQuota
  if (!closes) return quota === undefined ? undefined : `closes at ${counted(quota, 'response')}`
  const when = `closes ${closes.approximate ? 'about ' : ''}${closingInWords(closes)}`
  return quota === undefined ? when : `${when}, or at ${thousands(quota)}`
}

/** The same moment on its author's clock, and as the API gets it; undefined where both read the one clock. */
export function closesForItsAuthor({closes}: CreateBatch): string | undefined {
  if (!closes?.authorZone) return undefined
  return `that is ${momentInWords(Date.parse(closes.instant), closes.authorZone)}; the API gets ${closes.panel}`
}

/** Why this is not simply a first send; undefined where it is. */
export function causeInWords({cause, reason, round}: CreateBatch): Line | undefined {
  switch (cause) {
    case 'new':
      return undefined
    case 'resend':
      return line(
        toned('wait', `send number ${round} to the same recipients`),
        reason === undefined ? '' : `: ${harmless(reason)}`,
      )
    case 'refused-before':
      return line('refused before, tried again')
    case 'not-sent':
      return line('settled as not sent, so it is sent now')
    default:
      return cause satisfies never
  }
}

/** Between which moments it may go; undefined where it may at any time. */
export function sendingTime({notBefore, notAfter}: CreateBatch, zone: string): string | undefined {
  const from = notBefore && `not before ${momentInWords(Date.parse(notBefore), zone)}`
  const until = notAfter && `not after ${momentInWords(Date.parse(notAfter), zone)}`
  const both = [from, until].filter(part => part !== null)
  return both.length > 0 ? `sent ${both.join(', ')}` : undefined
}
