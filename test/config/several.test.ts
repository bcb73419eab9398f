import {expect, test} from 'vitest'
import type {Batch} from '../../src/config/campaign.ts'
import {codes, loadOne, shown} from './scene.ts'

const top = 'compose: {surveyID: 7, templateID: 8}\n'
const two = `${top}batches:\n  en: {recipients: {filter: 1}}\n  es: {compose: {templateID: 9}, recipients: {filter: 2}}\n`

const batchesOf = async (text: string): Promise<readonly Batch[]> => {
  const {project, diagnostics} = await loadOne(text)
  expect(shown(diagnostics.filter(({severity}) => severity === 'error'))).toBe('')
  return project?.campaigns[0]?.batches ?? []
}

test('each batch has what the campaign has, and its own laid over it', async () => {
  const batches = await batchesOf(
    `${top}schedule: {closeAfter: 9d, responseQuota: 10}\nbatches:\n  en: {recipients: {filter: 1}}\n  es:\n    formerly: [sp]\n    compose: {templateID: 9}\n    recipients: {filter: 2}\n    schedule: {closeAt: 2031-12-10 13:43, responseQuota: 20}\n`,
  )
  expect(batches).toMatchObject([
    {
      name: 'en',
      formerly: [],
      line: 4,
      compose: {surveyID: 7, templateID: 8},
      schedule: {closes: {after: 777_600_000}, responseQuota: 10},
    },
    {
      name: 'es',
      formerly: ['sp'],
      line: 5,
      compose: {surveyID: 7, templateID: 9},
      schedule: {closes: {at: Date.UTC(2031, 11, 10, 13, 43)}, responseQuota: 20},
      lines: {'compose.surveyID': 1, 'compose.templateID': 7, 'schedule.responseQuota': 9},
    },
  ])
})

test('waves are laid over the campaign and over each batch, and a wave can say more of one batch', async () => {
  const waves = [
    'waves:',
    '  2031-q4: {compose: {surveyID: 71}, schedule: {sendAt: 2031-12-01 09:00}}',
    '  2032-q1:',
    '    formerly: [2032-spring]',
    '    compose: {surveyID: 72}',
    '    schedule: {sendAt: 2032-03-01 09:00}',
    '    batches: {es: {compose: {templateID: 10}, resend: {number: 2, reason: wrong text}}}',
  ].join('\n')
  expect(
    (await batchesOf(`${two}${waves}\n`)).map(({name, wave, compose, resend, line}) => [
      `${name}@${wave?.name}`,
      compose.surveyID,
      compose.templateID,
      resend?.number ?? 1,
      line,
    ]),
  ).toEqual([
    ['en@2031-q4', 71, 8, 1, 6],
    ['es@2031-q4', 71, 9, 1, 6],
    ['en@2032-q1', 72, 8, 1, 7],
    ['es@2032-q1', 72, 10, 2, 7],
  ])
})

test('a repeat is its periods, each counted from the first', async () => {
  const [first, ...rest] = await batchesOf(
    `${top}recipients: {filter: 1}\nschedule: {timeZone: America/New_York, sendAt: 2031-10-31 09:00, closeAfter: 9d, repeat: {every: month, count: 5}}\n`,
  )
  const times = [first, ...rest].map(batch => [batch?.wave?.name, new Date(batch?.schedule.sendAt ?? 0).toISOString()])
  expect(times).toEqual([
    ['2031-10', '2031-10-31T13:00:00.000Z'],
    ['2031-11', '2031-11-30T14:00:00.000Z'],
    ['2031-12', '2031-12-31T14:00:00.000Z'],
    ['2032-01', '2032-01-31T14:00:00.000Z'],
    ['2032-02', '2032-02-29T14:00:00.000Z'],
  ])
  expect(first?.wave?.repeat).toEqual({every: 'month', anchor: '2031-10-31T09:00', zone: 'America/New_York'})
})

test('a reminder waits for what it reminds of', async () => {
  const batches = await batchesOf(
    `${top}batches:\n  en: {recipients: {filter: 1}}\n  again: {recipients: {filter: 3}, reminds: en, after: {batch: en, by: 5d}}\n  late: {recipients: {filter: 4}, reminds: en, schedule: {sendAt: 2031-12-01 09:00}}\n`,
  )
  expect(batches.map(({after, reminds}) => [after, reminds])).toEqual([
    [undefined, undefined],
    [{batch: 'en', by: 432_000_000}, 'en'],
    [{batch: 'en', by: 0}, 'en'],
  ])
})

const once = '    schedule: {sendAt: 2031-12-01 09:00}\n'
const cases: [string, string, readonly string[]][] = [
  ['a batch without recipients', `${top}batches:\n  en: {compose: {templateID: 9}}\n`, ['FW013:3']],
  ['recipients at the top beside batches', `${two}recipients: {filter: 1}\n`, ['FW035:5']],
  ['a resend at the top beside batches', `${two}resend: {number: 2, reason: x}\n`, ['FW035:5']],
  ['no batches in batches', `${top}batches: {}\n`, ['FW015:2']],
  ['a batch named members', `${top}batches: {members: {recipients: {filter: 1}}}\n`, ['FW020:2']],
  ['a batch named En', `${top}batches: {En: {recipients: {filter: 1}}}\n`, ['FW020:2']],
  ['a key of the API in a batch', `${top}batches: {en: {recipients: {filterType: 2}}}\n`, ['FW017:2']],
  ['one thing wrong under several batches is one mistake', two.replace('templateID: 8', 'templateID: invite'), ['FW023:1']],
  [
    'several things wrong in several batches',
    two.replace('filter: 1', 'filter: x').replace('filter: 2', 'filter: y'),
    ['FW023:3', 'FW023:4'],
  ],
  ['no survey anywhere', two.replace('surveyID: 7, ', ''), ['FW013:3', 'FW013:4']],
  ['after a batch that is not there', `${two}  fr: {recipients: {filter: 3}, after: {batch: em}}\n`, ['FW060:5']],
  ['a reminder of no batch', `${two}  fr: {recipients: {filter: 3}, reminds: em, after: {batch: en}}\n`, ['FW060:5']],
  ['a reminder without a time', `${two}  fr: {recipients: {filter: 3}, reminds: en}\n`, ['FW038:5']],
  [
    'batches that wait for each other',
    `${top}batches:\n  en: {recipients: {filter: 1}, after: {batch: es}}\n  es: {recipients: {filter: 2}, after: {batch: en}}\n`,
    ['FW061:3', 'FW061:4'],
  ],
  ['a batch that waits for itself', `${top}batches:\n  en: {recipients: {filter: 1}, after: {batch: en}}\n`, ['FW061:3']],
  ['an earlier name of a batch that another has', two.replace('en: {', 'en: {formerly: [es], '), ['FW022:3']],
  ['waves without times', `${top}recipients: {filter: 1}\nwaves: {a: {}, b: {}}\n`, ['FW037:3', 'FW037:3']],
  ['one wave without a time', `${top}recipients: {filter: 1}\nwaves: {a: {}}\n`, []],
  ['a resend of all waves', `${top}recipients: {filter: 1}\nresend: {number: 2, reason: x}\nwaves: {a: {}}\n`, ['FW036:3']],
  ['a resend of all batches of a wave', `${two}waves:\n  a:\n    resend: {number: 2, reason: x}\n`, ['FW035:7']],
  ['a wave of a batch that is not there', `${two}waves: {a: {batches: {em: {distinct: x}}}}\n`, ['FW060:5']],
  ['a wave of batches that has none', `${top}recipients: {filter: 1}\nwaves: {a: {batches: {en: {distinct: x}}}}\n`, ['FW060:3']],
  ['what both a batch and a wave state', `${two}waves: {a: {compose: {templateID: 11}}}\n`, ['FW034:5']],
  [
    'the same, said for that batch',
    `${two}waves: {a: {compose: {templateID: 11}, batches: {es: {compose: {templateID: 12}}}}}\n`,
    [],
  ],
  ['waves for members only', 'members: [{emailAddress: ada@example.com}]\nwaves: {a: {}}\n', ['FW033:2']],
  [
    'waves and a repeat',
    `${top}recipients: {filter: 1}\nschedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: 2}}\nwaves:\n  a:\n${once}`,
    ['FW039:3'],
  ],
  [
    'a resend of every period',
    `${top}recipients: {filter: 1}\nresend: {number: 2, reason: x}\nschedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: 2}}\n`,
    ['FW036:3'],
  ],
  [
    'a repeat in a wave',
    `${top}recipients: {filter: 1}\nwaves:\n  a:\n    schedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: 2}}\n`,
    ['FW039:5'],
  ],
  [
    'a repeat that closes once',
    `${top}recipients: {filter: 1}\nschedule: {sendAt: 2031-12-01 09:00, closeAt: 2031-12-02 09:00, repeat: {every: day, count: 2}}\n`,
    ['FW063:3'],
  ],
  [
    'a repeat without end',
    `${top}recipients: {filter: 1}\nschedule: {sendAt: 2031-12-01 09:00, repeat: {every: day}}\n`,
    ['FW013:3'],
  ],
  [
    'a repeat by another word',
    `${top}recipients: {filter: 1}\nschedule: {sendAt: 2031-12-01 09:00, repeat: {every: monthly, count: 2}}\n`,
    ['FW015:3'],
  ],
]
test.each(cases)('%s', async (_, text, expected) => {
  const loaded = await loadOne(text)
  expect(codes(loaded), shown(loaded.diagnostics)).toEqual(expected)
})
