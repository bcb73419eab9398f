import {expect, test} from 'vitest'
import {codes, load, loadOne, shown} from './scene.ts'

const compose = 'compose: {surveyID: 7, templateID: 8}\n'
const people = 'members: [{emailAddress: ada@example.com}]\n'

const cases: [string, string, readonly string[]][] = [
  ['composed, and for nobody', compose, ['FW027:1']],
  ['recipients of nothing', 'recipients: {filter: 1}\n', ['FW026:1']],
  ['members that are not there', `${compose}recipients: {members: true}\n`, ['FW025:2']],
  ['no recipients', `${compose}recipients: {}\n`, ['FW024:2']],
  ['recipients of two kinds', `${compose}recipients: {filter: 1, members: true}\n${people}`, ['FW024:2']],
  [
    'recipients of three kinds',
    `${compose}recipients: {filter: 1, email: ada@example.com, everyone: {expect: 1}}\n`,
    ['FW024:2'],
  ],
  ['a description only', 'description: later\n', ['FW032:1']],
  ['a schedule for members', `${people}schedule: {late: 1h}\n`, ['FW033:2']],
  ['a resend for members', `${people}resend: {number: 2, reason: x}\n`, ['FW033:2']],
  ['no survey', 'compose: {templateID: 8}\nrecipients: {filter: 1}\n', ['FW013:1']],
  ['neither survey nor template', 'compose: {surveyLength: 8}\nrecipients: {filter: 1}\n', ['FW013:1', 'FW013:1']],
  ['nothing in compose', 'compose:\nrecipients: {filter: 1}\n', ['FW014:1']],
  [
    'two closing times',
    `${compose}recipients: {filter: 1}\nschedule: {closeAt: 2031-12-10 13:43, closeAfter: 9d}\n`,
    ['FW047:3'],
  ],
  ['late without sendAt (a warning)', `${compose}recipients: {filter: 1}\nschedule: {late: 1h}\n`, ['FW046:3']],
  ['its own former name', `campaign: one\nformerly: [one]\n${people}`, ['FW022:2']],
  [
    'the same person twice (a warning)',
    'members:\n  - {emailAddress: ada@example.com}\n  - {emailAddress: ADA@example.com}\n',
    ['FW030:3'],
  ],
  [
    'the same recipient twice (a warning)',
    `${compose}recipients:\n  emails:\n    - ada@example.com\n    - Ada@Example.com\n`,
    ['FW030:5'],
  ],
  ['a real address (a warning)', `${compose}recipients: {email: ada@company.com}\n`, ['FW031:2']],
  [
    'real addresses (one warning)',
    'members:\n  - {emailAddress: ada@company.com}\n  - {emailAddress: grace@company.com}\n',
    ['FW031:2'],
  ],
  [
    'made-up addresses',
    'members:\n  - {emailAddress: a@example.net}\n  - {emailAddress: b@mail.example.org}\n  - {emailAddress: c@x.test}\n',
    [],
  ],
  ['no address', `${compose}recipients: {email: "ada at example.com"}\n`, ['FW029:2']],
  ['a mobile number without quotes', 'members: [{emailAddress: ada@example.com, mobileNumber: 5551234}]\n', ['FW014:1']],
  [
    "the API's member under recipients",
    `${compose}recipients: {filterType: 2, emailAddress: ada@example.com}\n`,
    ['FW017:2', 'FW017:2'],
  ],
  ["the API's send", `${compose}recipients: {filter: 1}\nsend: {notification: {enableEmailInvitation: true}}\n`, ['FW017:3']],
  ["the API's closure", `${compose}recipients: {filter: 1}\nschedule: {automaticClosure: {enabled: true}}\n`, ['FW017:3']],
  [
    'a repeat without a first time',
    `${compose}recipients: {filter: 1}\nschedule: {repeat: {every: month, count: 6}}\n`,
    ['FW062:3'],
  ],
  ['a policy', 'members: [{emailAddress: ada@example.com}]\npolicy: {}\n', ['FW018:2']],
  ['a field that is none in columns', 'members: {file: x.csv, columns: {email: E-mail}}\n', ['FW001:1', 'FW012:1']],
]
test.each(cases)('%s', async (_, text, expected) => {
  const loaded = await loadOne(text)
  expect(codes(loaded), shown(loaded.diagnostics)).toEqual(expected)
  expect(loaded.project === undefined).toBe(loaded.diagnostics.some(({severity}) => severity === 'error'))
})

test('a file whose name can be no campaign needs one', async () => {
  const {diagnostics} = await load({'campaigns/Spring Pulse.yaml': people})
  expect(shown(diagnostics)).toBe(
    [
      "campaigns/Spring Pulse.yaml:1:1 error FW020 Name can't be used",
      '  The campaign is named after its file, and "Spring Pulse" can\'t be a name: a name has small letters, digits and hyphens.',
      '  Add campaign: spring-pulse at the top, or rename the file.',
    ].join('\n'),
  )
})

test('campaigns come in order of their names, with their former ones', async () => {
  const {project} = await load({'campaigns/z.yaml': `campaign: autumn\nformerly: [fall]\n${people}`, 'campaigns/a/b.yml': people})
  expect(project?.campaigns.map(({name, file, formerly}) => [name, file, formerly])).toEqual([
    ['autumn', 'campaigns/z.yaml', ['fall']],
    ['b', 'campaigns/a/b.yml', []],
  ])
})

test('an earlier name belongs to one campaign', async () => {
  const {diagnostics} = await load({
    'campaigns/a.yaml': `formerly: [old]\n${people}`,
    'campaigns/b.yaml': `formerly: [old]\n${people}`,
    'campaigns/c.yaml': `formerly: [a]\n${people}`,
  })
  expect(diagnostics.map(({code, span, detail}) => `${code} ${span?.file}:${span?.line} ${detail}`)).toEqual([
    'FW022 campaigns/b.yaml:1 "old" is an earlier name of the campaign in campaigns/a.yaml; what was sent under it can belong to one campaign only.',
    'FW022 campaigns/c.yaml:1 "a" is the name of the campaign in campaigns/a.yaml; what was sent under it can belong to one campaign only.',
  ])
})

test('no diagnostic shows an address, in its words or in its frame', async () => {
  const {diagnostics} = await loadOne(
    [
      'compose: {surveyID: ada@secret.com, templateID: 8, grace@secret.com: 1}',
      'recipients: {email: "ada lovelace@secret.com", emails: ada@secret.com}',
      'members: [{emailAddress: ada@secret.com, firstName: 1}, {emailAddress: ada.secret.com}]',
      'schedule: {sendAt: ada@secret.com, timeZone: ada@secret.com, late: ada@secret.com}',
      'ada@secret.com: 1',
    ].join('\n'),
  )
  expect(diagnostics.length).toBeGreaterThan(7)
  expect(JSON.stringify(diagnostics)).not.toMatch(/@secret|ada@|grace@/)
})
