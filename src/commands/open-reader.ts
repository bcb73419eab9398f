import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {patientReader} from '../apply/patient-reader.ts'
import type {BatchReader, MeaningReader} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import {elapsed} from '../views/figures.ts'
import {line} from '../views/line.ts'
import type {Context} from './context.ts'
import {lineOptions} from './line-options.ts'
import {say} from './output.ts'

/**
 * A client of the panel that can only read, and that tries again what trying again may mend. Rejects with `Stop` where there is no key (9) or the environment would
 * print it (3).
 */
export async function openReader(context: Context, project: Project): Promise<BatchReader & MeaningReader & {close(): void}> {
  refuseDebugging(context.env)
  const {createReader} = await import('../api/api.ts')
  const key = await resolveKey(project.panel.apiKey, {env: context.env, root: project.root})
  const reader = createReader(await lineOptions(context, project, key))
  const patient = patientReader(reader, {
    clock: context.clock,
    spread: () => Number.parseInt(context.random(4), 16) / 2 ** 32,
    onRate: wait => say(context, [line(`The API says that this is too fast: waiting ${elapsed(wait)}.`)]),
  })
  return {...patient, close: reader.close}
}
