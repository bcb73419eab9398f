import type {BatchConnection, BatchReader, MembersConditions, MembersOutcome, PanelApi} from '../apply/ports.ts'
import {Stop} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import type {MemberBody} from '../people/digests.ts'
import {createLine, type Line, type LineOptions, type Opened} from './line.ts'
import {membersOutcomeOf} from './members-outcome.ts'
import {outcomeOf} from './outcome.ts'
import {readerOver} from './reader.ts'
import {wordsOf} from './words-of.ts'

export type Client = PanelApi & BatchReader & {close(): void}

/**
 * The Communities API over HTTP: one fresh socket a request, each request once. Throws `Stop` if the URL can't be used; a key that
 * no header can carry is a `TypeError` that doesn't show it. Source of paths and shapes: the API's documentation.
 */
export function createClient(options: LineOptions): Client {
  const line = createLine(options, ['GET', 'POST'])
  return {
    ...readerOver(line),
    connect: async signal => batchConnection(await line.open(signal), line, options.limits.answerTimeout),
    addMembers: async (members, conditions = {}) => addMembers(line, members, conditions, options.limits.answerTimeout),
    close: line.close,
  }
}

/** One try at a chunk: the turn, the connection, one more question, the exchange. */
async function addMembers(
  line: Line,
  members: readonly MemberBody[],
  {stopping, leaving, mayStill}: MembersConditions,
  within: Milliseconds,
): Promise<MembersOutcome> {
  let opened: Opened
  try {
    opened = await line.open(stopping)
  } catch (error) {
    if (stopping?.aborted) return {is: 'stopped'}
    if (error instanceof Stop) throw error
    return membersOutcomeOf({is: 'not-written', phase: 'connect', why: wordsOf(error)}, line.conceal)
  }
  if (stopping?.aborted || (mayStill && !(await mayStill()))) {
    opened.close()
    return {is: 'stopped'}
  }
  const call = {method: 'POST', path: '/micropanel/members', body: JSON.stringify(members)} as const
  return membersOutcomeOf(await opened.exchange(call, {mayWrite: () => true, within, signal: leaving}), line.conceal)
}

const batchConnection = (opened: Opened, {conceal}: Line, answerTimeout: number): BatchConnection => ({
  send: async (request, {mayWrite, isOwned, deadline, signal}) => {
    const call = {method: 'POST', path: '/micropanel/batches', body: JSON.stringify(request)} as const
    const exchange = await opened.exchange(call, {mayWrite, within: Math.min(deadline, answerTimeout), signal})
    return outcomeOf(exchange, isOwned, conceal)
  },
  close: opened.close,
})
