import type {BatchId} from '../address.ts'
import type {BatchReader, BatchReading} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import type {Context} from './context.ts'
import {openProject, openState, type Recorded} from './open.ts'
import {openReader} from './open-reader.ts'

/** The place where doubts are settled. */
export interface Desk {
  readonly context: Context
  readonly project: Project
  readonly recorded: Recorded
  /** A client that can only read, opened when it is first needed: a verdict by word needs no key. Rejects with `Stop` where there is none. */
  readonly reader: () => Promise<BatchReader>
  /** What GET says of a batch. What it has said once isn't asked again: survey and time of creation don't change. */
  readonly read: (id: BatchId, signal?: AbortSignal) => Promise<BatchReading>
  readonly close: () => void
}

/** Opens the project and its recorded state. Rejects with `Stop` as they do. */
export async function openDesk(context: Context): Promise<Desk> {
  const {project} = await openProject(context, 'never')
  const recorded = await openState(context, project)
  const known = new Map<BatchId, BatchReading>()
  let opened: Awaited<ReturnType<typeof openReader>> | undefined
  const reader = async () => {
    opened ??= await openReader(context, project)
    return opened
  }
  return {
    context,
    project,
    recorded,
    reader,
    read: async (id, signal) => {
      const reading = known.get(id) ?? (await (await reader()).readBatch(id, signal))
      if (reading.is === 'read') known.set(id, reading)
      return reading
    },
    close: () => opened?.close(),
  }
}
