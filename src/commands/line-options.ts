import type {LineOptions} from '../api/line.ts'
import type {Project} from '../config/campaign.ts'
import type {Context} from './context.ts'

/** What a client of the panel's own server needs: its calls are counted together with those of all other processes of the machine. */
export async function lineOptions(context: Context, {panel, limits}: Project, key: string): Promise<LineOptions> {
  const {clock, memory, random, version} = context
  const {createSharedLimiter} = await import('../api/api.ts')
  const {baseUrl} = panel
  return {baseUrl, key, limits, clock, version, limiter: createSharedLimiter({baseUrl, key, limits, clock, memory, random})}
}
