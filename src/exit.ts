import type {Diagnostic} from './diagnostics.ts'

/** The exit codes, each with one meaning. */
export const exit = {
  done: 0,
  bug: 1,
  changes: 2,
  invalid: 3,
  doubt: 4,
  network: 5,
  busy: 6,
  state: 7,
  stale: 8,
  refused: 9,
  held: 10,
  usage: 64,
  interrupted: 130,
} as const
export type ExitCode = (typeof exit)[keyof typeof exit]

/** Which of several codes a run ends with: the one a person must hear of first. */
const order: readonly ExitCode[] = [4, 1, 64, 3, 7, 9, 5, 8, 6, 10, 130, 2, 0]
export const gravest = (codes: Iterable<ExitCode>): ExitCode => {
  const all = new Set(codes)
  return order.find(code => all.has(code)) ?? exit.done
}

/** The program can't go on, and says why: an exit code and at least one diagnostic. Not a bug. */
export class Stop extends Error {
  override readonly name = 'Stop'
  constructor(
    readonly code: ExitCode,
    readonly diagnostics: readonly Diagnostic[],
    options?: ErrorOptions,
  ) {
    super(diagnostics.map(({summary, detail}) => (detail ? `${summary}: ${detail}` : summary)).join('\n'), options)
  }
}

/** A stop for one reason. */
export const stop = (code: ExitCode, diagnosis: Omit<Diagnostic, 'severity'>, cause?: unknown): Stop =>
  new Stop(code, [{severity: 'error', ...diagnosis}], cause === undefined ? undefined : {cause})
