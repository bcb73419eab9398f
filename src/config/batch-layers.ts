import {type Laid, type Layer, laid} from './layers.ts'
import type {Path} from './path.ts'
import type {Batch as WrittenBatch, WrittenCampaign, Wave as WrittenWave} from './written.ts'

export type WrittenCompose = NonNullable<WrittenCampaign['compose']>
export type WrittenSchedule = NonNullable<WrittenCampaign['schedule']>

/** One batch as it stands in a file. */
export interface WrittenPlace {
  readonly name: string
  /** Where it is written: at the top of the file, or under `batches`. */
  readonly at: Path
  readonly written: Partial<WrittenBatch>
  readonly wave?: {readonly name: string; readonly at: Path; readonly written: WrittenWave}
}

export interface BatchLayers {
  readonly compose: readonly Layer<WrittenCompose>[]
  readonly schedule: readonly Layer<WrittenSchedule>[]
}

/** The campaign's own, then the batch's, then the wave's, then what the wave says of this batch. */
export function layersOf({at, name, written, wave}: WrittenPlace, value: Partial<WrittenCampaign>): BatchLayers {
  const inWave = wave && {at: [...wave.at, 'batches', name], written: wave.written.batches?.[name]}
  const of = <K extends 'compose' | 'schedule'>(key: K) => [
    {written: value[key], at: [key]},
    ...(at.length > 0 ? [{written: written[key], at: [...at, key]}] : []),
    ...(wave ? [{written: wave.written[key], at: [...wave.at, key]}] : []),
    ...(inWave?.written ? [{written: inWave.written[key], at: [...inWave.at, key]}] : []),
  ]
  return {
    compose: of('compose') as readonly Layer<WrittenCompose>[],
    schedule: of('schedule') as readonly Layer<WrittenSchedule>[],
  }
}

/** Two forms of one time: whoever writes the one takes the other back. */
export const scheduleLaid = ({schedule}: BatchLayers): Laid<WrittenSchedule> => laid(schedule, ['closeAt', 'closeAfter'])

/** What the batch says of itself, and where: in its wave, where there is one. */
export function ownWords({at, name, written, wave}: WrittenPlace): {
  readonly words: Pick<WrittenBatch, 'distinct' | 'resend'>
  readonly at: Path
} {
  if (!wave) return {words: written, at}
  if (at.length === 0) return {words: wave.written, at: wave.at}
  return {words: wave.written.batches?.[name] ?? {}, at: [...wave.at, 'batches', name]}
}
