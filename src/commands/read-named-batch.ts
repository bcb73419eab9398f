import type {BatchId} from '../address.ts'
import type {BatchReading} from '../apply/ports.ts'
import {exit, stop} from '../exit.ts'
import {refuse} from './resolution.ts'

/** What GET says of a batch that a person has named. Rejects with `Stop` where there is no such batch (10), or it can't be read (9, 5). */
export async function readNamedBatch(
  read: (id: BatchId) => Promise<BatchReading>,
  id: BatchId,
): Promise<BatchReading & {is: 'read'}> {
  const reading = await read(id)
  switch (reading.is) {
    case 'read':
      return reading
    case 'not-found':
      throw refuse('FW174', 'It does not fit', `The API knows no batch ${id}.`)
    case 'refused':
      throw stop(exit.refused, {
        code: 'FW172',
        summary: 'The API refused',
        detail: `Batch ${id}: ${reading.evidence.why}.`,
        help: 'Nothing was changed.',
      })
    case 'failed':
      throw stop(exit.network, {
        code: 'FW173',
        summary: 'The batch can not be read',
        detail: `Batch ${id}: ${reading.evidence.why}.`,
        help: 'Nothing was changed. Try again.',
      })
    default:
      return reading satisfies never
  }
}
