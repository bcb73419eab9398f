import type {BatchReader, MeaningReader} from '../apply/ports.ts'
import {createLine, type Line, type LineOptions} from './line.ts'
import {filterIn, surveyIn} from './meaning.ts'
import {readingOf} from './reading.ts'

/** A client that can only read: its line refuses everything but GET. Throws `Stop` if the URL can't be used. */
export function createReader(options: LineOptions): BatchReader & MeaningReader & {close(): void} {
  const line = createLine(options, ['GET'])
  return {...readerOver(line), close: line.close}
}

/** The reading half of a client. */
export const readerOver = (line: Line): BatchReader & MeaningReader => ({
  readBatch: async (id, signal) =>
    readingOf(await line.call({method: 'GET', path: `/micropanel/batches/${id}`}, signal), id, line.conceal),
  readFilter: async (id, signal) =>
    filterIn(await line.call({method: 'GET', path: `/micropanel/filters/${id}`}, signal), id, line.concealLong),
  readSurvey: async (id, signal) => surveyIn(await line.call({method: 'GET', path: `/surveys/${id}`}, signal), line.concealLong),
  clockSkew: line.clockSkew,
})
