import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {summaries} from '../../src/config/codes.ts'

test('every code of this folder is explained, under its summary', () => {
  const page = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8')
  const explained = [...page.matchAll(/^### (FW0\d\d) (.*)$/gm)].map(([, code, summary]) => [code, summary])
  expect(explained).toEqual(Object.entries(summaries))
})
