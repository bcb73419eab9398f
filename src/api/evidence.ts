import {digestOf} from '../canonical.ts'
import type {Evidence} from '../state/entry.ts'
import {bodyText, type Conceal} from './conceal.ts'
import type {Exchange} from './exchange.ts'

/** What is kept of an exchange: how far it came, status, digest of the body, and its first 200 characters made harmless. */
export function evidenceOf(exchange: Exchange, why: string, conceal: Conceal): Evidence {
  if (exchange.is === 'not-written') return {phase: exchange.phase, why: conceal(why)}
  const {status, body} = exchange
  return {
    phase: status === undefined ? 'write' : 'answer',
    ...(status !== undefined && {status}),
    ...(body.length > 0 && {body: digestOf(body), text: bodyText(body, conceal)}),
    why: conceal(why),
  }
}
