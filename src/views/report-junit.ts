import type {Diagnostic} from '../diagnostics.ts'
import {harmless, harmlessLines} from './harmless.ts'

/** Mistakes as a JUnit report: a test case a file, which fails where the file has an error. What has no file is a case of its own. */
export function junitReport(diagnostics: readonly Diagnostic[]): string {
  const files = [...new Set(diagnostics.map(({span}) => span?.file ?? 'the project'))]
  const cases = files.map(file => ({file, found: diagnostics.filter(({span}) => (span?.file ?? 'the project') === file)}))
  const failures = cases.filter(({found}) => found.some(isError)).length
  const all = cases.length > 0 ? cases : [{file: 'all campaigns', found: []}]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all.length}" failures="${failures}">`,
    `  <testsuite name="fieldwork validate" tests="${all.length}" failures="${failures}">`,
    ...all.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

const isError = ({severity}: Diagnostic): boolean => severity === 'error'

function caseLines({file, found}: {readonly file: string; readonly found: readonly Diagnostic[]}): readonly string[] {
  const start = `    <testcase classname="fieldwork" name="${escaped(harmless(file))}"`
  if (found.length === 0) return [`${start}/>`]
  const [errors, warnings] = [found.filter(isError), found.filter(one => !isError(one))]
  const [first] = errors
  const failure = first
    ? [
        `      <failure type="${escaped(first.code)}" message="${escaped(headline(first))}">${escaped(errors.map(whole).join('\n\n'))}</failure>`,
      ]
    : []
  const said = warnings.length > 0 ? [`      <system-out>${escaped(warnings.map(whole).join('\n\n'))}</system-out>`] : []
  return [`${start}>`, ...failure, ...said, '    </testcase>']
}

const headline = ({code, summary, span}: Diagnostic): string => `${span ? `line ${span.line}: ` : ''}${code} ${harmless(summary)}`
const whole = (diagnostic: Diagnostic): string =>
  [headline(diagnostic), ...harmlessLines(diagnostic.detail ?? ''), ...harmlessLines(diagnostic.help ?? '')]
    .filter(text => text !== '')
    .join('\n')

/** Control characters, which XML can't hold, are spelt out before. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
