import type {Diagnostic} from '../diagnostics.ts'
import type {ExitCode} from '../exit.ts'
import type {Line as Recorded} from '../state/entry.ts'
import {closingLine, diagnosticLines} from '../views/diagnostic-lines.ts'
import {historyEntries} from '../views/history.ts'
import {diagnosticsJson, recordedJson} from '../views/json.ts'
import type {Line} from '../views/line.ts'
import {text} from '../views/text.ts'
import {type Context, coloured, columns} from './context.ts'
import {forThisRun} from './follow-up.ts'

/** Data: to stdout. Where JSON was asked for, words are no data: they are messages then. */
export function print(context: Context, lines: readonly Line[]): void {
  if (context.options.format === 'json') say(context, lines)
  else context.stdout.write(text(lines, {colour: coloured(context, context.stdout)}))
}

/** Ends a command that records something: a program is told what, where a person has read it in words. */
export function ended(context: Context, panel: string, code: ExitCode, recorded: readonly Recorded[] = []): ExitCode {
  if (context.options.format === 'json') context.stdout.write(recordedJson({panel, recorded: historyEntries(recorded)}))
  return code
}

/** Progress and messages: to stderr, unless they are asked to be left out. */
export function say(context: Context, lines: readonly Line[]): void {
  if (!context.options.quiet) context.stderr.write(text(lines, {colour: coloured(context, context.stderr)}))
}

/** Warnings and errors: to stderr as text, or as the one object on stdout where JSON was asked for and nothing else will come. */
export function report(context: Context, diagnostics: readonly Diagnostic[], closing?: readonly Line[]): void {
  if (context.options.format === 'json') {
    context.stdout.write(diagnosticsJson(diagnostics.map(each => pasteable(context, each))))
    return
  }
  warn(context, diagnostics)
  if (closing) context.stderr.write(text(closing, {colour: coloured(context, context.stderr)}))
}

/** Warnings and errors as text on stderr. */
export function warn(context: Context, diagnostics: readonly Diagnostic[]): void {
  const shown = context.options.quiet ? diagnostics.filter(({severity}) => severity === 'error') : diagnostics
  if (shown.length === 0) return
  const lines = diagnosticLines(
    shown.map(each => pasteable(context, each)),
    {width: columns(context.stderr)},
  )
  context.stderr.write(text(lines, {colour: coloured(context, context.stderr)}))
}

/** The same, with its commands completed: who advises them knows neither project nor panel. */
export const pasteable = (context: Context, {help, ...rest}: Diagnostic): Diagnostic => ({
  ...rest,
  ...(help !== undefined && {help: forThisRun(context, help)}),
})

export {closingLine}
