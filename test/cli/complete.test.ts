import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Argument, Option} from '@commander-js/extra-typings'
import {expect, test} from 'vitest'
import {isKnownValue, valueName} from '../../src/commands/candidates.ts'
import {complete} from '../../src/commands/complete.ts'
import type {Context} from '../../src/commands/context.ts'
import {definitions} from '../../src/commands/definitions.ts'
import {parse, programOf} from '../../src/commands/program.ts'
import {summaries} from '../../src/config/codes.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

const home = new URL('../../', import.meta.url).pathname

/** What the definitions alone let be offered: there is no project to ask. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const written: string[] = []
  await complete(['--', ...words], {version: '1', home, write: text => void written.push(text)}, () => ({}) as Context)
  return written
    .join('')
    .split('\n')
    .flatMap(row => row.split('\t')[0] ?? [])
    .filter(Boolean)
}

/** What a page of help lists under a heading. */
async function helpOf(words: readonly string[], heading: 'Commands' | 'Options'): Promise<readonly string[]> {
  const written: string[] = []
  await parse([...words, '--help'], {version: '1', home, write: text => void written.push(text)})
  const [, section = ''] = new RegExp(`^${heading}:\\n((?: .*\\n)+)`, 'm').exec(written.join('')) ?? []
  return [...section.matchAll(/^ {2}(\S.*?)(?: {2,}|$)/gm)].map(([, term = '']) => term)
}

test('each command and flag of the help is offered, and nothing else', async () => {
  const pages: (readonly string[])[] = [[]]
  let flags = 0
  for (const page of pages) {
    const commands = (await helpOf(page, 'Commands')).map(term => term.split(' ')[0] ?? '')
    if (commands.length > 0) {
      expect(await offered(...page, '')).toEqual(commands)
      pages.push(...commands.filter(name => name !== 'help').map(name => [...page, name]))
    }
    const options = (await helpOf(page, 'Options')).flatMap(term => term.match(/(?<!\S)--?[\w-]+/g) ?? [])
    expect({page, flags: [...(await offered(...page, '-'))].sort()}).toEqual({page, flags: [...options].sort()})
    flags += options.length
  }
  expect(pages.length).toBeGreaterThan(20)
  expect(flags).toBeGreaterThan(200)
})

test('of every value in the definitions it is said where it comes from, or that nothing is known of it', () => {
  const program = programOf({version: '1', home, write: () => {}}, Object.values(definitions), () => {})
  const commands = [program, ...program.commands.flatMap(command => [command, ...command.commands])]
  const values = commands.flatMap(
    ({options, registeredArguments}) => [...options, ...registeredArguments] as (Option | Argument)[],
  )
  const names = values.flatMap(value => (value.argChoices ? [] : (valueName(value) ?? [])))
  expect(names.length).toBeGreaterThan(50)
  expect([...new Set(names)].filter(name => !isKnownValue(name))).toEqual([])
})

test.each([
  [['pl'], ['plan']],
  [
    ['--panel', 'x', 'sta'],
    ['status', 'state'],
  ],
  [
    ['help', 'res'],
    ['resolve', 'resume'],
  ],
  [['state', 't'], ['trust']],
  [
    ['plan', '--format', ''],
    ['text', 'json'],
  ],
  [['validate', '--format=s'], ['--format=sarif']],
  [['plan', '--format', 'json', '--no-c'], ['--no-color']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['schema', 'pl'], ['plan']],
  [['sandbox', '--fault', 'lost'], ['lost-answer']],
  [['plan', 'a.yaml', 'b'], [':files']],
  [['plan', '--', '--f'], [':files']],
  [['doubts', '--out', ''], [':files']],
  [['-C', ''], [':folders']],
  [['halt', '--reason', ''], []],
  [['plan', '--nothing', '--for'], ['--format']],
  [['nothing', 'at'], []],
  [['explain', 'FW04', 'FW0'], []],
])('%j', async (words, expected) => {
  expect(await offered(...words)).toEqual(expected)
})

test('explain offers every code with its summary', async () => {
  expect(await offered('explain', 'FW0')).toEqual(Object.keys(summaries))
})

const tracker = `${toFilter(8)}waves:
  2026-q4: {schedule: {sendAt: 2031-12-01 09:00}}
  2027-q1: {schedule: {sendAt: 2032-03-01 09:00}}
`
const pilot = 'members: [{emailAddress: ada@example.com}]\ncompose: {surveyID: 7, templateID: 1}\nrecipients: {members: true}\n'

const ask = async (panel: TestPanel, ...words: readonly string[]): Promise<readonly string[]> => {
  const {code, out, err} = await panel.run(['__complete', '--', ...words])
  expect({code, err}).toEqual({code: 0, err: ''})
  return out.split('\n').filter(Boolean)
}

test('addresses come from the files and the records, people only once they are begun, and doubts where they are settled', async () => {
  const panel = await testPanel(
    {'campaigns/tracker.yaml': tracker, 'campaigns/pilot.yaml': pilot, 'fieldwork.yaml': 'panels: {production: {}}\n'},
    {faults: ['lost-answer@1']},
  )
  expect(await ask(panel, 'status', '')).toEqual(['pilot/main', 'pilot/members', 'tracker/main@2026-q4', 'tracker/main@2027-q1'])
  expect(existsSync(panel.memory)).toBe(false)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  const [person = ''] = (await ask(panel, 'status', 'pilot/main#')).map(row => row.split('\t')[0] ?? '')
  expect(person).toMatch(/^pilot\/main#[0-9a-f]{32}$/)
  expect(await ask(panel, 'resolve', '')).toEqual([`${person}\tno outcome yet`])
  expect(await ask(panel, 'adopt', 'pilot/ma')).toEqual(['pilot/main\trecorded'])
  expect(await ask(panel, 'plan', '--only=pilot/main,tracker/main@2027')).toEqual(['--only=pilot/main,tracker/main@2027-q1'])
  panel.write('campaigns/pilot.yaml', pilot.replace('compose', 'campaign: later\nformerly: [pilot]\ncompose'))
  for (const command of [['halt'], ['resume'], ['history', '--campaign']])
    expect(await ask(panel, ...command, '')).toEqual(['later', 'pilot\trecorded', 'tracker'])
  expect(await ask(panel, 'plan', '--panel', '')).toEqual(['production', 'sandbox\tthe built-in API on this machine'])
})

test('whatever is wrong with the project, nothing is said, and what can be known is offered', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': 'compose: [',
    'campaigns/b.yaml': 'campaign: other\n',
    'fieldwork.yaml': 'panels: 1\n',
  })
  expect(await ask(panel, 'halt', '')).toEqual(['a', 'other'])
  expect(await ask(panel, 'status', '')).toEqual([])
  expect(await ask(panel, '-C', 'nowhere', 'status', '')).toEqual([])
  mkdirSync(join(panel.root, '.fieldwork'))
  writeFileSync(join(panel.root, '.fieldwork/default.jsonl'), '{"seq":1,')
  expect(await ask(panel, 'resolve', '')).toEqual([])
  expect(await ask(panel)).toContain('plan\tShow the difference between the campaigns and the recorded state. Sends nothing')
  expect(readFileSync(join(panel.root, '.fieldwork/default.jsonl'), 'utf8')).toBe('{"seq":1,')
  expect(await panel.run(['__complete'])).toMatchObject({code: 0, err: ''})
})

test('a name that a shell could take for more than a word is not offered', async () => {
  const panel = await testPanel({
    'campaigns/$(touch pwned).yaml': toFilter(7),
    'campaigns/a b.yaml': toFilter(8),
    'campaigns/c.yaml': `campaign: "x;y"\n${toFilter(9)}`,
    'campaigns/fine.yaml': toFilter(10),
    'fieldwork.yaml': 'panels: {"`id`": {}, "$(x)": {}, "a b": {}, good: {}}\n',
  })
  expect(await ask(panel, 'halt', '')).toEqual(['fine'])
  expect(await ask(panel, '--panel', '')).toEqual(['good', 'sandbox\tthe built-in API on this machine'])
})
