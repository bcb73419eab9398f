import {chmod, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {inspect} from 'node:util'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {checkedBaseUrl} from '../../src/api/base-url.ts'
import {refuseDebugging} from '../../src/api/debugging.ts'
import {resolveKey, sandboxKey} from '../../src/api/key.ts'
import type {KeySource} from '../../src/config/campaign.ts'
import {exit, Stop} from '../../src/exit.ts'
import {startSandbox} from '../../src/sandbox/server.ts'
import {realClock} from './clock.ts'
import {clientOf} from './scene.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'fieldwork-key-'))
  await writeFile(join(root, 'good'), 's3cret\n', {mode: 0o600})
  await writeFile(join(root, 'open'), 's3cret\n')
  await chmod(join(root, 'open'), 0o644)
  await writeFile(join(root, 'two'), 's3cret\ns3cret\n', {mode: 0o600})
})
afterAll(() => rm(root, {recursive: true}))

const env = {
  GOOD: 's3cret',
  EMPTY: '',
  LINES: 's3cret\nX-Other: 1',
  SPACED: ' s3cret',
  WIDE: 's3cr\u00e9t',
  PATH: process.env.PATH,
}
const resolved = (source: KeySource): Promise<string> => resolveKey(source, {env, root})

test.each<[KeySource]>([[{env: 'GOOD'}], [{file: 'good'}], [{command: [process.execPath, '-e', 'console.log("s3cret")']}]])(
  '%j gives the key',
  async source => {
    expect(await resolved(source)).toBe('s3cret')
  },
)

test.each<[KeySource, string, RegExp]>([
  [{env: 'NONE'}, 'FW401', /NONE is not set/],
  [{env: 'EMPTY'}, 'FW401', /EMPTY is not set/],
  [{env: 'LINES'}, 'FW402', /LINES/],
  [{env: 'SPACED'}, 'FW402', /SPACED/],
  [{env: 'WIDE'}, 'FW402', /WIDE/],
  [{file: 'none'}, 'FW401', /ENOENT/],
  [{file: 'open'}, 'FW403', /0644/],
  [{file: 'two'}, 'FW402', /two/],
  [{file: '.'}, 'FW40', /./],
  [{command: ['/no/such/program']}, 'FW401', /ENOENT/],
  [{command: []}, 'FW401', /failed/],
  [{command: [process.execPath, '-e', 'console.log("s3cret");process.exit(3)']}, 'FW401', /exit 3/],
  [{command: [process.execPath, '-e', '']}, 'FW402', /command/],
])('%j is refused with %s, without showing anything', async (source, code, words) => {
  const failure = await resolved(source).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Stop)
  if (!(failure instanceof Stop)) return
  expect(failure.code).toBe(exit.refused)
  expect(failure.diagnostics[0]?.code.startsWith(code)).toBe(true)
  expect(failure.message).toMatch(words)
  expect(inspect(failure, {depth: 20, showHidden: true}).replaceAll(JSON.stringify(source), '')).not.toMatch(/s3cr/)
})

test("the sandbox's key is the sandbox's", async () => {
  expect(await resolved({sandbox: true})).toBe(sandboxKey)
  const sandbox = await startSandbox({clock: realClock})
  expect(sandbox.key).toBe(sandboxKey)
  await sandbox.close()
})

test('a key that no header can carry never reaches one', () => {
  const made = (): unknown => clientOf('http://127.0.0.1:1/a/api/v2', {key: 's3cret\r\nx: y'})
  expect(made).toThrow(TypeError)
  expect(made).toThrow(/^((?!s3cret).)*$/s)
})

test.each(['http', 'NET', 'undici', 'fs,tls', '*', 'und*', ' stream '])('NODE_DEBUG=%s is refused', NODE_DEBUG => {
  expect(() => refuseDebugging({NODE_DEBUG})).toThrow(Stop)
})
test.each([undefined, '', 'fs', 'module,timer', 'fieldwork'])('NODE_DEBUG=%s is fine', NODE_DEBUG => {
  expect(() => refuseDebugging({NODE_DEBUG})).not.toThrow()
})

test.each(['https://api.questionpro.com/a/api/v2', 'http://127.0.0.1:80/a', 'http://[::1]:8080/a', 'http://localhost/a'])(
  '%s is fine',
  url => {
    expect(checkedBaseUrl(url).href).toBe(new URL(url).href)
  },
)
test.each([
  'http://api.questionpro.com/a/api/v2',
  'http://127.0.0.1.example.com/a',
  'http://localhost.example.com/a',
  'https://u:p@api.questionpro.com/',
  'https://api.questionpro.com/?apiKey=1',
  'ftp://127.0.0.1/',
  'nonsense',
])('%s is refused', url => {
  expect(() => checkedBaseUrl(url)).toThrow(Stop)
})
