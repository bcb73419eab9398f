import {readFileSync} from 'node:fs'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {digestOf} from '../../src/canonical.ts'
import {calendar} from '../../src/config/calendar.ts'
import {campaignOf} from '../../src/config/campaign-of.ts'
import type {Context} from '../../src/config/context.ts'
import {parseDocument} from '../../src/config/document.ts'
import {campaignAsWritten} from '../../src/config/schema.ts'
import type {Diagnostic} from '../../src/diagnostics.ts'

const context: Context = {
  panel: {
    name: 'default',
    formerly: [],
    baseUrl: 'https://api.questionpro.com/a/api/v2',
    timeZone: 'UTC',
    zoneAssumed: true,
    apiKey: {env: 'QUESTIONPRO_API_KEY'},
  },
  names: {},
  authorZone: 'UTC',
  composeDefaults: {},
  scheduleDefaults: {},
  calendar,
}

/** Reads a text as a campaign, without a file. */
function read(text: string): readonly Diagnostic[] {
  const bytes = Buffer.from(text)
  const document = parseDocument('campaigns/one.yaml', bytes)
  if (!document.ok) return document.diagnostics
  const written = campaignAsWritten(document.value)
  const campaign = campaignOf({document: document.value, written, digest: digestOf(bytes)}, context)
  expect(campaign.campaign !== undefined).toBe(!campaign.diagnostics.some(({severity}) => severity === 'error'))
  return campaign.diagnostics
}

const example = readFileSync(new URL('../../campaigns/interviews.yaml', import.meta.url), 'utf8')
const pieces = [
  ':',
  ' ',
  '\n',
  '-',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '&a',
  '*a',
  '!',
  '#',
  '|',
  '>',
  '0',
  'null',
  '\t',
  '@',
  '%',
  ',',
  '? ',
  '__proto__',
  '<<',
  '\u0000',
  '𝒳',
]

test('a campaign with a few pieces put in or taken out is read or told wrong, never thrown', () => {
  const edit = fc.record({at: fc.nat(example.length), cut: fc.nat(12), put: fc.constantFrom('', ...pieces)})
  fc.assert(
    fc.property(fc.array(edit, {minLength: 1, maxLength: 6}), edits => {
      const text = edits.reduce((so, {at, cut, put}) => so.slice(0, at) + put + so.slice(at + cut), example)
      for (const {span, detail, help} of read(text)) {
        expect([span?.line, detail, help].every(Boolean)).toBe(true)
        expect(text.split('\n').length).toBeGreaterThanOrEqual(span?.line ?? 0)
      }
    }),
    {numRuns: 1500},
  )
})

test('any text at all is told wrong, never thrown', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces, 'a', 'compose', 'recipients', '  ', '\n  '), {maxLength: 30}), parts => {
      expect(read(parts.join('')).some(({severity}) => severity === 'error')).toBe(true)
    }),
    {numRuns: 3000},
  )
})
