import {readFileSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {page} from './page.ts'

const path = new URL('../../docs/faults.md', import.meta.url)

test('docs/faults.md shows the table that the faults are tried against', () => {
  const text = readFileSync(path, 'utf8')
  if (process.env.WRITE_DOCS === '1') writeFileSync(path, page(text))
  else expect(page(text)).toBe(text)
})
