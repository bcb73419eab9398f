import {validateApiMembersAdded} from '#validators/validateApiMembersAdded'
import type {MembersOutcome} from '../apply/ports.ts'
import {type DocumentedKeys, documentedPart} from './answer-shape.ts'
import {type Conceal, concealing} from './conceal.ts'
import {evidenceOf} from './evidence.ts'
import type {Answer, Exchange} from './exchange.ts'
import {jsonIn} from './read-answer.ts'
import {refusalOf} from './refusal.ts'

/** What an exchange of POST /micropanel/members proves. Total: whatever isn't proven is unconfirmed and may be tried again. */
export function membersOutcomeOf(exchange: Exchange, conceal: Conceal = concealing()): MembersOutcome {
  const unconfirmed = (why: string): MembersOutcome => ({is: 'unconfirmed', evidence: evidenceOf(exchange, why, conceal)})
  if (exchange.is !== 'answered') return unconfirmed(exchange.why)
  const proven = refusalOf(exchange)
  if (proven) return {is: 'refused', evidence: evidenceOf(exchange, proven.why, conceal), refusal: proven.refusal}
  if (exchange.status !== 200) return unconfirmed(`HTTP ${exchange.status}, which does not tell whether the members were added`)
  const counts = countsIn(exchange)
  if (!counts) return unconfirmed('HTTP 200, but the answer is not the documented one')
  return {is: 'posted', added: counts.membersAddedSuccessfully, notAdded: counts.membersFailedToBeAdded}
}

const documented: DocumentedKeys = {
  top: ['response'],
  response: ['membersAddedSuccessfully', 'membersFailedToBeAdded'],
}

interface Counts {
  readonly membersAddedSuccessfully: number
  readonly membersFailedToBeAdded: number
}

function countsIn(answer: Answer): Counts | undefined {
  const value = documentedPart(jsonIn(answer), documented)
  return isMembersAdded(value) && Object.values(value.response).every(Number.isSafeInteger) ? value.response : undefined
}

const isMembersAdded = (value: unknown): value is {readonly response: Counts} => validateApiMembersAdded(value)
