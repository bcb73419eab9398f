import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parse} from 'yaml'
import {loadProject} from '../../src/config/load.ts'
import {yamlOf} from '../../src/config/yaml-text.ts'
import {codes, everybody, folder, load, shown} from './scene.ts'

const good = `campaign: spring
description: Spring pulse
members: [{emailAddress: ada@example.com}]
compose:
  surveyID: 11372241
  surveyLength: 8
  templateID: 118632
recipients:
  filter: 145
schedule:
  timeZone: America/New_York
  closeAt: 2031-12-10 13:43
`
const project = `requires: ">=1.0"
panels:
  default: {dataCenter: us, timeZone: UTC, names: {filter: {pet-owners: 145}}}
limits: {connectTimeout: 15s}
`
const campaign = 'campaigns/spring.yaml'
const projectFile = 'fieldwork.yaml'
const csv = {'members/q3.csv': 'emailAddress,firstName\nada@example.com,Ada\n'}

/** What stands in a good file, what someone wrote in its place, what the message offers, what is typed after reading it. */
type Case = [from: string, to: string, at: string, offers: string, typed?: string]

const kinds: Case[] = [
  ['closeAt: 2031-12-10 13:43', 'closeAfter: 9', 'FW014:12', '9d', 'closeAfter: 9d'],
  ['closeAt: 2031-12-10 13:43', 'closeAfter: 0', 'FW014:12', '9d', 'closeAfter: 9d'],
  ['closeAt: 2031-12-10 13:43', 'closeAfter: 1.5', 'FW014:12', '9d', 'closeAfter: 9d'],
  ['closeAt: 2031-12-10 13:43', 'closeAt: 20311210', 'FW014:12', '2031-12-10 13:43'],
  ['timeZone: America/New_York', 'timeZone: -5', 'FW014:11', 'America/New_York'],
  ['surveyID: 11372241', 'surveyID: 11372241.5', 'FW014:5', 'Write a whole number: 11372241', 'surveyID: 11372241'],
  ['surveyID: 11372241', 'surveyID: 0.5', 'FW014:5', 'Write a whole number: 1', 'surveyID: 1'],
  ['surveyID: 11372241', 'surveyID: 11_372_241', 'FW023:5', '11372241'],
  ['surveyID: 11372241', 'surveyID: 11,372,241', 'FW023:5', '11372241'],
  ['surveyID: 11372241', 'surveyID: true', 'FW014:5', '145', 'surveyID: 145'],
  ['surveyLength: 8', 'surveyLength: 1_000', 'FW014:6', '1000', 'surveyLength: 1000'],
  ['description: Spring pulse', 'description: 2031', 'FW014:2', '"2031"', 'description: "2031"'],
  ['description: Spring pulse', 'description: true', 'FW014:2', '"true"', 'description: "true"'],
  ['campaign: spring', 'campaign: 2031', 'FW014:1', '"2031"', 'campaign: "2031"'],
  ['campaign: spring', 'campaign: 2031.5', 'FW014:1', 'q3-pulse', 'campaign: q3-pulse'],
  ['description: Spring pulse', 'formerly: winter, autumn', 'FW014:2', '[winter, autumn]', 'formerly: [winter, autumn]'],
  [
    'members: [{emailAddress: ada@example.com}]',
    'members: ../members/q3.csv',
    'FW014:3',
    'members: {file: ../members/q3.csv}',
    'members: {file: ../members/q3.csv}',
  ],
  ['members: [{emailAddress: ada@example.com}]', 'members: ada@example.com', 'FW014:3', '[{emailAddress: …}]'],
  ['members: [{emailAddress: ada@example.com}]', 'members: [ada@example.com]', 'FW014:3', '{emailAddress: …}'],
  ['recipients:\n  filter: 145', 'recipients:', 'FW014:8', 'recipients: {filter: 145}', 'recipients: {filter: 145}'],
  ['recipients:\n  filter: 145', 'recipients: 7', 'FW014:8', 'recipients: {filter: 7}', 'recipients: {filter: 7}'],
  ['recipients:\n  filter: 145', 'recipients: pets', 'FW014:8', 'recipients: {filter: 145}', 'recipients: {filter: 145}'],
  ['recipients:\n  filter: 145', 'recipients: members', 'FW014:8', 'recipients: {members: true}', 'recipients: {members: true}'],
  [
    'recipients:\n  filter: 145',
    'recipients: ada@example.com',
    'FW014:8',
    'recipients: {email: …}',
    'recipients: {email: ada@example.com}',
  ],
  [
    'recipients:\n  filter: 145',
    'recipients: [ada@example.com]',
    'FW014:8',
    'recipients: {emails: […]}',
    'recipients: {emails: [ada@example.com]}',
  ],
  [
    'filter: 145',
    'email: [ada@example.com, grace@example.org]',
    'FW014:9',
    'all 2 addresses',
    'emails: [ada@example.com, grace@example.org]',
  ],
  [
    'filter: 145',
    'emails: ada@example.com, grace@example.org',
    'FW014:9',
    'emails: […, …]',
    'emails: [ada@example.com, grace@example.org]',
  ],
  ['filter: 145', 'emails: ada@example.com', 'FW014:9', 'Write email instead of emails', 'email: ada@example.com'],
  [
    'filter: 145',
    'email: ada@example.com, grace@example.org',
    'FW029:9',
    'emails: […, …]',
    'emails: [ada@example.com, grace@example.org]',
  ],
  ['filter: 145', 'emails: [[ada@example.com]]', 'FW014:9', 'ada@example.com', 'emails: [ada@example.com]'],
  ['filter: 145', 'filter:145', 'FW014:9', 'Write filter: 145', 'filter: 145'],
  ['filter: 145', 'filter: {id:145}', 'FW012:9', 'Write id: 145', 'filter: {id: 145}'],
  ['timeZone: America/New_York', 'timeZone: Berlin', 'FW044:11', 'Europe/Berlin', 'timeZone: Europe/Berlin'],
  ['timeZone: America/New_York', 'timeZone: EST', 'FW044:11', 'Write America/New_York, or another place.'],
  ['timeZone: America/New_York', 'timeZone: IST', 'FW044:11', 'Write a place, such as America/New_York'],
  ['timeZone: America/New_York', 'timeZone: Japan', 'FW044:11', 'Write Asia/Tokyo', 'timeZone: Asia/Tokyo'],
  ['timeZone: America/New_York', 'timeZone: GMT', 'FW044:11', 'Write UTC', 'timeZone: UTC'],
  [
    'surveyID: 11372241',
    'surveyID: 1137224111372241113',
    'FW016:5',
    'copy it again: a whole number up to 9,007,199,254,740,991.',
  ],
  ['surveyID: 11372241', 'surveyID: "1137224111372241113"', 'FW023:5', 'a whole number up to 9,007,199,254,740,991.'],
  ['surveyID: 11372241', 'surveyID: "9007199254740991"', 'FW023:5', '9007199254740991', 'surveyID: 9007199254740991'],
  ['surveyID: 11372241', 'surveyID: 1.13722e+20', 'FW016:5', 'copy it again: a whole number up to 9,007,199,254,740,991.'],
  ['Spring pulse', '1137224111372241113', 'FW016:2', 'If it is text, write it in quotes.', '"1137224111372241113"'],
  ['emailAddress', 'email', 'FW012:3', 'Write emailAddress'],
  ['emailAddress: ada@example.com', 'emailAdress: ada@example.com, firstName: Ada', 'FW012:3', 'Write emailAddress'],
  [
    'members: [{emailAddress: ada@example.com}]',
    'members: {file: ../members/q4.csv}',
    'FW001:3',
    'Write ../members/q3.csv',
    'members: {file: ../members/q3.csv}',
  ],
  [
    'members: [{emailAddress: ada@example.com}]',
    'members: {file: ../members/q3}',
    'FW001:3',
    'Write ../members/q3.csv',
    'members: {file: ../members/q3.csv}',
  ],
  ['timeZone: America/New_York', 'timeZone: new york', 'FW044:11', 'America/New_York'],
  ['13:43', '9:00 AM', 'FW040:12', '2031-12-10 09:00', '09:00'],
  ['13:43', '13:43 PM', 'FW040:12', '2031-12-10 13:43', '13:43'],
  ['13:43', '9pm', 'FW040:12', '2031-12-10 21:00', '21:00'],
  ['13:43', '12:30 a.m. Europe/Berlin', 'FW040:12', '2031-12-10 00:30 Europe/Berlin', '00:30 Europe/Berlin'],
  ['2031-12-10 13:43', '12/10/2031 9:00 PM', 'FW041:12', '2031-12-10 21:00 or 2031-10-12 21:00', '2031-12-10 21:00'],
  ['Spring pulse', '*new*', 'FW077:2', '"*new*"', '"*new*"'],
]

async function check([from, to, at, offers, typed = from]: Case, file: string) {
  const files: Readonly<Record<string, string>> = {[campaign]: good, [projectFile]: project, ...csv}
  const loaded = await load({...files, [file]: `${files[file]}`.replace(from, to)}, {version: '1.0.0'})
  expect(codes(loaded), shown(loaded.diagnostics)).toEqual([at])
  expect(loaded.diagnostics[0]?.help).toContain(offers)
  const cured = await load({...files, [file]: `${files[file]}`.replace(from, typed)}, {version: '1.0.0'})
  expect(shown(cured.diagnostics)).toBe('')
  return loaded
}

test.each(kinds)('%j written as %j is %s and offers %j', async (...one: Case) => {
  const {diagnostics} = await check(one, campaign)
  // Nobody's address is repeated; one that stands there as an example is the schema's.
  if (!one[3].includes('@')) expect(JSON.stringify(diagnostics)).not.toMatch(/ada@ex|grace@ex/)
})

const inProject: Case[] = [
  ['15s', '15', 'FW014:4', '15s', '15s'],
  ['">=1.0"', 'latest', 'FW015:1', '">=1.0"', '">=1.0"'],
  ['">=1.0"', '1.2', 'FW014:1', '">=1.0"', '">=1.0"'],
  ['">=1.0"', '1', 'FW014:1', '">=1.0"', '">=1.0"'],
  ['dataCenter: us', 'dataCenter: us, url: https://proxy.example.com', 'FW012:3', 'Remove "url"', 'dataCenter: us'],
  ['dataCenter: us', 'baseUrl: https://api.questionpro.eu/a/api/v2', 'FW012:3', 'dataCenter: eu', 'dataCenter: eu'],
  ['dataCenter: us, ', 'host: proxy.example.com, ', 'FW012:3', 'FIELDWORK_URL, or give --url', ''],
  [
    '{dataCenter: us, timeZone: UTC, names: {filter: {pet-owners: 145}}}',
    '{server: x}',
    'FW012:3',
    'dataCenter: us',
    '{dataCenter: us}',
  ],
  ['dataCenter: us', 'dataCenter: uk', 'FW015:3', 'Write one of us, eu, ca', 'dataCenter: eu'],
  ['dataCenter: us', 'dataCenter: 5', 'FW014:3', 'us', 'dataCenter: us'],
  [project, '# later\n', 'FW009:1', 'panels: {production: {dataCenter: us, timeZone: America/Los_Angeles}}'],
  [project, '', 'FW009:1', 'delete it', 'panels: {production: {dataCenter: us, timeZone: America/Los_Angeles}}\n'],
]
test.each(inProject)('in the project file %j written as %j is %s and offers %j', async (...one: Case) => {
  await check(one, projectFile)
})

test('of a missing file the nearest one of the project is named, and none outside, hidden or reached by a link', async () => {
  const lost = (file: string, more = {}) => load({[campaign]: `members: {file: ${file}}\n`, ...csv, ...more})
  const near = await lost('../members/q4.csv')
  expect(near.diagnostics[0]?.detail).toBe('members/q4.csv: there is no such file. Did you mean ../members/q3.csv?')
  for (const file of ['../members/people.csv', '../lost/q3.csv', '../members/.q3.csv'])
    expect((await lost(file, {'members/.q4.csv': ''})).diagnostics[0]?.help, file).not.toContain('.q4')
  const deep = await lost('../members/q4.csv', {'campaigns/deep/b.yaml': 'members: {file: ../../members/q4.csv}\n'})
  expect(deep.diagnostics.map(({span, help}) => `${span?.file} ${help}`)).toEqual([
    'campaigns/deep/b.yaml Write ../../members/q3.csv',
    'campaigns/spring.yaml Write ../members/q3.csv',
  ])
  const root = folder({[campaign]: 'members: {file: ../members/q4.csv}\n'})
  const elsewhere = folder({'q3.csv': '', 'deep/q5.csv': ''})
  mkdirSync(join(root, 'members'))
  symlinkSync(join(elsewhere, 'q3.csv'), join(root, 'members/q3.csv'))
  symlinkSync(join(elsewhere, 'deep'), join(root, 'deep'))
  writeFileSync(join(root, 'campaigns/b.yaml'), 'members: {file: ../deep/q6.csv}\n')
  const {diagnostics} = await loadProject({root, members: 'now'})
  expect(diagnostics.map(({code}) => code)).toEqual(['FW001', 'FW001'])
  expect(shown(diagnostics)).not.toContain('Did you mean')
})

test.each(['url', 'baseUrl', 'host', 'server'])('%s in a panel: a server is never named in a file', async key => {
  const {diagnostics} = await load({[projectFile]: `panels: {a: {timeZone: UTC, ${key}: "https://proxy.example.com"}}\n`})
  expect(diagnostics[0]?.detail).toContain('a server is never named in a file')
  expect(diagnostics).toHaveLength(1)
})

test.each([
  ['columns: {emailAddress: E-mail, firtName: First name}', 'FW012', 'Write firstName'],
  ['colums: {emailAddress: E-mail, firstName: First name}', 'FW012', 'Write columns'],
  ['columns: {emailAddress: E-mail, firstName: 7}', 'FW014', ''],
  ['columns: E-mail', 'FW014', ''],
])('%s is told alone: without the columns nothing is said of the headers', async (columns, code, help) => {
  const files = {[campaign]: `members: {file: ../members/q3.csv, ${columns}}\n`}
  const read = (table: string) => load({...files, 'members/q3.csv': table})
  const {diagnostics} = await read('E-mail,First name\nada@example.com,Ada\n')
  expect(diagnostics.map(one => one.code)).toEqual([code])
  expect(diagnostics[0]?.help).toContain(help)
  expect((await read('E-mail,First name\nada@example.com\n')).diagnostics.map(one => one.code)).toEqual([code, 'FW053'])
  const cured = {[campaign]: 'members: {file: ../members/q3.csv, columns: {emailAddress: E-mail, firstName: First name}}\n'}
  expect((await load({...cured, 'members/q3.csv': 'E-mail,First name\nada@example.com,Ada\n'})).diagnostics).toEqual([])
})

test('the words of an enum are said once', async () => {
  const {diagnostics} = await load({[projectFile]: project.replace('us,', 'uk,')})
  expect(shown(diagnostics).match(/ksa/g)).toHaveLength(1)
})

const slips: Case[] = [
  ['  surveyLength', '    surveyLength', 'FW005:6', 'Begin line 6 with 2 spaces, like line 5.'],
  ['  surveyLength', 'surveyLength', 'FW005:6', 'Begin line 6 with 2 spaces, like line 7.'],
  ['  surveyLength', ' surveyLength', 'FW005:6', 'Begin line 6 with 2 spaces, like line 5.'],
  ['  surveyID', 'surveyID', 'FW005:5', 'Begin line 5 with 2 spaces, like line 6.'],
  ['  templateID', 'templateID', 'FW012:7', 'Move it under compose.'],
  ['  filter', 'filter', 'FW012:9', 'Move it under recipients.'],
  ['recipients:', '  recipients:', 'FW012:8', 'Move it at the top of the file.'],
  ['  surveyID', '     surveyID', 'FW005:5', 'Begin line 5 with 2 spaces, like line 6.'],
  [
    'members: [{emailAddress: ada@example.com}]',
    'members:\n  - emailAddress: ada@example.com\n   firstName: Ada',
    'FW005:5',
    'Begin line 5 with 4 spaces, like line 4.',
    'members:\n  - emailAddress: ada@example.com\n    firstName: Ada',
  ],
  [
    'members: [{emailAddress: ada@example.com}]',
    'members:\n  -emailAddress: ada@example.com',
    'FW012:4',
    'Write - emailAddress:',
    'members:\n  - emailAddress: ada@example.com',
  ],
  ['filter: 145', 'filter: {id: 145 expect: 3}', 'FW005:9', 'Put a comma between them.', 'filter: {id: 145, expect: 3}'],
  ['description', '  description', 'FW005:2', 'Begin line 2 without a space, like line 1.'],
  ['  surveyLength', '\tsurveyLength', 'FW005:6', 'Put spaces in place of the tab.'],
  ['  surveyID', '\tsurveyID', 'FW005:5', 'Put spaces in place of the tab.'],
  ['  surveyLength', '  \tsurveyLength', 'FW005:6', 'Put spaces in place of the tab.'],
  ['  surveyLength', '\u00a0\u00a0surveyLength', 'FW005:6', 'plain spaces'],
  ['  surveyID', '\u00a0\u00a0surveyID', 'FW005:5', 'plain spaces'],
  ['  surveyLength', ' \u00a0surveyLength', 'FW005:6', 'plain spaces'],
  ['  closeAt', '\u00a0\u00a0closeAt', 'FW005:12', 'plain spaces'],
  ['  surveyLength: ', '  surveyLength:\u00a0', 'FW005:6', 'plain spaces'],
  ['  surveyLength', '\u3000surveyLength', 'FW005:6', 'plain spaces'],
  ['Spring pulse', '"Spring pulse', 'FW005:2', 'Put a " where the text ends, on line 2.'],
  ['Spring pulse', "'Spring pulse", 'FW005:2', "Put a ' where the text ends, on line 2."],
  ['filter: 145', 'filter: {id: 145', 'FW005:9', 'Put a } where it ends.'],
  ['filter: 145', 'emails: [ada@example.com', 'FW005:9', 'Put a ] where it ends.'],
  ['filter: 145', 'filter: {id: 145}}', 'FW005:9', 'Remove it'],
  ['surveyLength: 8', 'surveyLength:8', 'FW005:6', 'Write surveyLength: 8'],
  ['templateID: 118632', 'templateID:118632', 'FW005:7', 'Write templateID: 118632'],
  ['campaign: spring', 'campaign:spring', 'FW005:1', 'Write campaign: spring'],
  ['surveyLength: 8', 'surveyLength 8', 'FW005:6', 'Is a colon missing? Then write surveyLength: 8'],
  ['schedule:', 'schedule', 'FW005:10', 'Is a colon missing? Then write schedule:'],
]
test.each(slips)('%j written as %j is one mistake, %s: %s', async (...one: Case) => {
  await check(one, campaign)
})

test('every key with a no-break space is told once, with how many there are', async () => {
  const loaded = await load({[campaign]: good.replaceAll('  ', '\u00a0\u00a0')})
  expect(shown(loaded.diagnostics)).toBe(
    `campaigns/spring.yaml:5:1 error FW005 YAML can't be read
  A no-break space (U+00A0) stands here; YAML takes only plain spaces.
  Type plain spaces in its place, here and on 5 more lines.`,
  )
})

test.each([
  [good.replace('spring', '"spring').replace('Spring pulse', '"Spring pulse"'), '1:11', "isn't closed.", 1],
  [good.replace('Spring pulse', '"Spring\n  pulse').replace('2031-12-10 13:43', '"2031'), '2:14', "isn't closed.", 2],
  ['members: [{firstName: "Ada, lastName: L},\n  {firstName: "Grace"}]\n', '1:23', 'only on line 2.', 1],
])('a quote that another one seems to close is told where it opens', async (text, place, end, line) => {
  expect(shown((await load({[campaign]: text})).diagnostics)).toBe(
    `campaigns/spring.yaml:${place} error FW005 YAML can't be read
  The " that opens here ${end.startsWith('only') ? 'is closed ' : ''}${end}
  Put a " where the text ends, on line ${line}.`,
  )
})

test('an address or a key on a line with a slip is not repeated', async () => {
  const email = await load({[campaign]: good.replace('filter: 145', 'email:ada@example.com\n  filter: 1')})
  expect(JSON.stringify(email.diagnostics)).not.toContain('ada@ex')
  const key = await load({[projectFile]: 'panels:\n  a:\n    apiKey:sk-very-secret\n    timeZone: UTC\n'})
  expect(codes(key)).toEqual(['FW005:3'])
  expect(JSON.stringify(key.diagnostics)).not.toContain('very-secret')
})

test('a panel that is not known is told without what only follows from it', async () => {
  const names = 'panels: {live: {names: {filter: {pets: 145}, template: {invite: 118632}}}}\n'
  const files = {
    [projectFile]: `${names}defaults: {compose: {templateID: invite}}\n`,
    [campaign]: 'compose: {surveyID: 7}\nrecipients: {filter: pets}\n',
  }
  expect(codes(await load(files))).toEqual([])
  expect(codes(await load(files, {panel: 'nope'}))).toEqual(['FW072:-'])
  const slip = await load({...files, [projectFile]: `${files[projectFile]}defaultPanel: life\n`})
  expect(codes(slip)).toEqual(['FW072:3'])
  const escaped = await load(files, {panel: 'no\npe'})
  expect(shown(escaped.diagnostics).split('\n')).toHaveLength(3)
})

test('a name that the defaults lack is told once', async () => {
  const files = {
    [projectFile]: 'defaults: {compose: {templateID: invite}}\n',
    [campaign]: good.replace('  templateID: 118632\n', ''),
  }
  expect(codes(await load(files))).toEqual(['FW023:1'])
})

test('names of files stay on one line', async () => {
  const {diagnostics} = await load({
    'campaigns/a\nb.yaml': 'campaign: same\nmembers: {file: "../x\\ny\\r.csv"}\n',
    'campaigns/c\u009bd.yaml': 'campaign: same\nformerly: [spring]\nmembers: {file: "../../x\\ny.csv"}\n',
    [campaign]: good,
    'campaigns/e/f\ng.yaml': 'members: [{emailAddress: ada@example.com}]\n',
    'campaigns/f\ng.yaml': 'members: [{emailAddress: ada@example.com}]\n',
  })
  for (const {detail, help} of diagnostics) expect(`${detail}${help}`).not.toMatch(/[\u0000-\u001f\u0080-\u009f]/)
  const words = shown(diagnostics)
  expect(words).toContain('campaigns/a\\u{a}b.yaml:1')
  expect(words).toContain('campaigns/c\\u{9b}d.yaml:1')
  expect(words).toContain('x\\u{a}y\\u{d}.csv: there is no such file.')
  expect(words).toContain('"../../x\\u{a}y.csv" leads out')
})

test.each([
  ['First name', '', 'firstName: First name', 'firstName'],
  ['E-mail address', 'Ada', 'mailAddress: E-mail address', ''],
  ['Surname', 'Lovelace', 'lastName: Surname', 'lastName'],
  ['Shoe: size', '38', 'custom1: "Shoe: size"', 'custom1'],
])('for the header %j the message offers it with a field', async (header, cell, pair) => {
  const isAddress = pair.startsWith('mail')
  const file = isAddress ? `${header}\nada@example.com\n` : `emailAddress,${header}\nada@example.com,${cell}\n`
  const read = (members: string) => load({[campaign]: `members: ${members}\n`, 'members/q3.csv': file})
  const {diagnostics} = await read('{file: ../members/q3.csv}')
  const columns = /columns: (\{.*\})/.exec(diagnostics[0]?.help ?? '')?.[1]
  expect(columns).toContain(pair)
  const cured = await read(`{file: ../members/q3.csv, columns: ${columns}}`)
  expect(shown(cured.diagnostics)).toBe('')
  expect(everybody(cured)).toHaveLength(1)
})

test.each([
  ['https://proxy.example.com', 'sandbox', 'http://127.0.0.1:8460'],
  ['http://proxy.example.com/qp', 'default', 'https://proxy.example.com'],
  ['localhost:8460', 'default', 'http://localhost:8460'],
  ['proxy', 'default', 'https://proxy.example.com'],
])('for the server %s of panel %s the message offers %s', async (url, panel, instead) => {
  const {diagnostics} = await load({}, {url, panel})
  expect(diagnostics[0]?.help).toContain(instead)
  expect((await load({}, {url: instead, panel})).diagnostics).toEqual([])
})

test('a text that a message offers is read as that text, whatever is in it', () => {
  const pieces = fc.constantFrom(
    'a',
    'B',
    '7',
    '.',
    '-',
    '_',
    ':',
    '#',
    ' ',
    ',',
    '[',
    '{',
    '"',
    "'",
    '>',
    '=',
    '*',
    '!',
    '\n',
    'null',
    'true',
    '0x1',
    '.inf',
    '~',
  )
  fc.assert(
    fc.property(fc.array(pieces, {maxLength: 8}), parts => {
      const text = parts.join('')
      expect(parse(`key: ${yamlOf(text)}\n`)).toEqual({key: text})
      expect(parse(`{key: ${yamlOf([text, {k: text}])}}\n`)).toEqual({key: [text, {k: text}]})
    }),
    {numRuns: 2000},
  )
})
