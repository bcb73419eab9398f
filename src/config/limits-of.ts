import type {Diagnostic} from '../diagnostics.ts'
import type {Limits} from './campaign.ts'
import {readDuration} from './duration.ts'
import type {ProjectSource} from './project-of.ts'

const defaultLimits: Limits = {
  callsPerMinute: 300,
  allowance: 20_000,
  membersPerCall: 100,
  concurrency: 4,
  singleSends: 200,
  maxDoubts: 1,
  connectTimeout: 15_000,
  answerTimeout: 120_000,
}

/** The limits that a project states, and the usual ones where it states none. */
export function limitsOf(source: ProjectSource | undefined, diagnostics: Diagnostic[]): Limits {
  const {connectTimeout, answerTimeout, ...numbers} = source?.written.value.limits ?? {}
  const duration = (key: 'connectTimeout' | 'answerTimeout', text: string | undefined) => {
    const read = text === undefined || !source ? undefined : readDuration(text, source.document.span(['limits', key]))
    diagnostics.push(...(read?.diagnostics ?? []))
    return read?.ok ? read.value : defaultLimits[key]
  }
  return {
    ...defaultLimits,
    ...numbers,
    connectTimeout: duration('connectTimeout', connectTimeout),
    answerTimeout: duration('answerTimeout', answerTimeout),
  }
}
