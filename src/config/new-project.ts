import type {hosts} from './server.ts'
import {yamlOf} from './yaml-text.ts'

/** What has to be known of a panel before its first campaign. */
export interface NewProject {
  readonly panel: string
  readonly dataCenter: keyof typeof hosts
  /** Zone in which the panel reads closing times. */
  readonly panelZone: string
  /** Zone of whoever writes the campaigns. */
  readonly authorZone: string
}

/** What git leaves out of a project: personal data and recorded state. */
export const ignoredByGit = ['.fieldwork/', 'members/*.csv', 'verdicts.csv', 'plan.json'] as const

/** Lines with a comment each, in one column. */
const beside = (rows: readonly (readonly [string, string])[]): readonly string[] =>
  rows.map(([text, comment]) => `${text.padEnd(Math.max(38, text.length + 2))} # ${comment}`)

/** The files of a new project, by path. The campaign can't be sent as it stands: what is in it would be somebody else's survey. */
export const newProjectFiles = ({panel, dataCenter, panelZone, authorZone}: NewProject): Readonly<Record<string, string>> => ({
  'fieldwork.yaml': [
    '# yaml-language-server: $schema=schemas/project.schema.json',
    '',
    'panels:',
    `  ${yamlOf(panel)}:`,
    ...beside([
      [`    dataCenter: ${dataCenter}`, 'where the account lives'],
      [`    timeZone: ${yamlOf(panelZone)}`, 'in which the panel reads closing times'],
      ['    apiKey: {env: QUESTIONPRO_API_KEY}', 'where the key is read from; never the key itself'],
      ['    names:', 'so that reviews read words, and not numbers'],
      ['      survey: {}', 'my-survey: 11372241'],
      ['      template: {}', 'my-invitation: 118632'],
      ['      filter: {}', 'pet-owners: 145'],
    ]),
    '',
    ...beside([[`timeZone: ${yamlOf(authorZone)}`, 'of times in campaigns that state no zone of their own']]),
    '',
  ].join('\n'),
  'campaigns/first-campaign.yaml': `# yaml-language-server: $schema=../schemas/campaign.schema.json

# One file is one campaign. "fieldwork validate" says what is missing here; "fieldwork plan" shows what it would do.
campaign: first-campaign
description: What it is for

# People who must be in the panel. The file is personal data, and git leaves it out.
# members: {file: ../members/people.csv}

compose:
  surveyID: my-survey          # its number, or a name from names.survey in fieldwork.yaml
  templateID: my-invitation    # its number, or a name from names.template

recipients:                    # exactly one of filter, email, emails, members, everyone
  filter: {id: my-filter, expect: 480}   # a saved sample filter, and how many people you expect it to find

schedule:
  # sendAt: 2031-12-01 09:00   # without it, as soon as it is applied
  closeAfter: 9d
`,
  '.gitignore': `${ignoredByGit.join('\n')}\n`,
})
