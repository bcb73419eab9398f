import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {Diagnostic} from '../../src/diagnostics.ts'
import {githubReport} from '../../src/views/report-github.ts'
import {junitReport} from '../../src/views/report-junit.ts'
import {sarifReport} from '../../src/views/report-sarif.ts'

const diagnostic = (given: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: 'error',
  code: 'FW012',
  summary: 'Unknown key',
  detail: '"surveyId" is not a key of compose.',
  help: 'Write surveyID',
  span: {file: 'campaigns/a, b%.yaml', line: 3, column: 5, endColumn: 13, frame: []},
  ...given,
})
const {span: _, ...placeless} = diagnostic({severity: 'warning', code: 'FW091', summary: 'The clock is off'})

test('annotations of GitHub', () => {
  expect(githubReport([diagnostic(), placeless])).toMatchInlineSnapshot(`
    "::error file=campaigns/a%2C b%25.yaml,line=3,col=5,endColumn=13,title=FW012 Unknown key::"surveyId" is not a key of compose.%0AWrite surveyID
    ::warning title=FW091 The clock is off::"surveyId" is not a key of compose.%0AWrite surveyID
    "
  `)
})

test('a JUnit report has a case a file', () => {
  expect(
    junitReport([diagnostic(), diagnostic({code: 'FW040', summary: "Time can't be read"}), placeless]),
  ).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites tests="2" failures="1">
      <testsuite name="fieldwork validate" tests="2" failures="1">
        <testcase classname="fieldwork" name="campaigns/a, b%.yaml">
          <failure type="FW012" message="line 3: FW012 Unknown key">line 3: FW012 Unknown key
    &quot;surveyId&quot; is not a key of compose.
    Write surveyID

    line 3: FW040 Time can't be read
    &quot;surveyId&quot; is not a key of compose.
    Write surveyID</failure>
        </testcase>
        <testcase classname="fieldwork" name="the project">
          <system-out>FW091 The clock is off
    &quot;surveyId&quot; is not a key of compose.
    Write surveyID</system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `)
  expect(junitReport([])).toContain('<testcase classname="fieldwork" name="all campaigns"/>')
})

test('a SARIF log names each rule once, and places by URI', () => {
  const log = JSON.parse(sarifReport([diagnostic(), diagnostic(), placeless], '1.0.0')) as {
    runs: {tool: {driver: {rules: {id: string}[]}}; results: {ruleIndex: number; level: string; locations?: object[]}[]}[]
  }
  expect(log).toMatchObject({version: '2.1.0'})
  const [run] = log.runs
  expect(run?.tool.driver.rules.map(({id}) => id)).toEqual(['FW012', 'FW091'])
  expect(run?.results.map(({ruleIndex, level}) => [ruleIndex, level])).toEqual([
    [0, 'error'],
    [0, 'error'],
    [1, 'warning'],
  ])
  expect(run?.results[0]).toMatchObject({
    locations: [
      {
        physicalLocation: {
          artifactLocation: {uri: 'campaigns/a%2C%20b%25.yaml'},
          region: {startLine: 3, startColumn: 5, endColumn: 13},
        },
      },
    ],
  })
})

const hostile = fc.oneof(
  fc.string({unit: 'binary', maxLength: 40}),
  fc.constantFrom(
    '\r::stop-commands::x',
    '\n::error::no',
    ']]></failure><x a="',
    '\u0000\u001b[2J',
    '\u202eabc',
    '%0A::set-output',
  ),
)

test('whatever a file holds, it adds no annotation, no element and no control character', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (file, detail, help) => {
      const given = diagnostic({detail, help, span: {file, line: 1, column: 1, endColumn: 2, frame: []}})
      const annotations = githubReport([given])
      expect(annotations.trimEnd().split(/[\r\n]/)).toHaveLength(1)
      expect(annotations).toMatch(/^::error file=[^:,\r\n]*,line=1,/)
      const report = junitReport([given])
      expect(report.match(/<[a-z?/]/g)).toHaveLength(9)
      for (const text of [annotations.trimEnd(), report.replaceAll('\n', ''), sarifReport([given], '1').replaceAll('\n', '')])
        expect(text).not.toMatch(/[\p{Cc}\u202e]/u)
      JSON.parse(sarifReport([given], '1'))
    }),
  )
})
