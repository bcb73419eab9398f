import {appendFileSync, cpSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {openJournal} from '../../src/state/journal.ts'
import {systemDisk} from '../../src/state/stores/disk.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import {storeOn} from '../support/store.ts'

const list = (survey: number, names: readonly string[], more = ''): string =>
  `compose: {surveyID: ${survey}, templateID: 1}\nrecipients: {emails: [${names.map(name => `${name}@example.com`).join(', ')}]}\n${more}`
const everyone = (more = ''): string => `compose: {surveyID: 7, templateID: 118632}\nrecipients: {everyone: {expect: 5}}\n${more}`
const apply = (panel: TestPanel, ...more: string[]) => panel.run(['apply', '--yes', ...more])
const until = async (fits: () => boolean): Promise<void> => {
  while (!fits()) await delay(2)
}

test('-C with an absolute path works on that project, not on the one that stands here', async () => {
  const panel = await testPanel({'campaigns/here.yaml': toFilter(7), 'fieldwork.yaml': 'requires: ">=1.0"\n'})
  const other = panel.root.replace(/project$/, 'other')
  mkdirSync(`${other}/campaigns`, {recursive: true})
  writeFileSync(`${other}/fieldwork.yaml`, 'requires: ">=1.0"\n')
  writeFileSync(`${other}/campaigns/there.yaml`, toFilter(8))
  const {out} = await panel.run(['-C', other, 'plan', '--format', 'json'])
  expect(out).toContain('"there/main"')
  expect(out).not.toContain('"here/main"')
})

test('-C with a folder that is not there is wrong usage', async () => {
  const panel = await testPanel({'campaigns/here.yaml': toFilter(7), 'fieldwork.yaml': 'requires: ">=1.0"\n'})
  expect(await panel.run(['-C', 'stagign', 'apply', '--yes'])).toMatchObject({code: 64})
  expect(panel.posts()).toBe(0)
})

test('a saved plan with --only sends no more than that', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8)})
  await panel.run(['plan', '--out', 'plan.json'])
  await apply(panel, 'plan.json', '--only', 'a')
  expect(panel.posts()).toBeLessThanOrEqual(1)
})

const onePanel = (name: string, more = ''): string =>
  `panels:\n  ${name}: {dataCenter: us, timeZone: UTC, apiKey: {env: QUESTIONPRO_API_KEY}${more}}\ndefaultPanel: ${name}\n`
test('a renamed panel whose journal is gone: exit 7', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'fieldwork.yaml': onePanel('prod')})
  await apply(panel)
  panel.write('fieldwork.yaml', onePanel('production', ', formerly: [prod]'))
  rmSync(`${panel.root}/.fieldwork/prod.jsonl`)
  expect(await apply(panel)).toMatchObject({code: 7})
  expect(panel.posts()).toBe(1)
})

test('two journals for one panel (its own and that of an old name): exit 7', async () => {
  const both = `${onePanel('prod').replace('defaultPanel: prod\n', '')}  production: {dataCenter: us, timeZone: UTC, apiKey: {env: QUESTIONPRO_API_KEY}}\ndefaultPanel: prod\n`
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/z.yaml': toFilter(9), 'fieldwork.yaml': both})
  await apply(panel, '--only', 'a')
  await apply(panel, '--only', 'z', '--panel', 'production')
  panel.write('fieldwork.yaml', onePanel('production', ', formerly: [prod]'))
  expect(await apply(panel)).toMatchObject({code: 7})
  expect(panel.posts()).toBe(2)
})

test('an ID that can be recorded nowhere is told, and the run ends with 4', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {latency: 500})
  const {ended} = panel.start(['apply', '--yes'])
  await until(() => panel.posts() > 0)
  renameSync(`${panel.root}/.fieldwork`, `${panel.root}/gone`)
  writeFileSync(`${panel.root}/.fieldwork`, '')
  const {code, out, err} = await ended
  expect({code, told: (out + err).includes('1400')}).toEqual({code: 4, told: true})
})

test('a halt follows a rename', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter(7)})
  await panel.run(['halt', 'q3', '--reason', 'stop'])
  rmSync(`${panel.root}/campaigns/q3.yaml`)
  panel.write('campaigns/q4.yaml', toFilter(7, 145, 'formerly: [q3]\n'))
  expect(await apply(panel)).toMatchObject({code: 10})
  expect(panel.posts()).toBe(0)
})

test('mend doesn’t make an unknown journal known', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await apply(panel)
  panel.write('campaigns/b.yaml', toFilter(8))
  appendFileSync(`${panel.root}/.fieldwork/default.jsonl`, '{"seq":9,"at"')
  const elsewhere = {XDG_STATE_HOME: `${panel.memory}-other`}
  await panel.run(['state', 'mend', '--yes'], elsewhere)
  expect(await panel.run(['apply', '--yes'], elsewhere)).toMatchObject({code: 7})
  expect(panel.posts()).toBe(1)
})

test('a file whose batch has "distinct" and is renamed without formerly is held', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(7, 145, 'distinct: another\n')})
  await apply(panel)
  renameSync(`${panel.root}/campaigns/b.yaml`, `${panel.root}/campaigns/c.yaml`)
  expect(await apply(panel)).toMatchObject({code: 10})
  expect(panel.posts()).toBe(2)
})

test('a doubt of a list blocks its batch also as a filter', async () => {
  const panel = await testPanel({'campaigns/a.yaml': list(7, ['ada'])}, {faults: ['lost-answer@1']})
  await apply(panel)
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'distinct: others\n'))
  expect(await apply(panel)).toMatchObject({code: 4})
  expect(panel.posts()).toBe(1)
})

test('a torn tail that a run at work appends to can still be mended', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {latency: 500})
  const {ended} = panel.start(['apply', '--yes'])
  await until(() => panel.posts() > 0)
  appendFileSync(`${panel.root}/.fieldwork/default.jsonl`, '{"seq":4,"at":"2026-')
  expect(await ended).toMatchObject({code: 4})
  expect(await panel.run(['state', 'mend', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['doubts'])).toMatchObject({code: 4})
})

test('damage behind the last marked record can be cut off, damage before it can not', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await apply(panel)
  const path = `${panel.root}/.fieldwork/default.jsonl`
  const whole = panel.read('.fieldwork/default.jsonl')
  appendFileSync(path, `\0\0\0{"seq":9}\nand more\n`)
  expect(await apply(panel)).toMatchObject({code: 7})
  expect(await panel.run(['state', 'mend', '--yes'])).toMatchObject({code: 0})
  expect(panel.read('.fieldwork/default.jsonl').startsWith(whole)).toBe(true)
  expect(await apply(panel)).toMatchObject({code: 0})
  const mended = panel.read('.fieldwork/default.jsonl')
  panel.write('.fieldwork/default.jsonl', mended.replace('"batch.created"', '"batch.refused"'))
  const refused = await panel.run(['state', 'mend', '--yes'])
  expect(refused).toMatchObject({code: 7})
  expect(refused.err).toContain('FW137')
  expect(panel.read('.fieldwork/default.jsonl')).toContain('"batch.refused"')
  expect(panel.posts()).toBe(1)
})

test('two doubts that are settled at once don’t both get the same batch', async () => {
  const panel = await testPanel(
    {
      'campaigns/a.yaml': toFilter(7, 1),
      'campaigns/b.yaml': toFilter(7, 2),
      'fieldwork.yaml': 'limits: {maxDoubts: 5, concurrency: 1}\n',
    },
    {faults: ['lost-answer@1', 'lost-answer@2'], latency: 300},
  )
  await apply(panel)
  const codes = await Promise.all(
    ['a/main', 'b/main'].map(async to => (await panel.run(['resolve', to, '--batch-id', '1400'])).code),
  )
  expect(codes.filter(code => code === 0)).toHaveLength(1)
})

test('a created batch after a verdict is reported', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {latency: 3000})
  const {child, ended} = panel.start(['apply', '--yes'])
  await until(() => panel.posts() > 0)
  child.kill('SIGKILL')
  await ended
  await panel.run(['resolve', 'a/main', '--abandon', '--reason', 'x'])
  const store = storeOn(`${panel.root}/.fieldwork/default.jsonl`)
  const marks = openMarks(systemDisk, `${panel.memory}/fieldwork`, panel.root, ['default'])
  const journal = await openJournal(store, marks, () => '2026-11-22T10:00:00Z' as never, 'c'.repeat(16), {
    lineage: '',
    panel: 'default',
    origin: 'loopback',
  })
  const [attempt] = [...journal.state.attempts.values()]
  if (!attempt) throw new TypeError('no attempt')
  await journal.append({type: 'batch.created', intent: attempt.seq, address: attempt.address, batchID: 1400 as never})
  const said = await Promise.all([['plan'], ['status'], ['apply', '--yes']].map(async args => await panel.run(args)))
  expect(said.some(({out, err}) => /abandoned/.test(out + err))).toBe(true)
})

test('a partial saved plan of an unchanged project is not stale (look-alike)', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(7)})
  await panel.run(['plan', '--only', 'b', '--out', 'plan.json'])
  expect(await apply(panel, 'plan.json')).toMatchObject({code: 0})
})

test('a partial saved plan of an unchanged project is not stale (single sends)', async () => {
  const files = {'campaigns/a.yaml': list(7, ['a', 'b', 'c']), 'campaigns/b.yaml': list(8, ['d', 'e', 'f'])}
  const panel = await testPanel({...files, 'fieldwork.yaml': 'limits: {singleSends: 4}\n'})
  await panel.run(['plan', '--only', 'a', '--out', 'plan.json'])
  expect(await apply(panel, 'plan.json')).toMatchObject({code: 0})
})

test('a saved plan of members whose file is gone is stale', async () => {
  const panel = await testPanel({
    'campaigns/a.yaml': 'members: [{emailAddress: ada@example.com}]\n',
    'campaigns/b.yaml': toFilter(8),
  })
  await panel.run(['plan', '--only', 'a', '--out', 'plan.json'])
  rmSync(`${panel.root}/campaigns/a.yaml`)
  expect(await apply(panel, 'plan.json')).toMatchObject({code: 8})
})

test('a saved plan after a doubt: the doubt is what the run ends with', async () => {
  const files = {'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8), 'fieldwork.yaml': 'limits: {concurrency: 1}\n'}
  const panel = await testPanel(files, {faults: ['lost-answer@1']})
  await panel.run(['plan', '--out', 'plan.json'])
  await apply(panel, 'plan.json')
  expect(await apply(panel, 'plan.json')).toMatchObject({code: 4})
})

test('an edit with distinct and a new campaign for the same people: the plan holds one', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'fieldwork.yaml': 'limits: {concurrency: 1}\n'})
  await apply(panel)
  panel.write('campaigns/a.yaml', everyone('distinct: other people\n'))
  panel.write('campaigns/b.yaml', everyone())
  const {out} = await panel.run(['plan', '--format', 'json'])
  expect(JSON.parse(out)).toMatchObject({actions: [{address: 'a/main+2'}], held: [{reason: 'looks-already-sent'}]})
})

test('a resend that goes to other recipients, who had it from another campaign, is held', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7, 145), 'campaigns/b.yaml': toFilter(7, 146)})
  await apply(panel)
  panel.write('campaigns/a.yaml', toFilter(7, 146, 'resend: {number: 2, reason: again}\n'))
  expect(await apply(panel)).toMatchObject({code: 10})
  expect(panel.posts()).toBe(2)
})

test('an exact address wins over a beginning, at the desk too', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {faults: ['lost-answer@2']})
  await apply(panel)
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'resend: {number: 2, reason: again}\n'))
  expect(await apply(panel)).toMatchObject({code: 4})
  expect(await panel.run(['resolve', 'a/main', '--abandon', '--reason', 'x'])).toMatchObject({code: 10})
  expect(await panel.run(['doubts'])).toMatchObject({code: 4})
})

test('trust says when a copy is behind what this machine has appended', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await apply(panel)
  cpSync(panel.root, panel.root.replace(/project$/, 'copy'), {recursive: true})
  panel.write('campaigns/b.yaml', toFilter(8))
  await apply(panel)
  const {out, err} = await panel.run(['-C', '../copy', 'state', 'trust', '--yes'])
  expect(out + err).toContain('This machine has seen 9 records')
})

test('no key in a reason', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {key: 'canary-0123456789-key'})
  await panel.run(['halt', '--reason', 'key canary-0123456789-key'])
  expect(panel.read('.fieldwork/default.jsonl')).not.toContain('canary')
})

test('resend asked for after to-and-fro of recipients isn’t ignored without a word', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await apply(panel)
  panel.write('campaigns/a.yaml', everyone('distinct: other people\n'))
  await apply(panel)
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'distinct: other\nresend: {number: 3, reason: again}\n'))
  const plan = JSON.parse((await panel.run(['plan', '--format', 'json'])).out) as {actions: unknown[]; held: unknown[]}
  expect(plan.actions.length + plan.held.length).toBe(1)
})

test('.fieldwork that is a file: exit 7', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), '.fieldwork': ''})
  expect(await apply(panel)).toMatchObject({code: 7})
})

test('an --exclude that came out empty is wrong usage', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  expect(await apply(panel, '--exclude=')).toMatchObject({code: 64})
  expect(panel.posts()).toBe(0)
})

test('--only with a person whom the list doesn’t have is no silent nothing', async () => {
  const panel = await testPanel({'campaigns/a.yaml': list(7, ['ada'])})
  expect(await apply(panel, '--only', 'a/main#zzzz')).toMatchObject({code: 64})
})

test('a first plan that was saved and is applied from two clones on one machine sends once', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await panel.run(['plan', '--out', 'plan.json'])
  cpSync(panel.root, panel.root.replace(/project$/, 'clone'), {recursive: true})
  await apply(panel, 'plan.json')
  expect(await panel.run(['-C', '../clone', 'apply', 'plan.json', '--yes'])).toMatchObject({code: 7})
  expect(panel.posts()).toBe(1)
})
