import {type ExitCode, exit, Stop} from '../exit.ts'
import type {Check} from '../views/doctor-lines.ts'

/** A check with what the run would end with for it. */
export interface Finding extends Check {
  readonly code: ExitCode
}

export const fine = (name: string, detail: string): Finding => ({name, state: 'ok', detail, code: exit.done})

/** It works, and somebody should look at it. */
export const doubtful = (name: string, detail: string, help: string): Finding => ({
  name,
  state: 'warning',
  detail,
  help,
  code: exit.done,
})

export const wrong = (name: string, code: ExitCode, detail: string, help?: string): Finding => ({
  name,
  state: 'failed',
  detail,
  ...(help !== undefined && {help}),
  code,
})

export const passed = (name: string, why: string): Finding => ({name, state: 'skipped', detail: why, code: exit.done})

/** What a command would have stopped with. Anything that isn't a `Stop` is thrown on. */
export function stopped(name: string, error: unknown): Finding {
  if (!(error instanceof Stop)) throw error
  const [first] = error.diagnostics
  const detail = [first?.summary, first?.detail].filter(Boolean).join(': ')
  return wrong(name, error.code, detail, first?.help)
}
