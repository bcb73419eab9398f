import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {newProjectFiles} from '../../src/config/new-project.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

/** Files of the folders below, by the end of their name. */
const files = (end: RegExp, folders: readonly string[] = ['campaigns', 'docs', 'test/fixtures']): readonly string[] =>
  folders.flatMap(folder =>
    (readdirSync(`${root}${folder}`, {recursive: true}) as string[])
      .flatMap(name => (end.test(name) ? [`${folder}/${name}`] : []))
      .sort(),
  )

/** Each YAML block of the documentation: parts of campaigns, and whole ones. */
const documented = files(/\.md$/, ['docs']).flatMap(page =>
  [...read(page).matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = '']) => block),
)

/** A tracker in two languages with a reminder, in waves. */
const tracker = `campaign: tracker
formerly: [old-tracker]
compose: {surveyID: pulse, templateID: invite}
batches:
  en:
    formerly: [english]
    recipients: {filter: pet-owners}
  es:
    recipients: {filter: {id: 146, expect: 12}}
    compose: {surveyLanguageID: spanish, incentives: {completionPoints: 5}}
    after: {batch: en, by: 5d}
  again:
    recipients: {filter: pet-owners}
    reminds: en
    after: {batch: en, by: 1w}
waves:
  2031-q4: {schedule: {sendAt: 2031-12-01 09:00 Europe/Berlin, closeAfter: 9d}}
  2032-q1:
    formerly: [q1]
    compose: {surveyID: 12}
    schedule: {sendAt: "2032-03-01T09:00:00-05:00[America/New_York]", late: 36h}
    batches: {es: {compose: {surveyLength: 9}, distinct: other people, resend: {number: 2, reason: wrong link}}}
`

/** A monthly repeat to a list of people. */
const repeat = `compose: &c {surveyID: 11, templateID: 12, surveyAlias: ask q.canary@people.example}
recipients: {emails: [q.canary@people.example, r.canary@people.example, "eve@münchen.example"]}
schedule:
  sendAt: 2031-01-31 09:00
  timeZone: America/New_York
  repeat: {every: month, count: 24, from: 2031-03-01 00:00}
  responseQuota: 10
  emailInvitation: false
`

/** Members from a file and from a list, and an invitation of each. */
const members = `members:
  file: members/people.csv
  list:
    - {emailAddress: S.Canary@People.example, firstName: Ada, zipCode: "02134", birthday: 1990-01-31}
compose: {surveyID: 1, templateID: 2}
recipients: {members: true}
distinct: a try-out
resend: {number: 2, reason: none}
`

export const people = `emailAddress,firstName,lastName,zipCode,city
q.canary@people.example,Ada,"Lovelace, ""Countess""",02134,London
r.canary@people.example,Bob,,10115,"Two
lines"
=cmd@example.com,+1,@x,-2,\u00e9
`

/** The member file of an example. */
export const panel = read('campaigns/members/panel-2026.csv')

export const project = `requires: ">=0.0"
panels:
  production:
    dataCenter: us
    timeZone: America/Los_Angeles
    apiKey: {env: QUESTIONPRO_API_KEY}
    names: {survey: {pulse: 11372241}, template: {invite: 118632}, filter: {pet-owners: 145}, language: {english: 486, spanish: 487}}
  staging: {dataCenter: eu, timeZone: UTC, apiKey: {env: STAGING_KEY}, formerly: [test]}
defaultPanel: production
timeZone: America/New_York
state: {store: local}
limits: {callsPerMinute: 300, allowance: 20000, membersPerCall: 100, concurrency: 4, singleSends: 200, maxDoubts: 1, connectTimeout: 15s, answerTimeout: 120s}
defaults: {compose: {surveyLanguageID: english}}
`

const begun = newProjectFiles({panel: 'default', dataCenter: 'us', panelZone: 'UTC', authorZone: 'Europe/Berlin'})

/** Whole files of each kind, which mutants are made from. */
export const seeds = {
  campaign: [
    tracker,
    repeat,
    members,
    ...files(/\.ya?ml$/).map(read),
    ...Object.entries(begun).flatMap(([path, text]) => (path.startsWith('campaigns/') ? [text] : [])),
    ...documented,
  ],
  // Mostly the one that all campaigns fit to.
  project: [...Array<string>(12).fill(project), begun['fieldwork.yaml'] ?? '', ...documented],
  members: [people, ...files(/\.csv$/).map(read)],
} as const

/** Campaigns that stay as they are beside a mutant. */
export const others = {
  steady: tracker.replace('campaign: tracker', 'campaign: steady').replace('old-tracker', 'unsteady'),
  repeat,
  members,
} as const
