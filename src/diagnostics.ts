/** A place in a text file. Lines and columns count from 1; columns count UTF-16 units. */
export interface Span {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Column after the last character, on the same line. */
  readonly endColumn: number
  /** The line above (if any) and the line itself, for the code frame. */
  readonly frame: readonly FrameLine[]
}

export interface FrameLine {
  readonly line: number
  readonly text: string
}

export type Severity = 'error' | 'warning'

/** A mistake as a value: fixed summary without user data; the detail says which, why, and `help` what to do. */
export interface Diagnostic {
  readonly severity: Severity
  /** Stable: `FW` and three digits. */
  readonly code: string
  readonly summary: string
  readonly detail?: string
  readonly help?: string
  readonly span?: Span
}

/** A value with warnings, or every mistake that stands in its way. */
export type Checked<T> =
  | {readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[]}
  | {readonly ok: false; readonly diagnostics: readonly Diagnostic[]}

/** A good value, with the warnings met on the way. */
export const good = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Checked<T> => ({ok: true, value, diagnostics})
/** No value: the mistakes. */
export const bad = (diagnostics: readonly Diagnostic[]): Checked<never> => ({ok: false, diagnostics})
/** Whether one of them is an error. */
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({severity}) => severity === 'error')

/** A diagnostic as the JSON outputs hold it: the place without the code frame. */
export interface FlatDiagnostic {
  readonly severity: Diagnostic['severity']
  readonly code: string
  readonly summary: string
  readonly detail?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly help?: string
}

/** A diagnostic with its place laid flat. */
export const flatDiagnostic = ({severity, code, summary, detail, help, span}: Diagnostic): FlatDiagnostic => ({
  severity,
  code,
  summary,
  ...(detail !== undefined && {detail}),
  ...(span && {file: span.file, line: span.line, column: span.column}),
  ...(help !== undefined && {help}),
})
