import {expect, test} from 'vitest'
import type {Diagnostic} from '../../src/diagnostics.ts'
import {closingLine, diagnosticLines} from '../../src/views/diagnostic-lines.ts'
import {text} from '../../src/views/text.ts'

const unknownKey: Diagnostic = {
  severity: 'error',
  code: 'FW012',
  summary: 'Unknown key',
  detail: '"templateId" is not a key of compose.',
  help: 'Did you mean "templateID"?',
  span: {
    file: 'campaigns/q3.yaml',
    line: 6,
    column: 3,
    endColumn: 13,
    frame: [
      {line: 5, text: 'compose:'},
      {line: 6, text: '  templateId: 118632'},
    ],
  },
}
const shown = (diagnostics: readonly Diagnostic[], width = 80) =>
  `\n${text([...diagnosticLines(diagnostics, {width}), [], closingLine(diagnostics)], {colour: false})}`

test('the mistake of the documentation', () => {
  expect(
    shown([
      unknownKey,
      {
        severity: 'error',
        code: 'FW031',
        summary: 'No recipients',
        span: {file: 'campaigns/q3.yaml', line: 1, column: 1, endColumn: 2, frame: []},
      },
    ]),
  ).toMatchInlineSnapshot(`
    "
    campaigns/q3.yaml:6:3  error FW012  Unknown key
        5 │ compose:
        6 │   templateId: 118632
          │   ^^^^^^^^^^
      "templateId" is not a key of compose. Did you mean "templateID"?

    campaigns/q3.yaml:1:1  error FW031  No recipients

    2 mistakes in 1 file. Nothing was sent.
    "
  `)
})

test('in 40 columns', () => {
  expect(shown([unknownKey], 40)).toMatchInlineSnapshot(`
    "
    campaigns/q3.yaml:6:3  error FW012
      Unknown key
        5 │ compose:
        6 │   templateId: 118632
          │   ^^^^^^^^^^
      "templateId" is not a key of compose.
      Did you mean "templateID"?

    1 mistake in 1 file. Nothing was sent.
    "
  `)
})

test('help in lines: what begins with the name of the program is a command, whole, however wide', () => {
  const command = 'fieldwork apply /srv/panels/europe/plans/monday.json --panel production --yes'
  const one: Diagnostic = {
    severity: 'error',
    code: 'FW152',
    summary: 'Nobody can be asked',
    detail: 'fieldwork asks people, and this is no terminal.',
    help: `Look at the plan, and run:\n${command}\nWhat it says is what is sent, to the last of the addresses.`,
  }
  expect(shown([one, {...one, help: 'fieldwork doubts'}], 50)).toMatchInlineSnapshot(`
    "
    error FW152  Nobody can be asked
      fieldwork asks people, and this is no terminal.
      Look at the plan, and run:
        fieldwork apply /srv/panels/europe/plans/monday.json --panel production --yes
      What it says is what is sent, to the last of the
      addresses.

    error FW152  Nobody can be asked
      fieldwork asks people, and this is no terminal.
        fieldwork doubts

    2 mistakes. Nothing was sent.
    "
  `)
  expect(text(diagnosticLines([one], {width: 50}), {colour: true})).toContain(`\n    \x1b[1m${command}\x1b[22m\n`)
})

test('a warning without a place', () => {
  expect(
    shown([{severity: 'warning', code: 'FW090', summary: 'The zone is assumed', help: 'State timeZone.'}]),
  ).toMatchInlineSnapshot(`
    "
    warning FW090  The zone is assumed
      State timeZone.

    1 warning.
    "
  `)
})

test('the caret stands below what is shown, whatever width that has', () => {
  const line = '\t名前\u202e: x'
  const span = {
    file: 'a.yaml',
    line: 12,
    column: line.indexOf('x') + 1,
    endColumn: line.length + 1,
    frame: [
      {line: 9, text: 'a'},
      {line: 12, text: line},
    ],
  }
  expect(shown([{severity: 'error', code: 'FW001', summary: 'No', detail: 'one\n::two', span}])).toMatchInlineSnapshot(`
    "
    a.yaml:12:7  error FW001  No
         9 │ a
        12 │ \\t名前\\u{202e}: x
           │                 ^
      one
      \\::two

    1 mistake in 1 file. Nothing was sent.
    "
  `)
})

test('no text of a file becomes a command of a CI log', () => {
  expect(text([[{text: '::error::owned'}], [{text: '  ::set-output x'}]], {colour: false})).toBe(
    '\\::error::owned\n  \\::set-output x\n',
  )
})
