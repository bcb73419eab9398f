import {appendFileSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {validateHistory} from '#validators/validateHistory'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()
const journalOf = ({root}: TestPanel): string => `${root}/.fieldwork/default.jsonl`
const entriesOf = async (panel: TestPanel, ...more: string[]): Promise<readonly Record<string, unknown>[]> =>
  JSON.parse((await panel.run(['history', '--format', 'json', ...more])).out).entries

/** A panel with a sent batch of each of two campaigns, one person among them, and a halt. */
async function lived(): Promise<TestPanel> {
  const panel = await testPanel({
    'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`,
    'campaigns/b.yaml': 'compose: {surveyID: 8, templateID: 1}\nrecipients: {email: ada@example.com}\n',
  })
  await panel.run(['apply', '--yes'])
  await panel.run(['halt', 'a', '--reason', 'x'])
  return panel
}

test('what was sent, by whom, under which plan; no network, no key, no people', async () => {
  const panel = await testPanel({'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`})
  await panel.run(['plan', '--out', 'plan.json'])
  await panel.run(['apply', 'plan.json', '--yes'])
  const {digest} = JSON.parse(panel.read('plan.json'))
  const connections = panel.sandbox.connections()
  const {code, out, err} = await panel.run(['history'], {QUESTIONPRO_API_KEY: ''})
  expect({code, err}).toEqual({code: 0, err: ''})
  const rows = out
    .replace(/\d\d:\d\d:\d\d/g, '09:14:02')
    .replace(/by \S+/, 'by …')
    .split('\n')
  expect(rows.slice(4)).toEqual([
    `  09:14:02  apply by … · plan ${digest.slice(7, 15)} · done`,
    rows[5],
    '  09:14:02    + a/members   posted 1: 1 added',
    '  09:14:02    ✓ a/main      batch 1400 · filter 145 · survey 7',
    '',
  ])
  const json = JSON.parse((await panel.run(['history', '--format', 'json'])).out)
  expect(validateHistory(json) || validateHistory.errors).toBe(true)
  expect(json.entries.map(({type}: {type: string}) => type)).toEqual([
    'journal',
    'run.start',
    'members.posted',
    'batch.intent',
    'batch.created',
    'run.end',
  ])
  expect(json.entries[1]).toMatchObject({command: 'apply', plan: digest})
  const [person = ''] = /[0-9a-f]{32}\.[0-9a-f]{16}/.exec(panel.read('.fieldwork/default.jsonl')) ?? []
  expect(person).not.toBe('')
  expect(JSON.stringify(json) + out).not.toContain(person.slice(0, 32))
  expect(panel.sandbox.connections()).toBe(connections)
})

test('every kind of record has its place in the schema', async () => {
  const panel = await testPanel(
    {
      'campaigns/a.yaml': toFilter(7),
      'campaigns/b.yaml': toFilter(8),
      'fieldwork.yaml': 'limits: {concurrency: 1, maxDoubts: 9}\n',
    },
    {faults: ['lost-answer@1', 'refused-400@2']},
  )
  await panel.run(['apply', '--yes'])
  await panel.run(['resolve', 'a/main', '--batch-id', '1400'])
  await panel.run(['status', '--refresh'])
  await panel.run(['halt', '--reason', 'x'])
  await panel.run(['halt', 'a', '--reason', 'x'])
  await panel.run(['resume', '--yes'])
  appendFileSync(journalOf(panel), '{"seq":')
  await panel.run(['state', 'mend', '--yes'])
  const json = JSON.parse((await panel.run(['history', '--format', 'json'])).out)
  expect(validateHistory(json) || validateHistory.errors).toBe(true)
  expect(new Set(json.entries.map(({type}: {type: string}) => type))).toEqual(
    new Set([
      'journal',
      'run.start',
      'batch.intent',
      'batch.in-doubt',
      'batch.refused',
      'run.end',
      'batch.resolved',
      'batch.read',
      'halt',
      'resume',
      'mend',
    ]),
  )
})

test('a journal of an older version, whose runs name no plan, is read as it is', async () => {
  const {validateEntry} = await import('#validators/validateEntry')
  const panel = await lived()
  const start = panel
    .read('.fieldwork/default.jsonl')
    .split('\n')
    .filter(row => row.includes('"run.start"'))
    .map(row => JSON.parse(row))[0]
  const {plan: _plan, ...older} = start
  expect([validateEntry(start), validateEntry(older)]).toEqual([true, true])
})

test('--since takes a duration, a date, a time, and what the JSON prints; --campaign one campaign', async () => {
  const panel = await lived()
  const all = await entriesOf(panel)
  const {at, seq} = all.at(-1) as {at: string; seq: number}
  expect(await entriesOf(panel, '--since', '7d')).toEqual(all)
  expect(await entriesOf(panel, '--since', '2020-01-01')).toEqual(all)
  expect(await entriesOf(panel, '--since', '2020-01-01 09:00 America/New_York')).toEqual(all)
  expect((await entriesOf(panel, '--since', at)).map(entry => entry.seq)).toContain(seq)
  expect(await entriesOf(panel, '--since', '2090-01-01')).toEqual([])
  const ofB = await entriesOf(panel, '--campaign', 'b')
  expect(ofB.map(({type}) => type)).toEqual(['run.start', 'batch.intent', 'batch.created', 'run.end'])
  const mistakes: [string[], string][] = [
    [['--since', 'yesterday'], '"yesterday" is not a time.'],
    [['--since', '12/10/2031'], 'can be read in two ways'],
    [['--campaign', 'aa'], 'Did you mean "a"?'],
    [['--verify', '--since', '7d'], 'leave --since and --campaign out'],
  ]
  for (const [words, says] of mistakes) {
    const {code, err} = await panel.run(['history', ...words])
    expect({words, code, says: flat(err).includes(says) || err}).toEqual({words, code: 64, says: true})
  }
})

test('a torn end: what is whole is shown, and the rest is said; --verify ends with 7', async () => {
  const panel = await lived()
  const before = await panel.run(['history'])
  appendFileSync(journalOf(panel), '{"seq":99,"at"')
  const {code, out, err} = await panel.run(['history'])
  expect({code, out}).toEqual({code: 0, out: before.out})
  expect(err).toContain('FW120')
  const json = JSON.parse((await panel.run(['history', '--format', 'json'])).out)
  expect(validateHistory(json) || validateHistory.errors).toBe(true)
  expect(json.damage).toEqual({line: json.entries.length + 1, what: 'it is cut off'})
  expect(await panel.run(['history', '--verify'])).toMatchObject({code: 7, err: expect.stringContaining('FW120')})
})

test('damage in the middle: what stands before it is shown, and it ends with 7, naming the line', async () => {
  const panel = await lived()
  const rows = readFileSync(journalOf(panel), 'utf8').split('\n')
  writeFileSync(journalOf(panel), [...rows.slice(0, 2), rows[2]?.replace('"type"', '"tipe"'), ...rows.slice(3)].join('\n'))
  const {code, out, err} = await panel.run(['history'])
  expect({
    code,
    shown: out.includes('2 records'),
    says: flat(err).includes('line 3: its sum is not the sum of its bytes'),
  }).toEqual({
    code: 7,
    shown: true,
    says: true,
  })
  const verified = await panel.run(['history', '--verify'])
  expect({code: verified.code, says: flat(verified.err).includes('line 3')}).toEqual({code: 7, says: true})
})

test('--verify: one line for a whole journal; 7 for one that is rolled back, gone, or another project’s', async () => {
  const panel = await lived()
  const text = readFileSync(journalOf(panel), 'utf8')
  const count = text.trimEnd().split('\n').length
  const {code, out} = await panel.run(['history', '--verify'])
  expect({
    code,
    out: flat(out)
      .replace(/\d{4}-\S+Z/g, '…')
      .replace(/lineage \w{8}/, 'lineage …'),
  }).toEqual({
    code: 0,
    out: `✓ ${count} records whole, … to … · lineage … · record ${count} is the last that this machine appended`,
  })
  const json = JSON.parse((await panel.run(['history', '--verify', '--format', 'json'])).out)
  expect(validateHistory(json) || validateHistory.errors).toBe(true)
  expect(json.verified).toMatchObject({records: count, voidLines: 0, mark: count})
  writeFileSync(journalOf(panel), `${text.split('\n').slice(0, 3).join('\n')}\n`)
  expect(await panel.run(['history', '--verify'])).toMatchObject({code: 7, err: expect.stringContaining('FW129')})
  // What is there is told, and that it isn't all.
  const known = {code: 7, err: expect.stringContaining('FW129')}
  expect(await panel.run(['history'])).toMatchObject({...known, out: expect.stringContaining('apply by')})
  rmSync(journalOf(panel))
  for (const more of [[], ['--verify'], ['--format', 'json']]) expect(await panel.run(['history', ...more])).toMatchObject(known)
})

test('a journal that this machine doesn’t know can be read and checked; a line that lost a race is counted', async () => {
  const panel = await lived()
  const text = readFileSync(journalOf(panel), 'utf8')
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  appendFileSync(journalOf(panel), `${last}\n`)
  const elsewhere = {XDG_STATE_HOME: `${panel.memory}-other`}
  expect(await panel.run(['history'], elsewhere)).toMatchObject({code: 0, out: expect.stringContaining('a/main')})
  const {code, out} = await panel.run(['history', '--verify'], elsewhere)
  expect({code, out: flat(out)}).toEqual({
    code: 0,
    out: expect.stringMatching(/· 1 void line · this machine remembers none of them$/),
  })
})

test('resume of one campaign lifts its halt and no other', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8)})
  await panel.run(['halt', 'a', '--reason', 'x'])
  await panel.run(['halt', 'b', '--reason', 'x'])
  const asked = await panel.run(['resume', 'a'])
  expect({code: asked.code, due: asked.out.includes('→ main'), err: asked.err}).toEqual({
    code: 10,
    due: true,
    err: expect.stringContaining('fieldwork resume a --yes'),
  })
  expect(await panel.run(['resume', 'a', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['resume', 'a', '--yes'])).toMatchObject({code: 0, out: 'a has no halt of its own.\n'})
  expect(await panel.run(['resume', 'c', '--yes'])).toMatchObject({code: 64})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 10})
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([7])
  expect(await panel.run(['resume', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(2)
})

test('a run that was killed leaves a doubt; the next one records it, and its window still ends with the deadline', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {latency: 60_000})
  const {child, ended} = panel.start(['apply', '--yes'])
  while (panel.posts() === 0) await delay(5)
  child.kill('SIGKILL')
  await ended
  const doubts = async () => JSON.parse((await panel.run(['doubts', '--format', 'json'])).out).doubts
  const before = await doubts()
  panel.write('campaigns/b.yaml', toFilter(8))
  // Nobody listens there: the run records what it found, and sends nothing.
  await panel.run(['apply', '--yes'], {FIELDWORK_URL: 'http://127.0.0.1:1'})
  const found = (await entriesOf(panel)).filter(({type}) => type === 'batch.in-doubt')
  expect(found).toMatchObject([{address: 'a/main', why: 'the run that sent it ended before it recorded an answer'}])
  const intent = JSON.parse(
    panel
      .read('.fieldwork/default.jsonl')
      .split('\n')
      .find(row => row.includes('"batch.intent"')) ?? '',
  )
  expect(before).toMatchObject([{address: 'a/main', window: {from: intent.at, to: intent.giveUpBy}}])
  expect(await doubts()).toEqual(before)
})
