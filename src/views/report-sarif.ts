import type {Diagnostic} from '../diagnostics.ts'
import {harmless, harmlessLines} from './harmless.ts'

/** Mistakes as a SARIF log (OASIS, version 2.1.0), which code scanning services read. Columns count UTF-16 units. */
export function sarifReport(diagnostics: readonly Diagnostic[], version: string): string {
  const codes = [...new Map(diagnostics.map(({code, summary}) => [code, summary]))]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'fieldwork',
            version,
            rules: codes.map(([id, summary]) => ({id, shortDescription: {text: harmless(summary)}})),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(diagnostic =>
          resultOf(
            diagnostic,
            codes.findIndex(([code]) => code === diagnostic.code),
          ),
        ),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const resultOf = ({severity, code, summary, detail, help, span}: Diagnostic, ruleIndex: number): object => ({
  ruleId: code,
  ruleIndex,
  level: severity,
  message: {
    text: [summary, ...harmlessLines(detail ?? ''), ...harmlessLines(help ?? '')].filter(text => text !== '').join('\n'),
  },
  ...(span && {
    locations: [
      {
        physicalLocation: {
          artifactLocation: {uri: span.file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%'},
          region: {startLine: span.line, startColumn: span.column, endColumn: Math.max(span.column, span.endColumn)},
        },
      },
    ],
  }),
})
