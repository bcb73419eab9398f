import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {loadProject} from '../../src/config/load.ts'
import {effortOf} from '../support/effort.ts'
import {codes, folder, load, loadOne, shown} from './scene.ts'

const pipeMaker = 'mkfifo'
const valid = 'members: [{emailAddress: ada@example.com}]\n'
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
const times = (text: string, count: number): string => text.repeat(count)
/** Some 2 s on a machine of 2024. */
const enough = 40

test.each([
  ['nothing', '', ['FW009:1']],
  ['only a comment', '# later\n', ['FW009:1']],
  ['only a mark of a document', '---\n', ['FW009:1']],
  ['a list', '- a\n', ['FW014:1']],
  ['one word', 'campaign\n', ['FW014:1']],
  ['no keys', '{}\n', ['FW032:1']],
  ['a byte order mark', bytes([0xef, 0xbb, 0xbf], valid), []],
  ['line ends of Windows', valid.replaceAll('\n', '\r\n'), []],
  ['a document mark', `---\n${valid}...\n`, []],
  ['two documents', `${valid}---\n${valid}`, ['FW008:2']],
  ['broken UTF-8', bytes('description: caf', [0xe9], '\n', valid), ['FW003:1']],
  ['broken UTF-8 at the end', bytes(valid, '# ', [0xe2, 0x82]), ['FW003:2']],
  ['UTF-16', Buffer.from(`\ufeff${valid}`, 'utf16le'), ['FW003:1']],
  ['NUL', `description: a\u0000b\n${valid}`, ['FW004:1']],
  ['text turned around', `${valid}description: a\u202eb\n`, ['FW004:2']],
  ['a zero-width space', `${valid}description: a\u200bb\n`, ['FW004:2']],
  ['an escape that hides', `${valid}description: "a\\u202eb"\n`, ['FW004:2']],
  ['an escape that hides in a key', `${valid}"desc\\u202eription": x\n`, ['FW004:2']],
  ['a tab as indentation', 'members:\n\t- {emailAddress: ada@example.com}\n', ['FW005:2']],
  ['an open bracket', 'members: [\n', ['FW005:1']],
  ['an open quote', 'description: "a\n', ['FW005:1']],
  ['an own tag', `${valid}description: !secret x\n`, ['FW010:2']],
  ['a common tag', `${valid}description: !!binary eA==\n`, ['FW010:2']],
  ['a directive', `%YAML 1.1\n---\n${valid}`, ['FW010:1']],
  ['a key twice', `${valid}${valid}`, ['FW007:2']],
  ['a key in quotes twice', `${valid}"members": []\n`, ['FW007:2']],
  ['__proto__', `${valid}__proto__: {compose: {}}\n`, ['FW012:2']],
  ['__proto__ deeper', 'members: [{emailAddress: ada@example.com, __proto__: {firstName: x}}]\n', ['FW012:1']],
  ['a quoted key that begins with a no-break space', `${valid}"\\u00a0a": 1\n`, ['FW012:2']],
  ['__proto__ under recipients', `${valid}recipients: {filter: 1, __proto__: 1}\n`, ['FW026:2', 'FW012:2']],
  ['constructor', `${valid}constructor: 1\n`, ['FW012:2']],
  ['a merge key', `${valid}<<: {description: x}\n`, ['FW012:2']],
  ['a key that is a list', `${valid}? [a]\n: b\n`, ['FW005:2']],
  ['a huge integer', 'compose: {surveyID: 9007199254740993, templateID: 1}\nrecipients: {filter: 1}\n', ['FW016:1']],
  ['an octal', 'compose: {surveyID: 0o17, templateID: 1}\nrecipients: {filter: 1}\n', ['FW016:1']],
  ['infinity', 'compose: {surveyID: .inf, templateID: 1}\nrecipients: {filter: 1}\n', ['FW016:1']],
  ['a postcode that loses its zero', 'members: [{emailAddress: ada@example.com, zipCode: 02134}]\n', ['FW016:1']],
  ['an alias to nothing', `${valid}description: *a\n`, ['FW077:2']],
  ['an alias inside itself', 'members: &a [*a]\n', ['FW011:1']],
  ['an alias', 'members: [&a {emailAddress: ada@example.com, firstName: &n Ada, lastName: *n}]\n', []],
  ['a bomb', bomb(), ['FW011:2']],
  ['10,000 levels of brackets', `description: ${times('[', 10_000)}`, ['FW006:1']],
  ['10,000 levels of braces', `description: ${times('{a: ', 10_000)}`, ['FW006:1']],
  ['100,000 levels of dashes', `description:\n  ${times('- ', 100_000)}a\n`, ['FW006:2']],
  ['1,000 levels of indentation', indented(1000), ['FW006:34']],
  ['40 levels', `description: ${times('[', 40)}${times(']', 40)}\n`, ['FW006:1']],
  ['20,000 keys', `${times('k: 1\n', 20_000)}`, Array.from({length: 20}, (_, index) => `FW007:${index + 2}`)],
  ['a million commas', `description: [${times(',', 1_000_000)}]\n`, ['FW006:1']],
  ['300,000 empty entries', `description:\n${times('-\n', 300_000)}`, ['FW006:20002']],
  ['more than 1 MiB', `# ${times('x', 1024 * 1024)}\n${valid}`, ['FW002:1']],
  ['one line of 1 MB', `description: ${times('x', 1_000_000)}\n${valid}`, []],
  ['one line of 1 MB with a mistake in it', `x: ${times('x', 1_000_000)}\n${valid}`, ['FW012:1']],
])('%s: ends fast with a place, or is valid', async (_, text, expected) => {
  const {value: loaded, effort} = await effortOf(() => loadOne(text))
  expect(effort).toBeLessThan(enough)
  expect(codes(loaded), shown(loaded.diagnostics)).toEqual(expected)
})

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 9; level++) lines.push(`a${level}: &a${level} [${times(`*a${level - 1}, `, 9)}*a${level - 1}]`)
  return lines.join('\n')
}

function indented(levels: number): string {
  return Array.from({length: levels}, (_, level) => `${' '.repeat(level)}k:`).join('\n')
}

test('20,000 different keys are told fast, and not all of them', async () => {
  const {value: loaded, effort} = await effortOf(() =>
    loadOne(Array.from({length: 9_900}, (_, index) => `k${index}: 1\n`).join('')),
  )
  expect(effort).toBeLessThan(enough)
  expect(loaded.diagnostics.filter(({code}) => code === 'FW012')).toHaveLength(50)
})

test('a hidden character is shown, not printed', async () => {
  const {diagnostics} = await loadOne(`${valid}"desc\u202eription": x\n`)
  expect(JSON.stringify(diagnostics)).not.toContain('\u202e')
  expect(shown(diagnostics)).toContain('U+202E')
})

test('pipes, folders and links that lead out are not read', async () => {
  const outside = folder({'people.csv': 'emailAddress\nada@example.com\n', 'other.yaml': valid})
  const root = folder({
    'campaigns/out.yaml': 'members: {file: ../../people.csv}\n',
    'campaigns/root.yaml': 'members: {file: /etc/passwd}\n',
    'campaigns/etc.yaml': `members: {file: ${times('../', 12)}etc/passwd}\n`,
    'campaigns/gone.yaml': 'members: {file: gone.csv}\n',
    'campaigns/folder.yaml': 'members: {file: deep}\n',
    'campaigns/linked.yaml': 'members: {file: link.csv}\n',
    'campaigns/pipe.yaml': 'members: {file: pipe.csv}\n',
    'campaigns/deep/x.txt': '',
  })
  symlinkSync(join(outside, 'people.csv'), join(root, 'campaigns/link.csv'))
  symlinkSync(join(outside, 'other.yaml'), join(root, 'campaigns/other.yaml'))
  symlinkSync(outside, join(root, 'campaigns/elsewhere'))
  symlinkSync('circle.yaml', join(root, 'campaigns/circle.yaml'))
  mkdirSync(join(root, 'campaigns/folder.yml'))
  execFileSync(pipeMaker, [join(root, 'campaigns/pipe.csv'), join(root, 'campaigns/fifo.yaml')])
  writeFileSync(join(root, 'campaigns/.hidden.yaml'), 'not: read\n')
  const {diagnostics} = await loadProject({root, members: 'now'})
  expect(diagnostics.map(({code, span, detail}) => `${code} ${span?.file} ${detail}`)).toEqual([
    'FW001 campaigns/circle.yaml campaigns/circle.yaml: its links lead round in a circle.',
    'FW019 campaigns/elsewhere This folder is a link, and campaigns are read from folders of the project only.',
    `FW019 campaigns/etc.yaml "${times('../', 12)}etc/passwd" leads out of the project's folder; a plan names and checks every file that it was made from.`,
    'FW001 campaigns/fifo.yaml This is a pipe, socket or device, and a plain file is needed.',
    'FW001 campaigns/folder.yaml This is a folder, and a file is needed.',
    'FW001 campaigns/folder.yml This is a folder, and a file is needed.',
    'FW001 campaigns/gone.yaml campaigns/gone.csv: there is no such file.',
    `FW019 campaigns/linked.yaml "campaigns/link.csv" leads out of the project's folder; a plan names and checks every file that it was made from.`,
    `FW019 campaigns/other.yaml "campaigns/other.yaml" leads out of the project's folder; a plan names and checks every file that it was made from.`,
    `FW019 campaigns/out.yaml "../../people.csv" leads out of the project's folder; a plan names and checks every file that it was made from.`,
    'FW001 campaigns/pipe.yaml This is a pipe, socket or device, and a plain file is needed.',
    `FW019 campaigns/root.yaml "/etc/passwd" leads out of the project's folder; a plan names and checks every file that it was made from.`,
  ])
})

test('a project without campaigns is empty, not wrong', async () => {
  const {project, diagnostics} = await load({'README.md': ''})
  expect(diagnostics).toEqual([])
  expect(project?.campaigns).toEqual([])
})
