import {type BatchId, batchId} from '../address.ts'
import {exit, stop} from '../exit.ts'

/** A number of the command line as a batch ID. Rejects with `Stop` (64) where it can't be one. */
export function batchIdOf(number: number): BatchId {
  const id = batchId(number)
  if (id !== undefined) return id
  throw stop(exit.usage, {code: 'FW164', summary: 'That is no batch ID', detail: 'A batch ID is a whole number from 1.'})
}
