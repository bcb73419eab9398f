import {expect, test} from 'vitest'
import {call} from '../sandbox/call.ts'
import {onTerminal} from '../support/on-terminal.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

/** Makes a batch as a person does in the browser: fieldwork hears nothing of it. */
async function byHand({sandbox}: TestPanel, surveyID: number): Promise<number> {
  const {body} = await call(sandbox, 'POST', '/micropanel/batches', {
    compose: {surveyID, templateID: 1},
    recipients: {filterType: 3, existingFilterID: 145},
  })
  return (body as {response: {campaignBatchID: number}}).response.campaignBatchID
}
const adopt = (panel: TestPanel, address: string, id: number, ...more: string[]) =>
  panel.run(['adopt', address, String(id), '--yes', ...more])
const apply = (panel: TestPanel) => panel.run(['apply', '--yes'])
/** Text as one line, however it was wrapped. */
const flat = (text: string): string => text.replace(/\s+/g, ' ')

test('what was made elsewhere and adopted is never sent; status, diff and resend take it as any other send', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8)})
  const id = await byHand(panel, 7)
  const {code, out} = await adopt(panel, 'a', id, '--reason', 'made in the browser for ada@example.com')
  expect({code, out: out.replace(/created \w{3} .* UTC/, 'created …')}).toEqual({
    code: 0,
    out: `This records a batch that was created elsewhere:

  a/main       filter 145 · survey 7
  batch 1400   Scheduled, created …

From then on it counts as sent, and fieldwork does not send it. Nothing is sent
by this. The API doesn't tell to whom a batch went: that it went to these is
your word.
✓ a/main is recorded as batch 1400, created elsewhere.
`,
  })
  expect(panel.read('.fieldwork/default.jsonl')).toContain('"reason":"made in the browser for [address]"')
  expect(await apply(panel)).toMatchObject({code: 0})
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([7, 8])
  const status = JSON.parse((await panel.run(['status', 'a', '--refresh', '--format', 'json'])).out)
  expect(status.batches).toMatchObject([{address: 'a/main', state: 'created', batchID: 1400, surveyID: 7, status: 'Sending'}])

  panel.write('campaigns/a.yaml', toFilter(7).replace('118632', '118633'))
  const held = JSON.parse((await panel.run(['plan', '--format', 'json'])).out).held
  expect(held).toMatchObject([{address: 'a/main', reason: 'already-sent-changed', batchID: 1400}])
  expect(held[0].diff).toContain('- compose.templateID: 118632')
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'resend: {number: 2, reason: again}\n'))
  expect(await apply(panel)).toMatchObject({code: 0})
  expect(await apply(panel)).toMatchObject({code: 0})
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([7, 8, 7])
  expect(panel.read('.fieldwork/default.jsonl')).toContain('"address":"a/main+2"')
})

test('the same survey and recipients under another name look like the adopted batch', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await adopt(panel, 'a/main', await byHand(panel, 7))
  panel.write('campaigns/b.yaml', toFilter(7))
  expect(await apply(panel)).toMatchObject({code: 10})
  expect(panel.sandbox.batches).toHaveLength(1)
})

test('a batch that doesn’t fit, an ID that is owned, a send that is recorded, one out of order: refused, nothing recorded', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': toFilter(7),
    'campaigns/b.yaml': toFilter(8),
    'campaigns/c.yaml': toFilter(7, 9),
  })
  await panel.run(['apply', '--yes', '--only', 'a'])
  const [other, mine] = [await byHand(panel, 8), await byHand(panel, 7)]
  const before = panel.read('.fieldwork/default.jsonl')
  const refusals: [string, number, string][] = [
    ['c/main', other, 'Batch 1401 is of survey 8, and campaigns/c.yaml states survey 7 here.'],
    ['c/main', 9999, 'The API knows no batch 9999.'],
    ['c/main', 1400, 'Batch 1400 is recorded already, as a/main.'],
    ['a/main', mine, 'a/main is recorded as batch 1400.'],
    ['b/main+2', other, 'b/main+2 is send number 2, and number 1 is not recorded as sent.'],
  ]
  for (const [address, id, words] of refusals) {
    const {code, err} = await adopt(panel, address, id)
    expect({address, code, says: flat(err).includes(words) || err}).toEqual({address, code: 10, says: true})
  }
  expect(panel.read('.fieldwork/default.jsonl')).toBe(before)
  expect(await adopt(panel, 'a/main+2', mine)).toMatchObject({code: 0})
})

test('a doubt has to be settled first, by the command that is shown', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {faults: ['lost-answer@1']})
  await apply(panel)
  const {code, err} = await adopt(panel, 'a/main', await byHand(panel, 7))
  expect({code, shown: err.includes('fieldwork resolve a/main --batch-id 1401')}).toEqual({code: 10, shown: true})
  await panel.run(['resolve', 'a/main', '--batch-id', '1400'])
  expect(await adopt(panel, 'a/main', 1401)).toMatchObject({code: 10})
  expect(await adopt(panel, 'a/main+2', 1401)).toMatchObject({code: 0})
})

test('one person of a list, by the beginning of a digest; halted or waiting makes no difference', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': 'compose: {surveyID: 7, templateID: 1}\nrecipients: {emails: [ada@example.com, bob@example.com]}\n',
    'campaigns/b.yaml': toFilter(8, 145, 'schedule: {sendAt: 2090-01-01 09:00}\n'),
  })
  const [first, second] = [await byHand(panel, 7), await byHand(panel, 8)]
  expect(flat((await adopt(panel, 'a/main', first)).err)).toMatch(
    /"a\/main" fits a\/main#[0-9a-f]{6} \(a\*\*\*@e\*\*\*\), a\/main#[0-9a-f]{6} \(b\*\*\*@e\*\*\*\)/,
  )
  // Before the first record people have other digests in each plan.
  expect(await adopt(panel, 'a/main#123456', first)).toMatchObject({code: 10, err: expect.stringContaining('FW190')})
  await panel.run(['halt', '--reason', 'x'])
  await panel.run(['resume', '--yes'])
  const {actions} = JSON.parse((await panel.run(['plan', '--format', 'json'])).out)
  const [ada, bob] = actions.map(({address}: {address: string}) => address) as [string, string]
  await panel.run(['halt', '--reason', 'x'])
  expect(await adopt(panel, ada.slice(0, 13), first)).toMatchObject({code: 0})
  expect(await adopt(panel, 'b', second)).toMatchObject({code: 0})
  await panel.run(['resume', '--yes'])
  const plan = JSON.parse((await panel.run(['plan', '--format', 'json'])).out)
  expect(plan.actions).toMatchObject([{address: bob}])
  expect(plan.unchanged.map(({address}: {address: string}) => address)).toEqual([ada, 'b/main'])
})

test('wrong words: 64, before any request; no key: 9; no yes: 10', async () => {
  const panel = await testPanel({'campaigns/q3-pulse.yaml': toFilter(7)})
  const {code, err} = await adopt(panel, 'q3-puls/main', 1400)
  expect({code, err: flat(err)}).toEqual({code: 64, err: expect.stringContaining('Did you mean "q3-pulse/main"?')})
  expect(await panel.run(['adopt', 'q3-pulse/main', 'x', '--yes'])).toMatchObject({code: 64})
  expect(await panel.run(['adopt', 'q3-pulse', '1400', '--yes'], {QUESTIONPRO_API_KEY: ''})).toMatchObject({code: 9})
  expect(panel.sandbox.connections()).toBe(0)
  const id = await byHand(panel, 7)
  const asked = await panel.run(['adopt', 'q3-pulse/main', String(id)])
  expect({code: asked.code, err: asked.err}).toEqual({
    code: 10,
    err: expect.stringContaining('fieldwork adopt q3-pulse/main 1400 --yes'),
  })
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 2})
})

test.each([
  ['y\r', 0],
  ['\r', 10],
])('on a terminal it shows what is recorded and asks (%j: exit %i)', async (keys, code) => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  const id = await byHand(panel, 7)
  const terminal = onTerminal(panel, ['adopt', 'a/main', String(id)])
  await terminal.shows('Record it? [y/N]')
  expect(terminal.screen()).toContain('filter 145 · survey 7')
  terminal.type(keys)
  expect(await terminal.exit).toBe(code)
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: code === 0 ? 0 : 2})
})
