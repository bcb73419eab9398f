import {expect, test} from 'vitest'
import {desired} from '../../src/desired/desire.ts'
import {loadOne, shown} from './scene.ts'

const batch = `
campaign: documented
compose:
  surveyID: 11372241
  surveyAlias: ""
  surveyLength: 8
  surveyLanguageID: 486
  templateID: 118632
  templateLanguageID: 1
  allowMultipleResponses: true
  incentives: {completionPoints: 20, quotaPoints: 30, terminationPoints: 40}
recipients:
  email: Ada@Example.com
schedule:
  timeZone: America/Los_Angeles
  closeAt: 2031-12-10 13:43
  responseQuota: 10
  emailInvitation: false
`

test('the documented batch becomes this campaign', async () => {
  const {project, diagnostics} = await loadOne(batch)
  expect(diagnostics).toEqual([])
  expect(project?.campaigns).toEqual([
    {
      name: 'documented',
      file: 'campaigns/one.yaml',
      formerly: [],
      sources: {'campaigns/one.yaml': expect.stringMatching(/^sha256:[0-9a-f]{64}$/)},
      batches: [
        {
          name: 'main',
          formerly: [],
          line: 12,
          compose: {
            surveyID: 11372241,
            surveyAlias: '',
            surveyLength: 8,
            surveyLanguageID: 486,
            templateID: 118632,
            templateLanguageID: 1,
            allowMultipleResponses: true,
            incentives: {completionPoints: 20, quotaPoints: 30, terminationPoints: 40},
          },
          recipients: {kind: 'people', form: 'email', people: [{address: 'ada@example.com', written: 'Ada@Example.com'}]},
          schedule: {
            zone: 'America/Los_Angeles',
            late: 86_400_000,
            closes: {at: Date.UTC(2031, 11, 10, 21, 43)},
            responseQuota: 10,
            emailInvitation: false,
          },
          lines: {
            compose: 3,
            'compose.surveyID': 4,
            'compose.surveyAlias': 5,
            'compose.surveyLength': 6,
            'compose.surveyLanguageID': 7,
            'compose.templateID': 8,
            'compose.templateLanguageID': 9,
            'compose.allowMultipleResponses': 10,
            'compose.incentives': 11,
            'compose.incentives.completionPoints': 11,
            'compose.incentives.quotaPoints': 11,
            'compose.incentives.terminationPoints': 11,
            recipients: 12,
            'recipients.email': 13,
            schedule: 14,
            'schedule.timeZone': 15,
            'schedule.closeAt': 16,
            'schedule.responseQuota': 17,
            'schedule.emailInvitation': 18,
          },
        },
      ],
    },
  ])
})

const member = `
members:
  - emailAddress: ada@example.com
    firstName: ""
    middleName: ""
    lastName: ""
    birthday: ""
    profileCompleteDate: ""
    zipCode: null
    city: null
    address1: null
    address2: ~
    status: New
    statusType: 1
    creationDate: "2022-07-12T06:55:54.000+00:00"
    source: Web
    lastLoginTimestamp: null
    qPointValue: 0
    unsubscribeDate: null
    moderator: 0
    customSource: null
    selectedLanguage: 0
    deviceType: Unknown
    mobileNumber: ""
    username: null
    referID: 0
    custom1: null
    custom2: null
    custom3: null
    custom4: null
    custom5: null
    profileFields:
      - {profileFieldId: 2178, value: Text}
      - {profileFieldId: 578, value: [885, 887]}
      - {profileFieldId: 609, value: {address1: Street 1, city: London, country: United Kingdom}}
`

test('the documented member is sent just as it was given', async () => {
  const {project, diagnostics} = await loadOne(member)
  expect(shown(diagnostics)).toBe('')
  const [person] = project?.campaigns[0]?.members?.people ?? []
  expect(person?.address).toBe('ada@example.com')
  expect(person?.body()).toEqual({
    emailAddress: 'ada@example.com',
    firstName: '',
    middleName: '',
    lastName: '',
    birthday: '',
    profileCompleteDate: '',
    zipCode: null,
    city: null,
    address1: null,
    address2: null,
    status: 'New',
    statusType: 1,
    creationDate: '2022-07-12T06:55:54.000+00:00',
    source: 'Web',
    lastLoginTimestamp: null,
    qPointValue: 0,
    unsubscribeDate: null,
    moderator: 0,
    customSource: null,
    selectedLanguage: 0,
    deviceType: 'Unknown',
    mobileNumber: '',
    username: null,
    referID: 0,
    custom1: null,
    custom2: null,
    custom3: null,
    custom4: null,
    custom5: null,
    profileFields: [
      {profileFieldId: 2178, value: 'Text'},
      {profileFieldId: 578, value: [885, 887]},
      {profileFieldId: 609, value: {address1: 'Street 1', city: 'London', country: 'United Kingdom'}},
    ],
  })
})

test.each([
  ['filter: 145', {kind: 'filter', id: 145}],
  ['filter: {id: 145, expect: 480}', {kind: 'filter', id: 145, expect: 480}],
  ['everyone: {expect: 4812}', {kind: 'everyone', expect: 4812}],
  ['email: ada@example.com', {kind: 'people', form: 'email', people: [{address: 'ada@example.com', written: 'ada@example.com'}]}],
  [
    'emails: [ada@example.com, Grace@example.org]',
    {
      kind: 'people',
      form: 'emails',
      people: [
        {address: 'ada@example.com', written: 'ada@example.com'},
        {address: 'grace@example.org', written: 'Grace@example.org'},
      ],
    },
  ],
])('recipients: {%s}', async (written, recipients) => {
  const {project, diagnostics} = await loadOne(`compose: {surveyID: 7, templateID: 8}\nrecipients: {${written}}\n`)
  expect(shown(diagnostics)).toBe('')
  expect(project?.campaigns[0]?.batches[0]?.recipients).toEqual(recipients)
})

test('recipients: {members: true} are the members of the campaign', async () => {
  const {project} = await loadOne(
    'members: [{emailAddress: Ada@example.com}]\ncompose: {surveyID: 7, templateID: 8}\nrecipients: {members: true}\n',
  )
  expect(project?.campaigns[0]?.batches[0]?.recipients).toEqual({kind: 'members'})
  const made = project && desired(project, 'lineage').campaigns[0]?.batches[0]?.recipients
  expect(made?.kind === 'people' && made.people.map(({masked}) => masked)).toEqual(['a***@e***'])
})
