import type {Diagnostic} from '../diagnostics.ts'
import {closingLine, diagnosticLines} from '../views/diagnostic-lines.ts'
import {diagnosticsJson} from '../views/json.ts'
import type {Line} from '../views/line.ts'
import {text} from '../views/text.ts'
import {type Context, coloured, columns} from './context.ts'

/** Data: to stdout. */
export function print(context: Context, lines: readonly Line[]): void {
  context.stdout.write(text(lines, {colour: coloured(context, context.stdout)}))
}

/** Progress and messages: to stderr, unless they are asked to be left out. */
export function say(context: Context, lines: readonly Line[]): void {
  if (!context.options.quiet) context.stderr.write(text(lines, {colour: coloured(context, context.stderr)}))
}

/** Warnings and errors: to stderr as text, or as the one object on stdout where JSON was asked for and nothing else will come. */
export function report(context: Context, diagnostics: readonly Diagnostic[], closing?: readonly Line[]): void {
  if (context.options.format === 'json') {
    context.stdout.write(diagnosticsJson(diagnostics))
    return
  }
  warn(context, diagnostics)
  if (closing) context.stderr.write(text(closing, {colour: coloured(context, context.stderr)}))
}

/** Warnings and errors as text on stderr. */
export function warn(context: Context, diagnostics: readonly Diagnostic[]): void {
  const shown = context.options.quiet ? diagnostics.filter(({severity}) => severity === 'error') : diagnostics
  if (shown.length === 0) return
  const lines = diagnosticLines(shown, {width: columns(context.stderr)})
  context.stderr.write(text(lines, {colour: coloured(context, context.stderr)}))
}

export {closingLine}
