import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import type {BatchReader} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import type {Context} from './context.ts'

/** A client of the panel that can only read. Rejects with `Stop` where there is no key (9) or the environment would print it (3). */
export async function openReader(context: Context, {panel, limits, root}: Project): Promise<BatchReader & {close(): void}> {
  refuseDebugging(context.env)
  const {createReader} = await import('../api/api.ts')
  const key = await resolveKey(panel.apiKey, {env: context.env, root})
  return createReader({baseUrl: panel.baseUrl, key, limits, clock: context.clock, version: context.version})
}
