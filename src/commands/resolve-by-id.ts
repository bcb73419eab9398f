import {misfit} from '../apply/desk.ts'
import type {Attempt} from '../state/state.ts'
import {batchIdOf} from './batch-id-of.ts'
import type {Context} from './context.ts'
import type {Opened, Recorded} from './open.ts'
import {openReader} from './open-reader.ts'
import {readNamedBatch} from './read-named-batch.ts'
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
  const id = batchIdOf(options.batchId)
  const reader = await openReader(context, project)
  try {
    const reading = await readNamedBatch(reader, id)
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
