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

type Case = readonly [name: string, text: string | Uint8Array, codes: readonly string[]]
const composed = 'compose: {surveyID: 1, templateID: 2}\n'
const toFilter = `${composed}recipients: {filter: 1}\n`
const english = `${composed}batches:\n  en:\n    recipients: {filter: 1}\n`
const lines = (count: number, line: (n: number) => string): string =>
  Array.from({length: count}, (_, n) => `${line(n)}\n`).join('')

test.each<Case>([
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
  ...(['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const).flatMap((name): readonly Case[] => {
    const isName = name === 'constructor'
    return [
      [`a campaign that is called ${name}`, `campaign: ${name}\n${valid}`, isName ? [] : ['FW020:1']],
      [`a batch that is called ${name}`, `${composed}batches: {${name}: {recipients: {filter: 1}}}\n`, isName ? [] : ['FW020:2']],
      [
        `a wave that is called ${name}`,
        `${toFilter}waves: {${name}: {schedule: {sendAt: 2031-12-01 09:00}}}\n`,
        isName ? [] : ['FW020:3'],
      ],
      [`an ID that is called ${name}`, `${composed}recipients: {filter: ${name}}\n`, ['FW023:2']],
      [
        `a reminder of ${name}`,
        `${english}    reminds: ${name}\n    after: {batch: ${name}}\n`,
        isName ? ['FW060:5', 'FW060:6'] : ['FW015:5', 'FW015:6'],
      ],
      [`what was ${name} before`, `${english}    formerly: [${name}]\n`, isName ? [] : ['FW020:5']],
    ]
  }),
  ['20,000 batches', `${composed}batches:\n${lines(20_000, n => `  b${n}: {recipients: {filter: 1}}`)}`, ['FW006:6668']],
  ['6,000 batches', `${composed}batches:\n${lines(6000, n => `  b${n}: {recipients: {filter: ${n + 1}}}`)}`, []],
  ['70,000 waves', `${toFilter}waves:\n${lines(70_000, n => `  w${n}:`)}`, ['FW006:19998']],
  [
    '3,000 batches in 1,500 waves',
    `${composed}batches:\n${lines(3000, n => `  b${n}: {recipients: {filter: 1}}`)}waves:\n${lines(1500, n => `  v${n}: {schedule: {sendAt: 2031-12-01 09:00}}`)}`,
    ['FW006:3003'],
  ],
  [
    '3,000 batches that repeat',
    `${composed}schedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: 1000}}\nbatches:\n${lines(3000, n => `  b${n}: {recipients: {filter: 1}}`)}`,
    ['FW006:3'],
  ],
  [
    'batches that an alias multiplies',
    `${composed}batches: &b\n${lines(90, n => `  b${n}: {recipients: {filter: 1}}`)}waves:\n${lines(90, n => `  w${n}: {schedule: {sendAt: 2031-12-01 09:00}, batches: *b}`)}`,
    ['FW006:67'],
  ],
  [
    'a billion periods',
    `${toFilter}schedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: 1000000000}}\n`,
    ['FW015:3'],
  ],
  [
    'a rule that begins ten thousand years before it counts',
    `${toFilter}schedule: {sendAt: 0001-01-01 09:00, repeat: {every: day, count: 1000, from: 9999-12-31 00:00}}\n`,
    [],
  ],
  [
    'a rule that goes on for a thousand years after the last date',
    `${toFilter}schedule: {sendAt: 9999-12-31 23:59, repeat: {every: year, count: 1000}}\n`,
    [],
  ],
  [
    '2,500 batches that wait in a circle',
    `${composed}batches:\n${lines(2500, n => `  b${n}: {recipients: {filter: 1}, after: {batch: b${(n + 1) % 2500}}}`)}`,
    Array.from({length: 2500}, (_, n) => `FW061:${n + 3}`),
  ],
  [
    '2,500 batches that wait for nobody',
    `${composed}batches:\n${lines(2500, n => `  b${n}: {recipients: {filter: 1}, after: {batch: x${n}}}`)}`,
    Array.from({length: 50}, (_, n) => `FW060:${n + 3}`),
  ],
  [
    '3,000 waves without a time',
    `${toFilter}waves:\n${lines(3000, n => `  w${n}: {}`)}`,
    Array.from({length: 3000}, (_, n) => `FW037:${n + 4}`),
  ],
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

test('2,000 campaigns of one name are told fast, each with a few of the others', async () => {
  const files = Object.fromEntries(Array.from({length: 2000}, (_, n) => [`campaigns/c${n}.yaml`, `campaign: same\n${valid}`]))
  const {diagnostics} = await load(files)
  expect(diagnostics).toHaveLength(2000)
  expect(diagnostics[0]?.detail).toMatch(
    /^"same" is also the name of the campaign in (?:campaigns\/c\d+\.yaml:1, ){11}campaigns\/c\d+\.yaml:1 and 1987 more\.$/,
  )
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
