import {expect, test} from 'vitest'
import {validateDiagnostics} from '#validators/validateDiagnostics'
import {validateDoubts} from '#validators/validateDoubts'
import {validateEntry} from '#validators/validateEntry'
import {validateEvents} from '#validators/validateEvents'
import {validatePlan} from '#validators/validatePlan'
import {validateRecorded} from '#validators/validateRecorded'
import {validateResolve} from '#validators/validateResolve'
import {validateStatus} from '#validators/validateStatus'
import {testPanel, toFilter} from '../support/panel.ts'

/** What a schema says against a value. */
const against = (validate: typeof validatePlan, value: unknown): unknown =>
  validate(value) ? 'fits' : {value, errors: validate.errors}
const parsed = (text: string): unknown => JSON.parse(text) as unknown
const lines = (text: string): readonly unknown[] => text.trimEnd().split('\n').map(parsed)

test('plan, events, status, doubts and the journal are as their schemas say', async () => {
  const panel = await testPanel(
    {
      'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`,
      'campaigns/b.yaml': toFilter(8, 146, 'schedule: {closeAfter: 9d, responseQuota: 10}\n'),
      'campaigns/c.yaml': toFilter(9, 147, 'schedule: {sendAt: 2090-01-01 09:00}\n'),
      'campaigns/d.yaml': 'compose: {surveyID: 10, templateID: 1}\nrecipients: {everyone: {expect: 4812}}\n',
      'fieldwork.yaml': 'limits: {concurrency: 1}\n',
    },
    {faults: ['lost-answer@3']},
  )
  expect(against(validatePlan, parsed((await panel.run(['plan', '--format', 'json'])).out))).toBe('fits')
  const apply = await panel.run(['apply', '--yes', '--format', 'json'])
  expect(apply.code).toBe(4)
  const events = lines(apply.out)
  expect(events.map(event => against(validateEvents, event))).toEqual(events.map(() => 'fits'))
  expect(events.map(event => (event as {type: string}).type)).toEqual([
    'version',
    'waiting',
    'members.posted',
    'batch.intent',
    'batch.created',
    'batch.intent',
    'batch.created',
    'batch.intent',
    'batch.in-doubt',
    'summary',
  ])
  expect(against(validatePlan, parsed((await panel.run(['plan', '--format', 'json'])).out))).toBe('fits')
  await panel.run(['status', '--refresh'])
  expect(against(validateStatus, parsed((await panel.run(['status', '--format', 'json'])).out))).toBe('fits')
  const doubts = parsed((await panel.run(['doubts', '--format', 'json'])).out)
  expect(against(validateDoubts, doubts)).toBe('fits')
  expect(doubts).toMatchObject({
    formatVersion: 1,
    doubts: [
      {
        address: 'd/main',
        surveyID: 10,
        window: {},
        evidence: 'the connection broke before an answer',
        commands: ['--batch-id N', '--sent --reason …', '--not-sent --reason …', '--abandon --reason …'].map(
          how => `fieldwork resolve d/main ${how}`,
        ),
      },
    ],
  })
  const records = lines(panel.read('.fieldwork/default.jsonl'))
  expect(records.map(record => against(validateEntry, record))).toEqual(records.map(() => 'fits'))
})

test('a command that records something gives the records, and its words go to stderr', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8)}, {faults: ['lost-answer@1']})
  const run = async (...words: readonly string[]) => {
    const {code, out, err} = await panel.run([...words, '--format', 'json'])
    return {code, out: parsed(out), err}
  }
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  const verdict = await run('resolve', 'a/main', '--sent', '--reason', 'she has it')
  expect(against(validateResolve, verdict.out)).toBe('fits')
  expect(verdict).toMatchObject({code: 0, out: {settled: [{address: 'a/main', verdict: 'sent-without-id', batchID: null}]}})
  const made = panel.sandbox.batches[0]
  panel.write('campaigns/c.yaml', toFilter(made?.surveyID ?? 7, 999))
  const journal = '.fieldwork/default.jsonl'
  const commands = [
    {does: () => run('halt', '--reason', 'wait'), code: 0, types: ['halt']},
    {does: () => run('resume'), code: 10, types: undefined},
    {does: () => run('resume', '--yes'), code: 0, types: ['resume']},
    {does: () => run('resume', '--yes'), code: 0, types: []},
    {does: () => run('adopt', 'c/main', String(made?.id), '--yes'), code: 0, types: ['batch.adopted', 'batch.read']},
    {does: () => run('state', 'mend', '--yes'), code: 0, types: []},
    {does: () => run('state', 'trust', '--yes'), code: 0, types: []},
    {
      does: () => {
        panel.write(journal, `${panel.read(journal)}{"seq":`)
        return run('state', 'mend', '--yes')
      },
      code: 0,
      types: ['mend'],
    },
  ]
  for (const {does, code, types} of commands) {
    const ended = await does()
    expect({code: ended.code, types: (ended.out as {recorded?: {type: string}[]}).recorded?.map(({type}) => type)}).toEqual({
      code,
      types,
    })
    if (types) expect(against(validateRecorded, ended.out)).toBe('fits')
    if (types) expect(ended.err).not.toBe('')
  }
})

test('a mistake is an object with diagnostics on stdout, whatever the command', async () => {
  const panel = await testPanel({'campaigns/a.yaml': 'compose: {surveyId: 7, templateID: 1}\nrecipients: {filter: 145}\n'})
  for (const command of ['validate', 'plan', 'apply', 'status']) {
    const {code, out, err} = await panel.run([command, '--format', 'json'])
    expect(against(validateDiagnostics, parsed(out))).toBe('fits')
    expect({command, code, err, ...(parsed(out) as object)}).toMatchObject({
      command,
      code: 3,
      err: '',
      formatVersion: 1,
      diagnostics: [{severity: 'error', code: 'FW012', file: 'campaigns/a.yaml', line: 1, column: 11}],
    })
  }
})
