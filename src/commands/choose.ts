import {type Address, membersAddress} from '../address.ts'
import {exit, stop} from '../exit.ts'
import type {Attempt, State} from '../state/state.ts'

/** Which recorded addresses a person means: an exact one, or a beginning. Rejects (64) where nothing fits. */
export function chosenBy(state: State, text: string): (address: Address) => boolean {
  const all = [
    ...new Set([...state.attempts.values()].map(({address}) => address)),
    ...state.posted.campaigns().map(membersAddress),
  ]
  const matches = all.filter(address => address === text)
  const chosen = new Set(matches.length > 0 ? matches : all.filter(address => address.startsWith(text)))
  if (chosen.size === 0) throw nothingFits(text)
  return address => chosen.has(address)
}

/** The one try that a person means, among those given: an exact address, or a beginning that only one has. */
export function theOne(attempts: readonly Attempt[], text: string): Attempt {
  const exact = attempts.filter(({address}) => address === text)
  const fitting = exact.length > 0 ? exact : attempts.filter(({address}) => address.startsWith(text))
  const addresses = [...new Set(fitting.map(({address}) => address))]
  const last = fitting.at(-1)
  if (!last) throw nothingFits(text)
  if (addresses.length > 1) {
    throw stop(exit.usage, {
      code: 'FW163',
      summary: 'More than one address begins like that',
      detail: `${JSON.stringify(text)} fits ${addresses.slice(0, 5).join(', ')}${addresses.length > 5 ? ` and ${addresses.length - 5} more` : ''}.`,
      help: 'Write more of it.',
    })
  }
  return last
}

/** The stop where a text means nothing (64). */
export const nothingFits = (text: string, what = 'is recorded', help = 'What is recorded:\nfieldwork status') =>
  stop(exit.usage, {
    code: 'FW159',
    summary: 'No send has such an address',
    detail: `${JSON.stringify(text)} fits nothing that ${what}.`,
    help,
  })
