import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import campaignSchema from '../../schemas/campaign.schema.json' with {type: 'json'}
import projectSchema from '../../schemas/project.schema.json' with {type: 'json'}
import {findRoot} from '../../src/config/load.ts'
import {type Choice, codes, folder, load, shown} from './scene.ts'

const full = `requires: ">=1.0"
panels:
  production:
    dataCenter: ksa
    timeZone: America/Los_Angeles
    apiKey: {env: QUESTIONPRO_API_KEY}
    formerly: [live]
    names: {filter: {pet-owners: 145}, template: {invite: 118632}, survey: {pulse: 7}, language: {en: 486}, templateLanguage: {en: 1}}
  staging: {timeZone: UTC, apiKey: {command: [pass, show, key]}}
defaultPanel: production
timeZone: America/New_York
state: {store: local}
limits: {callsPerMinute: 60, connectTimeout: 5s}
defaults: {compose: {surveyLanguageID: en, surveyLength: 5}}
`
const spring = `compose: {surveyID: pulse, surveyLength: 8, templateID: invite, templateLanguageID: en}
recipients: {filter: {id: pet-owners, expect: 480}}
schedule: {sendAt: 2026-12-01 09:00, closeAfter: 9d}
`
const version = '1.2.0'

test('a whole project', async () => {
  const {project, diagnostics} = await load({'fieldwork.yaml': full, 'campaigns/spring.yaml': spring}, {version})
  expect(shown(diagnostics)).toBe('')
  const {root, ...rest} = project ?? {}
  expect(root).toMatch(/^\//)
  expect(rest).toMatchObject({
    panel: {
      name: 'production',
      formerly: ['live'],
      baseUrl: 'https://api.questionprosa.com/a/api/v2',
      timeZone: 'America/Los_Angeles',
      zoneAssumed: false,
      apiKey: {env: 'QUESTIONPRO_API_KEY'},
    },
    panels: [
      {name: 'production', formerly: ['live']},
      {name: 'staging', formerly: []},
      {name: 'sandbox', formerly: []},
    ],
    limits: {
      callsPerMinute: 60,
      allowance: 20_000,
      membersPerCall: 100,
      concurrency: 4,
      singleSends: 200,
      maxDoubts: 1,
      connectTimeout: 5000,
      answerTimeout: 120_000,
    },
    campaigns: [
      {
        name: 'spring',
        batches: [
          {
            compose: {surveyID: 7, surveyLength: 8, surveyLanguageID: 486, templateID: 118632, templateLanguageID: 1},
            recipients: {kind: 'filter', id: 145, label: 'pet-owners', expect: 480},
            schedule: {sendAt: Date.UTC(2026, 11, 1, 14), late: 86_400_000, closes: {after: 777_600_000}},
          },
        ],
      },
    ],
  })
})

test('without a project file there is one panel, and its zone is assumed', async () => {
  const {project} = await load({})
  expect(project?.panel).toEqual({
    name: 'default',
    formerly: [],
    baseUrl: 'https://api.questionpro.com/a/api/v2',
    timeZone: 'UTC',
    zoneAssumed: true,
    apiKey: {env: 'QUESTIONPRO_API_KEY'},
  })
})

test('the sandbox has the zone and the names of the default panel, and a key of its own', async () => {
  const {project, diagnostics} = await load(
    {'fieldwork.yaml': full, 'campaigns/spring.yaml': spring},
    {version, panel: 'sandbox'},
  )
  expect(shown(diagnostics)).toBe('')
  expect(project?.panel).toEqual({
    name: 'sandbox',
    formerly: [],
    baseUrl: 'http://127.0.0.1:8460/a/api/v2',
    timeZone: 'America/Los_Angeles',
    zoneAssumed: false,
    apiKey: {sandbox: true},
  })
})

test.each([
  ['https://proxy.example.com', 'default', 'https://proxy.example.com/a/api/v2'],
  ['https://proxy.example.com/qp/', 'default', 'https://proxy.example.com/qp/a/api/v2'],
  ['https://proxy.example.com/a/api/v2/', 'default', 'https://proxy.example.com/a/api/v2'],
  ['http://localhost:8460', 'default', 'http://localhost:8460/a/api/v2'],
  ['http://127.0.0.1:1', 'sandbox', 'http://127.0.0.1:1/a/api/v2'],
  ['http://[::1]:1', 'sandbox', 'http://[::1]:1/a/api/v2'],
  ['http://proxy.example.com', 'default', 'FW073'],
  ['http://127.0.0.1.example.com', 'default', 'FW073'],
  ['https://proxy.example.com', 'sandbox', 'FW073'],
  ['https://me:secret@proxy.example.com', 'default', 'FW073'],
  ['https://proxy.example.com/?key=1', 'default', 'FW073'],
  ['ftp://localhost', 'default', 'FW073'],
  ['proxy', 'default', 'FW073'],
])('the server %s for panel %s is %s', async (url, panel, expected) => {
  const {project, diagnostics} = await load({}, {url, panel})
  expect(project?.panel.baseUrl ?? diagnostics[0]?.code).toBe(expected)
  expect(JSON.stringify(diagnostics)).not.toContain('secret')
})

const cases: [string, string, readonly string[], Choice?][] = [
  ['a newer version is asked for', 'requires: ">=2.0"\n', ['FW074:1']],
  ['the version that is asked for', 'requires: ">=1.2"\n', []],
  ['no version', 'requires: latest\n', ['FW015:1']],
  ['several panels without keys', 'panels: {a: {}, b: {}}\ndefaultPanel: a\n', ['FW070:1', 'FW070:1']],
  ['several panels and none is meant', 'panels:\n  a: {apiKey: {env: A}}\n  b: {apiKey: {env: B}}\n', ['FW076:1']],
  ['an unknown default', 'panels: {live: {}}\ndefaultPanel: life\n', ['FW072:2']],
  ['an unknown panel is chosen', 'panels: {live: {}}\n', ['FW072:-'], {panel: 'life'}],
  ['a panel called sandbox', 'panels: {sandbox: {}}\n', ['FW075:1']],
  [
    'a former name twice',
    'panels: {a: {apiKey: {env: A}, formerly: [b]}, b: {apiKey: {env: B}}}\ndefaultPanel: a\n',
    ['FW075:1'],
  ],
  ['a panel with capitals', 'panels: {Live: {}}\n', ['FW020:1']],
  ['a key as a value', 'panels:\n  a:\n    apiKey: sk-very-secret\n', ['FW071:3']],
  ['a key under another name', 'panels:\n  a:\n    apiKey:\n      value: sk-very-secret\n', ['FW071:4']],
  ['a key where its variable should be', 'panels: {a: {apiKey: {env: sk-very-secret}}}\n', ['FW071:1']],
  ['a key at the top', 'apiKey: sk-very-secret\n', ['FW012:1']],
  ['two sources of a key', 'panels: {a: {apiKey: {env: A, file: b}}}\n', ['FW015:1']],
  ['another store', 'state: {store: git}\n', ['FW018:1']],
  ['a policy', 'policy: {}\n', ['FW018:1']],
  ['an unknown data centre', 'panels: {a: {dataCenter: uk}}\n', ['FW015:1']],
  ['a server in the file', 'panels: {a: {url: https://example.com}}\n', ['FW012:1']],
  ['recipients by default', 'defaults: {recipients: {filter: 1}}\n', ['FW012:1']],
  ['an unknown name by default', 'defaults: {compose: {templateID: invite}}\n', ['FW023:1']],
]
test.each(cases)('%s', async (_, text, expected, choice = {}) => {
  const loaded = await load({'fieldwork.yaml': text}, {version, ...choice})
  expect(codes(loaded), shown(loaded.diagnostics)).toEqual(expected)
  expect(JSON.stringify(loaded.diagnostics)).not.toContain('very-secret')
})

test('the root is the nearest folder upwards with a project file, or where one stands', () => {
  const root = folder({'fieldwork.yaml': '', 'campaigns/deep/a.yaml': ''})
  const alone = folder({})
  mkdirSync(join(alone, 'deep'))
  expect(findRoot(join(root, 'campaigns/deep'))).toBe(root)
  expect(findRoot(join(alone, 'deep'))).toBe(join(alone, 'deep'))
})

test('a schedule by default is laid under each campaign’s own, key by key', async () => {
  const defaults = 'defaults: {schedule: {late: 2h, closeAfter: 9d, responseQuota: 400, emailInvitation: false}}\n'
  const to = (schedule: string) => `compose: {surveyID: 1, templateID: 2}\nrecipients: {filter: 1}\n${schedule}`
  const loaded = await load({
    'fieldwork.yaml': `timeZone: UTC\n${defaults}`,
    'campaigns/a.yaml': to(''),
    'campaigns/b.yaml': to('schedule: {sendAt: 2031-12-01 09:00, closeAt: 2031-12-10 13:43, late: 1h, responseQuota: 5}\n'),
    'campaigns/c.yaml': to('schedule: {closeAfter: 1d, emailInvitation: true}\n'),
  })
  expect(shown(loaded.diagnostics)).toBe('')
  const hour = 3_600_000
  expect(loaded.project?.campaigns.map(({batches}) => batches[0]?.schedule)).toEqual([
    {zone: 'UTC', late: 2 * hour, closes: {after: 216 * hour}, responseQuota: 400, emailInvitation: false},
    {
      zone: 'UTC',
      sendAt: Date.UTC(2031, 11, 1, 9),
      late: hour,
      closes: {at: Date.UTC(2031, 11, 10, 13, 43)},
      responseQuota: 5,
      emailInvitation: false,
    },
    {zone: 'UTC', late: 2 * hour, closes: {after: 24 * hour}, responseQuota: 400, emailInvitation: true},
  ])
  const wrong = (text: string) => load({'fieldwork.yaml': `defaults: {schedule: {${text}}}\n`, 'campaigns/a.yaml': to('')})
  expect(codes(await wrong('late: soon'))).toEqual(['FW045:1'])
  expect(codes(await wrong('sendAt: 2031-12-01 09:00'))).toEqual(['FW012:1'])
})

test('compose is the same in both schemas', () => {
  const {properties} = projectSchema.properties.defaults.properties.compose
  expect(properties).toEqual(campaignSchema.definitions.compose.properties)
})

test('a mistake in the project file is told without what only follows from it', async () => {
  const campaign = {'campaigns/spring.yaml': spring.replace('closeAfter: 9d', 'closeAfter: 9 days')}
  const unreadable = await load({'fieldwork.yaml': `${full}panels: {`, ...campaign}, {version, panel: 'production'})
  expect(codes(unreadable)).toEqual(['FW005:15', 'FW045:3'])
  const slip = await load({'fieldwork.yaml': full.replace('panels:', 'panel:'), ...campaign}, {version, panel: 'staging'})
  expect(codes(slip).filter(code => code.startsWith('FW012') || code.startsWith('FW045'))).toEqual(['FW012:2', 'FW045:3'])
})
