import {batchId} from '../address.ts'
import {misfit} from '../apply/desk.ts'
import {exit, stop} from '../exit.ts'
import type {Attempt} from '../state/state.ts'
import type {Context} from './context.ts'
import type {Opened, Recorded} from './open.ts'
import {openReader} from './open-reader.ts'
import {harmlessReason} from './reason.ts'
import {type Resolved, type ResolveOptions, refuse, resolution} from './resolution.ts'

/** `--batch-id N`: what GET says of it must fit. */
export async function resolveById(
  context: Context,
  {project}: Opened,
  {journal}: Recorded,
  attempt: Attempt,
  options: ResolveOptions,
): Promise<Resolved> {
  const id = batchId(options.batchId)
  if (id === undefined)
    throw stop(exit.usage, {code: 'FW164', summary: 'That is no batch ID', detail: 'A batch ID is a whole number from 1.'})
  const reader = await openReader(context, project)
  try {
    const reading = await reader.readBatch(id)
    if (reading.is === 'not-found') throw refuse('FW174', 'It does not fit', `The API knows no batch ${id}.`)
    if (reading.is === 'refused')
      throw stop(exit.refused, {
        code: 'FW172',
        summary: 'The API refused',
        detail: `${reading.evidence.why}.`,
        help: 'Nothing was changed.',
      })
    if (reading.is === 'failed')
      throw stop(exit.network, {
        code: 'FW173',
        summary: 'The batch can not be read',
        detail: `${reading.evidence.why}.`,
        help: 'Nothing was changed. Try again.',
      })
    const why = misfit(attempt, id, reading, journal.state, reader.clockSkew() ?? 0)
    if (why !== undefined) throw refuse('FW174', 'It does not fit', `${why[0]?.toUpperCase()}${why.slice(1)}.`)
    return resolution(
      context,
      attempt,
      'created',
      harmlessReason(context, project.panel, options.reason ?? 'checked by reading the batch'),
      id,
    )
  } finally {
    reader.close()
  }
}
