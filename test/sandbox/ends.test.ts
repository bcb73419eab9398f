import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {build} from 'esbuild'
import {expect, test} from 'vitest'

const source = fileURLToPath(new URL('../../src/', import.meta.url))
const program = `
import {startSandbox} from '${source}sandbox/server.ts'
import {createClient} from '${source}api/client.ts'
import {realClock as clock} from '${fileURLToPath(new URL('../api/clock.ts', import.meta.url))}'
const sandbox = await startSandbox({clock, faults: ['hang']})
const slow = await startSandbox({clock, latency: 1_000_000})
const limits = {callsPerMinute: 300, connectTimeout: 1_000_000, answerTimeout: 1_000_000}
const client = createClient({baseUrl: sandbox.url, key: sandbox.key, limits, clock, version: '0'})
const other = createClient({baseUrl: slow.url, key: slow.key, limits, clock, version: '0'})
const connection = await client.connect()
const outcome = connection.send(
  {compose: {surveyID: 1, templateID: 1}, recipients: {filterType: 1}},
  {mayWrite: () => true, isOwned: () => false, deadline: 1_000_000},
)
const members = other.addMembers([])
const idle = await client.connect()
while (sandbox.batches.length === 0 || slow.requests.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
client.close()
const {is} = await outcome
await slow.close()
await sandbox.close()
console.log(is, (await members).is)
`

test('nothing of a closed sandbox or client keeps the process alive, and what was under way is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldwork-ends-'))
  const {outputFiles} = await build({
    stdin: {contents: program, resolveDir: source, loader: 'ts'},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    banner: {js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);"},
  })
  try {
    await writeFile(join(folder, 'program.mjs'), outputFiles[0]?.text ?? '')
    const {stdout} = await promisify(execFile)(process.execPath, [join(folder, 'program.mjs')], {timeout: 60_000})
    expect(stdout).toBe('unknown unconfirmed\n')
  } finally {
    await rm(folder, {recursive: true})
  }
})
