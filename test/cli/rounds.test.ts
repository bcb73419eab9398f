import {expect, test} from 'vitest'
import {later} from '../support/later.ts'
import {testPanel} from '../support/panel.ts'

const day = 86_400

test('batches in their rounds, and a reminder days after: each goes once, at its time, and a round that nobody was there for never', async () => {
  let ahead = 0
  const first = new Date(Date.now() + day * 1000).toISOString().slice(0, 16).replace('T', ' ')
  const panel = await testPanel(
    {
      'campaigns/t.yaml': [
        'compose: {surveyID: 7, templateID: 1}',
        `schedule: {sendAt: ${first} UTC, repeat: {every: week, count: 4}}`,
        'batches:',
        '  en: {recipients: {filter: 145}}',
        '  es: {compose: {templateID: 2}, recipients: {filter: 146}}',
        '  again: {compose: {templateID: 3}, recipients: {filter: 145}, reminds: en, after: {batch: en, by: 2d}}',
      ].join('\n'),
    },
    {clock: {now: () => Date.now() + ahead}},
  )
  const sent = (): readonly string[] =>
    panel.sandbox.batches.map(({request}) => {
      const {compose, recipients} = request as {compose: {templateID: number}; recipients: {existingFilterID: number}}
      return `${compose.templateID} to ${recipients.existingFilterID}`
    })
  const applied = async (days: number) => {
    ahead = days * day * 1000
    const before = sent().length
    const {code, out, err} = await panel.run(['apply', '--yes'], later(days * day))
    return {code, sent: sent().slice(before), out: out + err}
  }
  expect(await applied(0)).toMatchObject({code: 0, sent: [], out: expect.stringContaining('3 batches wait, first t/')})
  expect(await applied(1.01)).toMatchObject({code: 0, sent: ['1 to 145', '2 to 146']})
  expect(await applied(2)).toMatchObject({code: 0, sent: []})
  expect(await applied(3.02)).toMatchObject({code: 0, sent: ['3 to 145']})
  // Away for the second round and the time of its reminder.
  expect(await applied(15.01)).toMatchObject({
    code: 0,
    sent: ['1 to 145', '2 to 146'],
    out: expect.stringContaining('never sent'),
  })
  expect(await applied(17.02)).toMatchObject({code: 0, sent: ['3 to 145']})
  expect(await applied(17.03)).toMatchObject({code: 0, sent: []})
  const status = await panel.run(['status', '--format', 'json'])
  const {batches} = JSON.parse(status.out) as {batches: {address: string; state: string}[]}
  expect(batches.map(({state}) => state)).toEqual(['created', 'created', 'created', 'created', 'created', 'created'])
  expect(new Set(batches.map(({address}) => address)).size).toBe(6)
})
