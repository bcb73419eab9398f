import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import type {Source} from './context.ts'
import type {Path} from './path.ts'
import {yamlLimits} from './yaml-limits.ts'

/** A few lines can multiply: batches in waves, and periods of a repeat. Told before anything is made of them. */
export function tooManyRounds({document, written: {value}}: Source): Diagnostic | undefined {
  const {batches, waves = {}, schedule} = value
  const all = batches ? Object.entries(batches) : []
  const inWaves = Object.keys(waves).length
  if (inWaves > 0) return over(all.length * inWaves, `${all.length} batches in ${inWaves} waves`, ['waves'], document)
  const periods = all.reduce((sum, [, batch]) => sum + (batch.schedule?.repeat?.count ?? schedule?.repeat?.count ?? 1), 0)
  return over(periods, `The repeats of ${all.length} batches`, ['batches'], document)
}

const over = (rounds: number, what: string, path: Path, document: Source['document']): Diagnostic | undefined =>
  rounds <= yamlLimits.rounds
    ? undefined
    : mistake('FW006', {
        span: document.keySpan(path),
        detail: `${what} are ${rounds} rounds in all; ${yamlLimits.rounds} are allowed.`,
        help: 'Split the campaign into several files.',
      })
