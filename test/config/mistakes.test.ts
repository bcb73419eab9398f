import {expect, test} from 'vitest'
import {loadProject} from '../../src/config/load.ts'
import {load, shown} from './scene.ts'

const good = `campaign: spring
description: Spring pulse
compose:
  surveyID: 11372241
  surveyLength: 8
  templateID: 118632
  allowMultipleResponses: true
  incentives: {completionPoints: 20}
recipients:
  filter: 145
schedule:
  timeZone: America/New_York
  sendAt: 2031-12-01 09:00
  closeAt: 2031-12-10 13:43
  responseQuota: 10
  emailInvitation: false
`

interface Mistake {
  readonly name: string
  /** What stands in the good file, and what someone wrote in its place. */
  readonly from: string
  readonly to: string
  readonly code: string
  readonly at: string
  readonly cause: RegExp
  /** The words of the cure; typed in place of `typed`, they make the file valid. */
  readonly cure: string
  readonly typed?: string
}

const mistakes: readonly Mistake[] = [
  {
    name: 'key in other letters',
    from: 'templateID:',
    to: 'templateId:',
    code: 'FW012',
    at: '6:3',
    cause: /"templateId" is not a key of compose/,
    cure: 'templateID',
    typed: 'templateId',
  },
  {
    name: 'slip in a key',
    from: 'recipients:',
    to: 'recipeints:',
    code: 'FW012',
    at: '9:1',
    cause: /"recipeints" is not a key/,
    cure: 'recipients',
    typed: 'recipeints',
  },
  {
    name: 'text for true or false',
    from: 'Responses: true',
    to: 'Responses: yes',
    code: 'FW014',
    at: '7:27',
    cause: /should be true or false, and "yes" is text/,
    cure: 'true',
    typed: 'yes',
  },
  {
    name: 'length in words',
    from: 'surveyLength: 8',
    to: 'surveyLength: "8"',
    code: 'FW014',
    at: '5:17',
    cause: /should be a whole number/,
    cure: '8',
    typed: '"8"',
  },
  {
    name: 'half a minute',
    from: 'surveyLength: 8',
    to: 'surveyLength: 8.4',
    code: 'FW014',
    at: '5:17',
    cause: /should be a whole number/,
    cure: '8',
    typed: '8.4',
  },
  {
    name: 'points below zero',
    from: 'completionPoints: 20',
    to: 'completionPoints: -20',
    code: 'FW015',
    at: '8:34',
    cause: /must be 0 or more/,
    cure: '0',
    typed: '-20',
  },
  {
    name: 'quota of nobody',
    from: 'responseQuota: 10',
    to: 'responseQuota: 0',
    code: 'FW015',
    at: '15:18',
    cause: /must be 1 or more/,
    cure: '1',
    typed: '0\n  emailInv',
  },
  {
    name: 'raw filter',
    from: 'filter: 145',
    to: 'existingFilterID: 145',
    code: 'FW017',
    at: '10:3',
    cause: /API's name for a saved filter/,
    cure: 'filter: 145',
    typed: 'existingFilterID: 145',
  },
  {
    name: 'raw closing time',
    from: 'closeAt: 2031-12-10 13:43',
    to: 'closureDateTime: 12/10/2031 13:43',
    code: 'FW017',
    at: '14:3',
    cause: /no zone/,
    cure: 'closeAt: 2031-12-10 13:43',
    typed: 'closureDateTime: 12/10/2031 13:43',
  },
  {
    name: 'raw notification',
    from: 'emailInvitation: false',
    to: 'enableEmailInvitation: false',
    code: 'FW017',
    at: '16:3',
    cause: /written shorter/,
    cure: 'emailInvitation: false',
    typed: 'enableEmailInvitation: false',
  },
  {
    name: 'day and month',
    from: '2031-12-10 13:43',
    to: '12/10/2031 13:43',
    code: 'FW041',
    at: '14:12',
    cause: /month first or day first/,
    cure: '2031-12-10 13:43',
    typed: '12/10/2031 13:43',
  },
  {
    name: 'no time of day',
    from: '2031-12-10 13:43',
    to: '2031-12-10',
    code: 'FW040',
    at: '14:12',
    cause: /no time of day/,
    cure: '2031-12-10 09:00',
    typed: '2031-12-10',
  },
  {
    name: 'a day that is not',
    from: '2031-12-10 13:43',
    to: '2031-02-30 13:43',
    code: 'FW040',
    at: '14:12',
    cause: /not a date and time that exists/,
    cure: '2031-12-10 13:43',
    typed: '2031-02-30 13:43',
  },
  {
    name: 'an hour that is skipped',
    from: '2031-12-10 13:43',
    to: '2032-03-14 02:30',
    code: 'FW042',
    at: '14:12',
    cause: /doesn't exist in America\/New_York/,
    cure: '2032-03-14 03:30-04:00 America/New_York',
    typed: '2032-03-14 02:30',
  },
  {
    name: 'an hour that comes twice',
    from: '2031-12-10 13:43',
    to: '2032-11-07 01:30',
    code: 'FW042',
    at: '14:12',
    cause: /comes twice/,
    cure: '2032-11-07 01:30-05:00 America/New_York',
    typed: '2032-11-07 01:30',
  },
  {
    name: 'a zone in brackets inside braces',
    from: `schedule:
  timeZone: America/New_York
  sendAt: 2031-12-01 09:00
  closeAt: 2031-12-10 13:43
  responseQuota: 10
  emailInvitation: false`,
    to: 'schedule: {sendAt: 2031-12-01T09:00-05:00[America/New_York], closeAt: 2031-12-10 13:43 UTC}',
    code: 'FW005',
    at: '11:20',
    cause: /brackets around a zone would begin a list/,
    cure: '2031-12-01T09:00-05:00 America/New_York',
    typed: '2031-12-01T09:00-05:00[America/New_York]',
  },
  {
    name: 'zone in letters',
    from: 'America/New_York',
    to: 'PST',
    code: 'FW044',
    at: '12:13',
    cause: /"PST" names no place: letters like EST leave summer time out, or mean several zones/,
    cure: 'America/Los_Angeles',
    typed: 'PST',
  },
  {
    name: 'slip in a zone',
    from: 'America/New_York',
    to: 'America/NewYork',
    code: 'FW044',
    at: '12:13',
    cause: /not the name of a zone/,
    cure: 'America/New_York',
    typed: 'America/NewYork',
  },
  {
    name: 'duration in words',
    from: 'closeAt: 2031-12-10 13:43',
    to: 'closeAfter: 9 days',
    code: 'FW045',
    at: '14:15',
    cause: /not a whole number followed by/,
    cure: '9d',
    typed: '9 days',
  },
  {
    name: 'closes too early',
    from: 'closeAt: 2031-12-10',
    to: 'closeAt: 2031-11-10',
    code: 'FW043',
    at: '14:12',
    cause: /closes Mon 10 Nov 2031, 13:43 in New York and is sent Mon 1 Dec 2031, 09:00/,
    cure: 'closeAfter: 9d',
    typed: 'closeAt: 2031-11-10 13:43',
  },
  {
    name: 'everyone, just like that',
    from: 'filter: 145',
    to: 'everyone: true',
    code: 'FW028',
    at: '10:13',
    cause: /every verified member/,
    cure: 'everyone: {expect: 4812}',
    typed: 'everyone: true',
  },
  {
    name: 'everyone, unexpected',
    from: 'filter: 145',
    to: 'everyone: {}',
    code: 'FW028',
    at: '10:3',
    cause: /every verified member/,
    cure: 'everyone: {expect: 4812}',
    typed: 'everyone: {}',
  },
  {
    name: 'ID in quotes',
    from: 'filter: 145',
    to: 'filter: "145"',
    code: 'FW023',
    at: '10:11',
    cause: /not a name of a filter/,
    cure: '145',
    typed: '"145"',
  },
  {
    name: 'unknown name',
    from: 'filter: 145',
    to: 'filter: pet-owner',
    code: 'FW023',
    at: '10:11',
    cause: /Did you mean "pet-owners"/,
    cure: 'pet-owners',
    typed: 'pet-owner',
  },
  {
    name: 'capital name',
    from: 'campaign: spring',
    to: 'campaign: Spring 1',
    code: 'FW020',
    at: '1:11',
    cause: /small letters/,
    cure: 'spring-1',
    typed: 'Spring 1',
  },
  {
    name: 'leading zero',
    from: 'surveyID: 11372241',
    to: 'surveyID: 011372241',
    code: 'FW016',
    at: '4:13',
    cause: /would be read as the number 11372241/,
    cure: '11372241',
    typed: '011372241',
  },
  {
    name: 'resend without a reason',
    from: 'schedule:',
    to: 'resend: {number: 2}\nschedule:',
    code: 'FW013',
    at: '11:1',
    cause: /resend needs "reason"/,
    cure: 'reason: wrong closing date',
    typed: 'number: 2}',
  },
  {
    name: 'resend of the first',
    from: 'schedule:',
    to: 'resend: {number: 1, reason: again}\nschedule:',
    code: 'FW015',
    at: '11:18',
    cause: /must be 2 or more/,
    cure: '2',
    typed: '1, reason',
  },
  {
    name: 'a key of a later version',
    from: 'description: Spring pulse',
    to: 'policy: {}',
    code: 'FW018',
    at: '2:1',
    cause: /Policy can't be used in this version/,
    cure: 'Remove "policy".',
    typed: 'policy: {}\n',
  },
  {
    name: 'key at the wrong level',
    from: 'description: Spring pulse',
    to: 'surveyAlias: Pulse',
    code: 'FW012',
    at: '2:1',
    cause: /belongs under compose/,
    cure: 'under compose',
    typed: 'surveyAlias: Pulse\n',
  },
  {
    name: 'key twice',
    from: 'surveyLength: 8',
    to: 'surveyLength: 8\n  surveyLength: 9',
    code: 'FW007',
    at: '6:3',
    cause: /on line 5 and again on line 6/,
    cure: 'Keep one of the two lines.',
    typed: '  surveyLength: 9\n',
  },
]

/** The cure as it is typed: mostly the words themselves. */
const typedIn = ({cure, name}: Mistake): string => {
  if (name === 'resend without a reason') return `number: 2, ${cure}}`
  if (name === 'quota of nobody') return `${cure}\n  emailInv`
  if (name === 'resend of the first') return '2, reason'
  return /^Remove|^under|^Keep/.test(cure) ? '' : cure
}

const project = 'panels: {default: {names: {filter: {pet-owners: 145}}}}\n'
const loaded = (text: string) => load({'campaigns/spring.yaml': text, 'fieldwork.yaml': project})

test('the file without a mistake is valid', async () => {
  expect(shown((await loaded(good)).diagnostics)).toBe('')
})

test.each(mistakes)('$name: says where, why and what to write', async wrong => {
  const text = good.replace(wrong.from, wrong.to)
  const {diagnostics, project: none} = await loaded(text)
  expect(none).toBeUndefined()
  const found = diagnostics.find(({code, span}) => code === wrong.code && `${span?.line}:${span?.column}` === wrong.at)
  expect(found, shown(diagnostics)).toBeDefined()
  expect(found?.detail).toMatch(wrong.cause)
  expect(`${found?.help}`).toContain(wrong.cure)
  expect(found?.span?.frame.at(-1)?.text).toBe(text.split('\n')[(found?.span?.line ?? 0) - 1])
  const cured = await loaded(text.replace(wrong.typed ?? '', typedIn(wrong)))
  expect(shown(cured.diagnostics)).toBe('')
})

test('each mistake is the only one told', async () => {
  for (const wrong of mistakes.filter(({name}) => !name.startsWith('slip in a key'))) {
    const {diagnostics} = await loaded(good.replace(wrong.from, wrong.to))
    expect(`${wrong.name} ${diagnostics.map(({code}) => code)}`).toBe(`${wrong.name} ${wrong.code}`)
  }
})

test('several mistakes in several files come out in one run', async () => {
  const fixture = (path: string) => new URL(`../fixtures/config/${path}`, import.meta.url).pathname
  const {diagnostics} = await loadProject({root: fixture('many-mistakes'), members: 'now'})
  await expect(`${shown(diagnostics)}\n`).toMatchFileSnapshot(fixture('many-mistakes/expected.txt'))
})
