import {validateApiFilter} from '#validators/validateApiFilter'
import {validateApiSurvey} from '#validators/validateApiSurvey'
import type {FilterReading, MeaningReading, SurveyReading} from '../apply/ports.ts'
import {hex} from '../canonical.ts'
import {visible} from '../config/hidden.ts'
import {readJson} from './answer-json.ts'
import {documentedPart, holdsError} from './answer-shape.ts'
import {isWhole, textOf} from './answer-text.ts'
import type {Conceal} from './conceal.ts'
import {evidenceOf} from './evidence.ts'
import type {Answer, Exchange} from './exchange.ts'
import {refusalOf} from './refusal.ts'

/** What GET /micropanel/filters/{id} said about filter `asked`. */
export const filterIn = (exchange: Exchange, asked: number, conceal: Conceal): FilterReading =>
  meaningIn(exchange, conceal, answer => {
    const value = documentedPart(jsonOf(answer), {
      top: ['response', 'requestID'],
      response: ['panelSegmentId', 'name', 'criteria'],
    })
    if (!isFilter(value) || value.response.panelSegmentId !== asked) return undefined
    return {name: shown(value.response.name, conceal), criteria: shown(value.response.criteria, conceal)}
  })

/** What GET /surveys/{id} said. Its answer isn't documented whole: only what is used is looked at. */
export const surveyIn = (exchange: Exchange, conceal: Conceal): SurveyReading =>
  meaningIn(exchange, conceal, answer => {
    const value = jsonOf(answer)
    if (holdsError(value) || !isSurvey(value)) return undefined
    return {name: shown(value.response.name, conceal), status: shown(value.response.status, conceal)}
  })

function meaningIn<T>(exchange: Exchange, conceal: Conceal, meaningOf: (answer: Answer) => T | undefined): MeaningReading<T> {
  const passing = exchange.is !== 'answered' || exchange.status >= 500
  const failed = (why: string): MeaningReading<T> => ({is: 'failed', evidence: evidenceOf(exchange, why, conceal), passing})
  if (exchange.is !== 'answered') return failed(exchange.why)
  const proven = refusalOf(exchange)
  if (proven) {
    const evidence = evidenceOf(exchange, proven.why, conceal)
    return exchange.status === 404 ? {is: 'not-found', evidence} : {is: 'refused', evidence, refusal: proven.refusal}
  }
  if (exchange.status !== 200) return failed(`HTTP ${exchange.status}`)
  const meaning = meaningOf(exchange)
  return meaning ? {is: 'read', meaning} : failed('HTTP 200, but the answer is not the documented one')
}

const jsonOf = (answer: Answer): unknown => (isWhole(answer) ? readJson(textOf(answer) ?? '', 'exact')?.value : undefined)

/** A text as it is kept and compared. Where something had to be left out of it, a digest tells one from another all the same. */
function shown(text: string, conceal: Conceal): string {
  // Whatever can't be seen could not be read back from a file that people review.
  const safe = visible(conceal(text))
  return safe === text ? text : `${safe} (${hex(text).slice(0, 12)})`
}

const isFilter = (value: unknown): value is {response: {panelSegmentId: number; name: string; criteria: string}} =>
  validateApiFilter(value)
const isSurvey = (value: unknown): value is {response: {name: string; status: string}} => validateApiSurvey(value)
