import {validateApiFilter} from '#validators/validateApiFilter'
import {validateApiSurvey} from '#validators/validateApiSurvey'
import type {FilterReading, MeaningReading, SurveyReading} from '../apply/ports.ts'
import {hex} from '../canonical.ts'
import {visible} from '../config/hidden.ts'
import {documentedPart, holdsError} from './answer-shape.ts'
import type {Conceal} from './conceal.ts'
import type {Answer, Exchange} from './exchange.ts'
import {jsonIn, readAnswer} from './read-answer.ts'

/** What GET /micropanel/filters/{id} said about filter `asked`. */
export const filterIn = (exchange: Exchange, asked: number, conceal: Conceal): FilterReading =>
  meaningIn(exchange, conceal, answer => {
    const value = documentedPart(jsonIn(answer), {
      top: ['response', 'requestID'],
      response: ['panelSegmentId', 'name', 'criteria'],
    })
    if (!isFilter(value) || value.response.panelSegmentId !== asked) return undefined
    return {name: shown(value.response.name, conceal), criteria: shown(value.response.criteria, conceal)}
  })

/** What GET /surveys/{id} said. Its answer isn't documented whole: only what is used is looked at. */
export const surveyIn = (exchange: Exchange, conceal: Conceal): SurveyReading =>
  meaningIn(exchange, conceal, answer => {
    const value = jsonIn(answer)
    if (holdsError(value) || !isSurvey(value)) return undefined
    return {name: shown(value.response.name, conceal), status: shown(value.response.status, conceal)}
  })

const meaningIn = <T>(exchange: Exchange, conceal: Conceal, meaningOf: (answer: Answer) => T | undefined): MeaningReading<T> =>
  readAnswer(
    exchange,
    conceal,
    answer => {
      const meaning = meaningOf(answer)
      return meaning && {is: 'read', meaning}
    },
    'the answer is not the documented one',
  )

/** A text as it is kept and compared. Where something had to be left out of it, a digest tells one from another all the same. */
function shown(text: string, conceal: Conceal): string {
  // Whatever can't be seen could not be read back from a file that people review.
  const safe = visible(conceal(text))
  return safe === text ? text : `${safe} (${hex(text).slice(0, 12)})`
}

const isFilter = (value: unknown): value is {response: {panelSegmentId: number; name: string; criteria: string}} =>
  validateApiFilter(value)
const isSurvey = (value: unknown): value is {response: {name: string; status: string}} => validateApiSurvey(value)
