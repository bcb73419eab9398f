import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {onTerminal} from '../support/on-terminal.ts'
import {testPanel} from '../support/panel.ts'

const codes = (out: string): readonly string[] =>
  (JSON.parse(out) as {diagnostics: {code: string}[]}).diagnostics.map(({code}) => code)

test('a new project says what is still missing, sends nothing as it stands, and is valid once that is filled in', async () => {
  const panel = await testPanel({'.gitignore': 'node_modules/'})
  expect(await panel.run(['init', '--yes'])).toMatchObject({code: 0, err: ''})
  expect(panel.read('.gitignore').split('\n')).toEqual([
    'node_modules/',
    '.fieldwork/',
    'members/*.csv',
    'verdicts.csv',
    'plan.json',
    '',
  ])
  for (const name of ['campaign', 'project'])
    expect(panel.read(`schemas/${name}.schema.json`)).toBe((await panel.run(['schema', name])).out)
  const {code, out} = await panel.run(['validate', '--format', 'json'])
  expect({code, codes: codes(out)}).toEqual({code: 3, codes: ['FW023', 'FW023', 'FW023']})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 3})
  panel.write(
    'campaigns/first-campaign.yaml',
    panel
      .read('campaigns/first-campaign.yaml')
      .replace('my-survey', '7')
      .replace('my-invitation', '8')
      .replace('my-filter', '145'),
  )
  expect(await panel.run(['validate'])).toMatchObject({code: 0})
  expect(await panel.run(['init', '--yes'])).toMatchObject({code: 64, err: expect.stringContaining('FW196')})
  expect(panel.posts()).toBe(0)
})

test('what is there stays as it is, and a folder that cannot be written is said', async () => {
  const panel = await testPanel({'campaigns/first-campaign.yaml': 'mine\n'})
  expect((await panel.run(['init', '--yes'])).out).toContain('campaigns/first-campaign.yaml is there, and stays')
  expect(panel.read('campaigns/first-campaign.yaml')).toBe('mine\n')
  mkdirSync(join(panel.root, 'other'))
  writeFileSync(join(panel.root, 'other', 'campaigns'), '')
  expect(await panel.run(['-C', 'other', 'init', '--yes'])).toMatchObject({code: 64, err: expect.stringContaining('FW198')})
  expect(await panel.run(['init', '-C', 'new/folder', '--yes'])).toMatchObject({code: 0})
  expect(existsSync(join(panel.root, 'new/folder/fieldwork.yaml'))).toBe(true)
})

test('on a terminal it asks, and asks again where an answer can not be used', async () => {
  const panel = await testPanel({})
  const terminal = onTerminal(panel, ['init', '-C', 'mine'])
  await terminal.shows('Name of the panel [production]')
  terminal.type('My Panel\r')
  await terminal.shows('small letters')
  terminal.type('pulse\r')
  await terminal.shows('Data centre')
  terminal.type('eu\r')
  await terminal.shows('closing times')
  terminal.type('PST\r')
  await terminal.shows('America/Los_Angeles')
  terminal.type('Europe/Berlin\r')
  await terminal.shows('Your own zone')
  terminal.type('America/New_York\r')
  expect(await terminal.exit).toBe(0)
  const text = readFileSync(join(panel.root, 'mine/fieldwork.yaml'), 'utf8')
  for (const stated of ['pulse:', 'dataCenter: eu', 'timeZone: Europe/Berlin', 'timeZone: America/New_York'])
    expect(text).toContain(stated)
})

test('without a terminal and without --yes it says what to type', async () => {
  const panel = await testPanel({})
  expect(await panel.run(['init'])).toMatchObject({code: 64, err: expect.stringContaining('fieldwork init --yes')})
  expect(await panel.run(['schema', 'camp'])).toMatchObject({code: 64, err: expect.stringContaining('Did you mean "campaign"?')})
})
