import type {BatchId} from '../address.ts'
import {type Instant, instant, type Milliseconds, millis} from '../instant.ts'
import type {Attempt, State} from '../state/state.ts'
import type {BatchReading} from './ports.ts'

/** How long after `giveUpBy` a person has to wait before "it was not sent" may be said. */
export const settling: Milliseconds = 15 * 60_000
/** How far the clocks may be apart in a check of creation times, beyond what is known. */
const tolerance: Milliseconds = 5000

/** From when on "it was not sent" may be said of a try. */
export const notSentFrom = ({intent}: Attempt): Instant => instant(millis(intent.giveUpBy) + settling)

/** Whether the batch that GET told of can be the one that a try made. Gives why not, in words, or undefined if it fits. */
export function misfit(
  attempt: Attempt,
  id: BatchId,
  reading: BatchReading & {is: 'read'},
  state: State,
  skew: Milliseconds,
): string | undefined {
  const owner = state.owned.get(id)
  if (owner !== undefined && attempt.batchID !== id) return `batch ${id} is recorded already, as ${owner}`
  const {surveyID} = attempt.intent.written.compose
  if (reading.surveyID !== surveyID) return `batch ${id} is of survey ${reading.surveyID}, this send was of survey ${surveyID}`
  const created = Date.parse(reading.created)
  if (Number.isNaN(created)) return `when batch ${id} was created can't be told from ${JSON.stringify(reading.created)}`
  const [from, to] = [millis(attempt.at) + skew - tolerance, millis(attempt.intent.giveUpBy) + skew + tolerance]
  if (created < from || created > to) {
    return `batch ${id} was created at ${instant(created)}, this send was between ${instant(from)} and ${instant(to)} by the server's clock`
  }
  return undefined
}
