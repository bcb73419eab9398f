import type {BatchReading} from '../apply/ports.ts'
import {readJson} from './answer-json.ts'
import {isWhole, textOf} from './answer-text.ts'
import type {Conceal} from './conceal.ts'
import {evidenceOf} from './evidence.ts'
import type {Answer, Exchange} from './exchange.ts'
import {refusalOf} from './refusal.ts'

/** Why a GET told nothing. */
type NotRead = Exclude<BatchReading, {readonly is: 'read'}>

/** What a GET told, as `readIn` finds it in a whole 200, and `otherwise` in words where it finds nothing. */
export function readAnswer<Read extends {readonly is: 'read'}>(
  exchange: Exchange,
  conceal: Conceal,
  readIn: (answer: Answer) => Read | undefined,
  otherwise: string,
): Read | NotRead {
  const passing = exchange.is !== 'answered' || exchange.status >= 500
  const failed = (why: string): NotRead => ({is: 'failed', evidence: evidenceOf(exchange, why, conceal), passing})
  if (exchange.is !== 'answered') return failed(exchange.why)
  const proven = refusalOf(exchange)
  if (proven) {
    const evidence = evidenceOf(exchange, proven.why, conceal)
    return exchange.status === 404 ? {is: 'not-found', evidence} : {is: 'refused', evidence, refusal: proven.refusal}
  }
  if (exchange.status !== 200) return failed(`HTTP ${exchange.status}`)
  return readIn(exchange) ?? failed(`HTTP 200, but ${otherwise}`)
}

/** The JSON that an answer is; undefined where it is cut off, or is none. */
export const jsonIn = (answer: Answer): unknown => (isWhole(answer) ? readJson(textOf(answer) ?? '', 'exact')?.value : undefined)
