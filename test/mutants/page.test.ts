import {expect, test} from 'vitest'
import {mutants} from './mutants.ts'
import {page} from './page.ts'

test('the page of mutants is made from their lists', async () => {
  await expect(page(mutants)).toMatchFileSnapshot('../../docs/mutants.md')
})
