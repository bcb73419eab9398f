import type {Diagnostic} from '../diagnostics.ts'
import {caution, mistake} from './codes.ts'
import {at} from './member-mistakes.ts'

const most = 50

/** What is wrong with the file itself, after which it wasn't read any further. */
const isOfTheFile = ({code}: Diagnostic): boolean => code < 'FW010'

/** Mistakes and warnings of a file that may have a million of them: the first ones are kept, and of the rest how many they are. */
export interface FirstDiagnostics {
  add(diagnostic: Diagnostic): void
  /** Mistakes first. */
  all(): readonly Diagnostic[]
}

export function firstDiagnostics(file: string): FirstDiagnostics {
  const kept = {error: [] as Diagnostic[], warning: [] as Diagnostic[]}
  const left = {error: 0, warning: 0}
  const next: {error?: Diagnostic; warning?: Diagnostic} = {}
  const rest = (severity: Diagnostic['severity']): readonly Diagnostic[] => {
    if (left[severity] === 0) return []
    const about = {
      span: next[severity]?.span ?? at({file}, 1),
      detail: `${left[severity]} more like these follow; the first ${most} are shown.`,
      help: 'Put these right first.',
    }
    return [severity === 'error' ? mistake('FW057', about) : caution('FW057', about)]
  }
  return {
    add: diagnostic => {
      const {severity} = diagnostic
      if (kept[severity].length < most || isOfTheFile(diagnostic)) kept[severity].push(diagnostic)
      else {
        next[severity] ??= diagnostic
        left[severity]++
      }
    },
    all: () => [...kept.error, ...rest('error'), ...kept.warning, ...rest('warning')],
  }
}
