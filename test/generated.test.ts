import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

test.each([
  ['the types of what people write', 'types'],
  ['docs/reference.md', 'reference'],
])('%s: as the schemas say', (_, name) => {
  const script = fileURLToPath(new URL(`../scripts/${name}.mjs`, import.meta.url))
  const {status, stderr} = spawnSync(process.execPath, [script, '--check'], {encoding: 'utf8'})
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
})
