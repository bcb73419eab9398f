import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

/** One campaign of each kind: members and a filter, two people, everyone. Each has a survey of its own. */
const files = {
  'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`,
  'campaigns/b.yaml': 'compose: {surveyID: 8, templateID: 1}\nrecipients: {emails: [ada@example.com, bob@example.com]}\n',
  'campaigns/c.yaml': 'compose: {surveyID: 9, templateID: 1}\nrecipients: {everyone: {expect: 3}}\n',
}

/** What has to have gone out in the end, once each. */
export const wanted = [
  'survey 7 to filter 145',
  'survey 8 to ada@example.com',
  'survey 8 to bob@example.com',
  'survey 9 to everyone',
]

/** The project that sweeps are made on, with so many sends at once. */
export const scene = (concurrency: 1 | 4, faults: readonly string[] = []): Promise<TestPanel> =>
  testPanel({...files, 'fieldwork.yaml': `limits: {concurrency: ${concurrency}}\n`}, {faults})

/** To whom a batch of the server went, as `wanted` names it. */
export function sentTo(request: Readonly<Record<string, unknown>>): string {
  const {compose, recipients} = request as {
    readonly compose: {readonly surveyID: number}
    readonly recipients: {readonly filterType: number; readonly emailAddress?: string; readonly existingFilterID?: number}
  }
  const to = recipients.emailAddress ?? (recipients.filterType === 1 ? 'everyone' : `filter ${recipients.existingFilterID}`)
  return `survey ${compose.surveyID} to ${to}`
}
