import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

test('the page of figures shows what the long runs have counted', async () => {
  const {page} = (await import(String(new URL('../scripts/reliability.mjs', import.meta.url)))) as {
    readonly page: (text: string, figures: unknown) => string
  }
  const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  const text = read('docs/reliability.md')
  expect(page(text, JSON.parse(read('docs/figures.json')))).toBe(text)
})
