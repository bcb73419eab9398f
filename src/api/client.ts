import type {BatchConnection, BatchReader, PanelApi} from '../apply/ports.ts'
import {createLine, type Line, type LineOptions, type Opened} from './line.ts'
import {membersOutcomeOf} from './members-outcome.ts'
import {outcomeOf} from './outcome.ts'
import {readerOver} from './reader.ts'

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
    addMembers: async (members, signal) =>
      membersOutcomeOf(
        await line.call({method: 'POST', path: '/micropanel/members', body: JSON.stringify(members)}, signal),
        line.conceal,
      ),
    close: line.close,
  }
}

const batchConnection = (opened: Opened, {conceal}: Line, answerTimeout: number): BatchConnection => ({
  send: async (request, {mayWrite, isOwned, deadline, signal}) => {
    const call = {method: 'POST', path: '/micropanel/batches', body: JSON.stringify(request)} as const
    const exchange = await opened.exchange(call, {mayWrite, within: Math.min(deadline, answerTimeout), signal})
    return outcomeOf(exchange, isOwned, conceal)
  },
  close: opened.close,
})
