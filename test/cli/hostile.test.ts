import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {type TestProject, testProject} from '../support/program.ts'

const pipeMaker = 'mkfifo'
/** What nobody may read in a message. */
const canary = 'canary7731'
const composed = 'compose: {surveyID: 1, templateID: 2}\nrecipients: {filter: 1}\n'
const listed = 'members: {file: people.csv}\n'
const times = (text: string, count: number): string => text.repeat(count)

type Scene = (project: TestProject, at: (path: string) => string) => void
/** A campaign file of these bytes, or a member file beside a campaign that names it. */
const yaml =
  (content: string | Uint8Array): Scene =>
  (_, at) =>
    writeFileSync(at('campaigns/one.yaml'), content)
const csv =
  (content: string | Uint8Array): Scene =>
  (_, at) => {
    writeFileSync(at('campaigns/one.yaml'), listed)
    writeFileSync(at('campaigns/people.csv'), content)
  }
const beside =
  (make: (path: string, project: TestProject) => void): Scene =>
  (project, at) => {
    writeFileSync(at('campaigns/one.yaml'), listed)
    make(at('campaigns/people.csv'), project)
  }

const row = `${canary}@example.com,${canary}`
const projects: TestProject[] = []
afterAll(() => {
  for (const project of projects) project.remove()
})

test.each<[name: string, scene: Scene, told: readonly string[]]>([
  ['broken UTF-8', yaml(Buffer.from(`description: ${canary}\xe9\n`, 'latin1')), ['campaigns/one.yaml:1 FW003']],
  ['NUL', yaml(`description: "a\0b"\n${composed}`), ['campaigns/one.yaml:1 FW004']],
  ['10,000 levels', yaml(`description: ${times('[', 10_000)}`), ['campaigns/one.yaml:1 FW006']],
  ['a campaign as a pipe', (_, at) => void execFileSync(pipeMaker, [at('campaigns/one.yaml')]), ['campaigns/one.yaml:1 FW001']],
  ['a campaign as a device', (_, at) => symlinkSync('/dev/zero', at('campaigns/one.yaml')), ['campaigns/one.yaml:1 FW019']],
  [
    'a campaign as a link to a secret',
    (project, at) => linkToSecret(at('campaigns/one.yaml'), project),
    ['campaigns/one.yaml:1 FW019'],
  ],
  ['a campaign of 300 MB', (_, at) => sparse(at('campaigns/one.yaml'), 300), ['campaigns/one.yaml:1 FW002']],
  ['a project file as a pipe', (_, at) => void execFileSync(pipeMaker, [at('fieldwork.yaml')]), ['fieldwork.yaml:1 FW001']],
  ['a project file as a folder', (_, at) => mkdirSync(at('fieldwork.yaml')), ['fieldwork.yaml:1 FW001']],
  [
    'a key in the project file',
    (_, at) => writeFileSync(at('fieldwork.yaml'), `panels: {p: {apiKey: ${canary}}}\n`),
    ['fieldwork.yaml:1 FW071'],
  ],
  ['members as a pipe', beside(path => execFileSync(pipeMaker, [path])), ['campaigns/one.yaml:1 FW001']],
  ['members as a device', beside(path => symlinkSync('/dev/zero', path)), ['campaigns/one.yaml:1 FW019']],
  ['members as a folder', beside(path => mkdirSync(path)), ['campaigns/one.yaml:1 FW001']],
  ['members as a link in a circle', beside(path => symlinkSync('people.csv', path)), ['campaigns/one.yaml:1 FW001']],
  ['members as a link to a secret', beside((path, project) => linkToSecret(path, project)), ['campaigns/one.yaml:1 FW019']],
  ['members of /etc/passwd', yaml(`members: {file: ../../../../../../../../etc/passwd}\n`), ['campaigns/one.yaml:1 FW019']],
  ['members of 300 MB of nothing', beside(path => sparse(path, 300)), ['campaigns/people.csv:1 FW002']],
  ['members of 100 MB of nothing', beside(path => sparse(path, 100)), ['campaigns/people.csv:1 FW002']],
  ['one line of 50 MB', csv(`emailAddress\n${times(canary, 5_000_000)}\n`), ['campaigns/people.csv:2 FW002']],
  ['a million quotes', csv(`emailAddress\n${times('"', 1_000_001)}${canary}`), ['campaigns/people.csv:2 FW054']],
  ['a quote that is never closed', csv(`emailAddress,firstName\n"${row}\n${row}\n`), ['campaigns/people.csv:2 FW054']],
  ['a row with too many cells', csv(`emailAddress,firstName\n${row},${canary}\n`), ['campaigns/people.csv:2 FW053']],
  ['a row without an address', csv(`emailAddress,firstName\n${canary},x\n`), ['campaigns/people.csv:2 FW029']],
  ['NUL in a row', csv(`emailAddress\n${canary}\0\n`), ['campaigns/people.csv:2 FW004']],
  ['lone carriage returns', csv(`emailAddress\r${row}\r`), ['campaigns/people.csv:1 FW069']],
  ['members in UTF-16', csv(Buffer.from(`\ufeffemailAddress\n${row}\n`, 'utf16le')), ['campaigns/people.csv:1 FW003']],
  [
    'members in broken UTF-8',
    csv(Buffer.from(`emailAddress\n${canary}\xe9@example.com\n`, 'latin1')),
    ['campaigns/people.csv:2 FW003'],
  ],
  ['a person in place of the header', csv(`${row}\n${row}\n`), ['campaigns/people.csv:1 FW051']],
  [
    'a journal in place of members',
    beside(path => writeFileSync(path, `{"people":["${canary}"]}\n`)),
    ['campaigns/people.csv:1 FW054'],
  ],
])('%s: ends with 3 and a place, and tells nothing of what is in it', async (_, scene, told) => {
  const project = testProject({'campaigns/.kept': ''})
  projects.push(project)
  scene(project, path => join(project.root, path))
  for (const command of ['validate', 'plan', 'apply']) {
    const {code, out, err} = await project.run([command, '--format', 'json'])
    const {diagnostics} = JSON.parse(out.split('\n', 1)[0] ?? '') as {
      diagnostics: readonly {code: string; file: string; line: number}[]
    }
    expect([code, diagnostics.map(each => `${each.file}:${each.line} ${each.code}`)], command).toEqual([3, told])
    expect(out + err).not.toContain(canary)
  }
  const {code, err} = await project.run(['validate'])
  expect(code).toBe(3)
  expect(err).not.toContain(canary)
  expect(err).not.toContain('a bug')
})

function linkToSecret(path: string, project: TestProject): void {
  const secret = join(project.memory, '..', 'secret.csv')
  writeFileSync(secret, `emailAddress\n${row}\n`)
  symlinkSync(secret, path)
}

/** A file of nothing but NUL, which takes no room on the disk. */
function sparse(path: string, megabytes: number): void {
  writeFileSync(path, '')
  truncateSync(path, megabytes * 1024 * 1024)
}
