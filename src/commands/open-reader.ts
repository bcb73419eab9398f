import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {patientReader} from '../apply/patient-reader.ts'
import {spreadOf} from '../apply/pause.ts'
import type {BatchReader, MeaningReader} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import {elapsed} from '../views/figures.ts'
import {line} from '../views/line.ts'
import type {Context} from './context.ts'
import {lineOptions} from './line-options.ts'
import {say} from './output.ts'

/** The key of the panel. Rejects with `Stop` where there is none (9) or the environment would print it (3). */
export async function keyOf({env}: Context, {panel, root}: Project): Promise<string> {
  refuseDebugging(env)
  return resolveKey(panel.apiKey, {env, root})
}

/** A client of the panel that can only read, and tries once. */
export async function openReaderOnce(
  context: Context,
  project: Project,
  key: string,
): Promise<BatchReader & MeaningReader & {close(): void}> {
  const {createReader} = await import('../api/api.ts')
  return createReader(await lineOptions(context, project, key))
}

/**
 * A client of the panel that can only read, and that tries again what trying again may mend. Rejects with `Stop` where there is no key (9) or the environment would
 * print it (3).
 */
export async function openReader(context: Context, project: Project): Promise<BatchReader & MeaningReader & {close(): void}> {
  const reader = await openReaderOnce(context, project, await keyOf(context, project))
  const patient = patientReader(reader, {
    clock: context.clock,
    spread: () => spreadOf(context.random(4)),
    onRate: wait => say(context, [line(`The API says that this is too fast: waiting ${elapsed(wait)}.`)]),
  })
  return {...patient, close: reader.close}
}
