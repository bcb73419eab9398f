import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from 'vitest'
import {type TestPanel, testPanel} from '../support/panel.ts'

const campaign = `campaign: tracker
members: {file: ../members/people.csv, columns: {emailAddress: E-mail, firstName: Name}}
compose: {surveyID: 7, surveyAlias: "", surveyLength: 8, templateID: 118632, incentives: {completionPoints: 20, quotaPoints: 5}}
schedule: {timeZone: America/New_York, closeAt: 2031-12-10 13:43, responseQuota: 10}
batches:
  en: {recipients: {filter: 145}}
  es: {compose: {templateID: 118633}, recipients: {members: {where: {firstName: Ada}}}}
  all: {compose: {surveyID: 9}, recipients: {everyone: {expect: 3}}}
`
const other = 'compose: {surveyID: 8, templateID: 1}\nrecipients: {emails: [ada@example.com, bob@example.com]}\n'
const files = {
  'campaigns/tracker.yaml': campaign,
  'campaigns/other.yaml': other,
  'members/people.csv': 'E-mail,Name\nada@example.com,Ada\nbob@example.com,Bob\n',
}

const at = ({root}: TestPanel, path: string): string => join(root, path)
function move(panel: TestPanel, from: string, to: string): void {
  mkdirSync(dirname(at(panel, to)), {recursive: true})
  renameSync(at(panel, from), at(panel, to))
}
const edit = (panel: TestPanel, path: string, how: (text: string) => string): void =>
  writeFileSync(at(panel, path), how(readFileSync(at(panel, path), 'utf8')))
const tracker = 'campaigns/tracker.yaml'

test.each<[string, (panel: TestPanel) => unknown]>([
  ['the file is renamed, and its campaign is named in it', panel => move(panel, tracker, 'campaigns/quarterly.yml')],
  [
    'both are moved into folders',
    panel => {
      move(panel, tracker, 'campaigns/2031/q4/tracker.yaml')
      move(panel, 'campaigns/other.yaml', 'campaigns/2031/other.yaml')
      edit(panel, 'campaigns/2031/q4/tracker.yaml', text => text.replace('../members', '../../../members'))
    },
  ],
  [
    'the members are moved',
    panel => {
      move(panel, 'members/people.csv', 'lists/of/everyone.csv')
      edit(panel, tracker, text => text.replace('../members/people.csv', '../lists/of/everyone.csv'))
    },
  ],
  [
    'keys, batches and rows are put in another order',
    panel => {
      edit(panel, tracker, text => {
        const [name = '', members = '', compose = '', schedule = '', batches = '', en = '', es = '', all = ''] = text.split('\n')
        return [
          batches,
          all,
          es,
          en,
          schedule,
          compose.replace('surveyID: 7, surveyAlias: ""', 'surveyAlias: "", surveyID: 7'),
          members,
          name,
          '',
        ].join('\n')
      })
      edit(panel, 'campaigns/other.yaml', text =>
        text.replace('ada@example.com, bob@example.com', 'bob@example.com, ada@example.com'),
      )
      edit(panel, 'members/people.csv', () => 'Name,E-mail\nBob,bob@example.com\nAda,ada@example.com\n')
    },
  ],
  [
    'it is written in another way: comments, blocks, quotes, line ends, another zone for the same moment',
    panel =>
      edit(panel, tracker, text =>
        `# What we ask each quarter\n${text}`
          .replace(
            'schedule: {timeZone: America/New_York, closeAt: 2031-12-10 13:43, responseQuota: 10}',
            'schedule:\n  # New York says 13:43\n  closeAt: "2031-12-10 19:43 Europe/Berlin"\n  responseQuota: 10',
          )
          .replaceAll('\n', '\r\n'),
      ),
  ],
  ['fmt lays everything out anew', panel => panel.run(['fmt'])],
  [
    'what is no part of a send is added',
    panel =>
      edit(panel, tracker, text => `description: A tracker\n${text.replace('filter: 145', 'filter: {id: 145, expect: 480}')}`),
  ],
])('the plan stays empty where %s', async (_, change) => {
  const panel = await testPanel(files)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  const posts = panel.posts()
  await change(panel)
  const plan = await panel.run(['plan', '--detailed-exitcode'])
  expect({code: plan.code, said: plan.out + plan.err}).toEqual({code: 0, said: expect.stringContaining('Nothing to do')})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(posts)
})

test.each<[string, (text: string) => string, (text: string) => string]>([
  ['the campaign', text => text.replace('campaign: tracker', 'campaign: pulse'), text => `formerly: [tracker]\n${text}`],
  [
    'a batch',
    text => text.replace('  en: {', '  english: {'),
    text => text.replace('  english: {', '  english: {formerly: [en], '),
  ],
])('where %s is renamed everything is held until formerly says so, and then the plan is empty', async (_, rename, say) => {
  const panel = await testPanel(files)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  const posts = panel.posts()
  edit(panel, tracker, rename)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 10})
  expect(panel.posts()).toBe(posts)
  edit(panel, tracker, say)
  const plan = await panel.run(['plan', '--detailed-exitcode'])
  expect({code: plan.code, said: plan.out + plan.err}).toEqual({code: 0, said: expect.stringContaining('Nothing to do')})
  rmSync(at(panel, 'campaigns/other.yaml'))
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
})
