import type {Diagnostic} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import {at} from './member-mistakes.ts'

const most = 50

/** A mistake or warning that is put into words only if it is told: a file may have a million of them. */
export interface Told {
  readonly severity: Diagnostic['severity']
  readonly make: () => Diagnostic
  /** It is about the file itself, after which it wasn't read any further: it is told in any case. */
  readonly ofFile?: boolean
}

/** What is wrong in a file: the first of it, and how much more there is. */
export interface FirstDiagnostics {
  add(told: Told): void
  /** Mistakes first. */
  all(): readonly Diagnostic[]
}

export function firstDiagnostics(file: string): FirstDiagnostics {
  const kept = {error: [] as Diagnostic[], warning: [] as Diagnostic[]}
  const left = {error: 0, warning: 0}
  const next: {error?: Told; warning?: Told} = {}
  const rest = (severity: Diagnostic['severity']): readonly Diagnostic[] => {
    if (left[severity] === 0) return []
    const about = {
      span: next[severity]?.make().span ?? at({file}, 1),
      detail: `${left[severity]} more like these follow; the first ${most} are shown.`,
      help: 'Put these right first.',
    }
    return [severity === 'error' ? mistake('FW057', about) : caution('FW057', about)]
  }
  return {
    add: told => {
      const {severity, make, ofFile} = told
      if (kept[severity].length < most || ofFile) kept[severity].push(make())
      else {
        next[severity] ??= told
        left[severity]++
      }
    },
    all: () => [...kept.error, ...rest('error'), ...kept.warning, ...rest('warning')],
  }
}
