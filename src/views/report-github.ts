import type {Diagnostic} from '../diagnostics.ts'
import {harmless, harmlessLines} from './harmless.ts'

/**
 * Mistakes as annotations of a GitHub workflow run, one a line. Source: GitHub's "Workflow commands", where `%`, line ends and, in
 * properties, `:` and `,` are written as percent codes.
 */
export const githubReport = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(diagnostic => `${annotation(diagnostic)}\n`).join('')

function annotation({severity, code, summary, detail = '', help = '', span}: Diagnostic): string {
  const place = span
    ? [
        `file=${property(span.file)}`,
        `line=${span.line}`,
        `col=${span.column}`,
        `endColumn=${Math.max(span.column, span.endColumn)}`,
      ]
    : []
  const words = [...harmlessLines(detail), ...harmlessLines(help)].filter(text => text !== '')
  const properties = [...place, `title=${property(`${code} ${summary}`)}`].join(',')
  return `::${severity} ${properties}::${words.length > 0 ? data(words.join('\n')) : data(harmless(summary))}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(harmless(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
