import {existsSync, readdirSync} from 'node:fs'
import {expect, test} from 'vitest'
import {validateDoctor} from '#validators/validateDoctor'
import type {Check} from '../../src/views/doctor-lines.ts'
import {later} from '../support/later.ts'
import {onTerminal} from '../support/on-terminal.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

const settings = 'panels: {production: {dataCenter: us, timeZone: America/Los_Angeles}}\ntimeZone: Europe/Paris\n'

/** What `doctor` finds, by name, and what it ends with; every answer is as its schema says. */
async function found(panel: TestPanel, env: Readonly<Record<string, string>> = {}, ...words: readonly string[]) {
  const {code, out, err} = await panel.run(['doctor', '--format', 'json', ...words], env)
  const report = JSON.parse(out) as {readonly checks: readonly Check[]}
  expect({fits: validateDoctor(report), errors: validateDoctor.errors ?? null, err}).toEqual({fits: true, errors: null, err: ''})
  const states = Object.fromEntries(report.checks.map(({name, state}) => [name, state]))
  const checks = Object.fromEntries(report.checks.map(check => [check.name, check]))
  return {code, states, checks, out}
}

/** The states of all checks where nothing is wrong, with those that are otherwise. */
const states = (others: Readonly<Record<string, Check['state']>> = {}) => ({
  ...Object.fromEntries(
    [
      'node',
      'project',
      'version',
      'panel',
      'zones',
      'key',
      'server',
      'clock',
      'state',
      'disk',
      'memory',
      'lock',
      'doubts',
      'terminal',
    ].map(name => [name, 'ok']),
  ),
  ...others,
})

test('everything is set up: one GET, nothing written but the count of calls, and the key is not shown', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  const {code, states: all, checks, out} = await found(panel)
  expect({code, all}).toEqual({code: 0, all: states()})
  expect(panel.sandbox.requests.map(({method, path}) => `${method} ${path}`)).toEqual(['GET /a/api/v2/micropanel/batches/1'])
  expect(checks.zones?.detail).toBe('America/Los_Angeles for closing times, Europe/Paris for authors')
  expect(checks.key?.detail).toBe('found in the environment variable QUESTIONPRO_API_KEY')
  expect(checks.state?.detail).toBe('nothing recorded yet; it will be in .fieldwork/production.jsonl')
  expect(out).not.toContain(panel.sandbox.key)
  expect([existsSync(`${panel.root}/.fieldwork`), readdirSync(`${panel.memory}/fieldwork`)]).toEqual([false, ['rate']])
  expect((await panel.run(['doctor'])).out).toMatch(/✓ Everything is set up\.\n$/)
})

test('--offline asks nobody and writes nothing', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  const {code, states: all} = await found(panel, {}, '--offline')
  expect({code, all}).toEqual({code: 0, all: states({server: 'skipped', clock: 'skipped'})})
  expect([panel.sandbox.connections(), existsSync(panel.memory), existsSync(`${panel.root}/.fieldwork`)]).toEqual([
    0,
    false,
    false,
  ])
})

test('a batch that is recorded is the one that is read', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  await panel.run(['apply', '--yes'])
  const {code, states: all, checks} = await found(panel)
  expect({code, all, path: panel.sandbox.requests.at(-1)?.path}).toEqual({
    code: 0,
    all: states(),
    path: '/a/api/v2/micropanel/batches/1400',
  })
  expect(checks.server?.detail).toMatch(/^127\.0\.0\.1:\d+ answers and takes the key$/)
  expect(checks.state?.detail).toMatch(/^\.fieldwork\/production\.jsonl: \d+ records, all sums right/)
})

test.each([
  ['a wrong key', {QUESTIONPRO_API_KEY: 'another-key'}, 9, {server: 'failed'}, 'server'],
  ['no key', {QUESTIONPRO_API_KEY: ''}, 9, {key: 'failed', server: 'skipped', clock: 'skipped'}, 'key'],
  ['a key that would be printed', {NODE_DEBUG: 'http'}, 3, {key: 'failed', server: 'skipped', clock: 'skipped'}, 'key'],
  ['no server', {FIELDWORK_URL: 'http://127.0.0.1:1'}, 5, {server: 'failed', clock: 'skipped'}, 'server'],
  ['a clock that is a minute off', later(60), 0, {clock: 'warning'}, 'clock'],
  ['a clock by which nothing is sent', later(600), 10, {clock: 'failed'}, 'clock'],
] as const)('%s', async (_what, env, code, others, name) => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  const ended = await found(panel, env)
  expect({code: ended.code, states: ended.states}).toEqual({code, states: states(others)})
  expect(ended.checks[name]?.help).toBeDefined()
  expect(ended.out).not.toMatch(/another-key|sandbox-key/)
})

test.each([
  ['rate-429', 0, 'warning'],
  ['allowance-429', 9, 'failed'],
  ['forbidden-403', 9, 'failed'],
  ['html-502', 5, 'failed'],
  ['redirect-307', 5, 'failed'],
  ['reset-before', 5, 'failed'],
] as const)('the server answers with %s', async (fault, code, state) => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings}, {faults: [`status:${fault}`]})
  const ended = await found(panel)
  expect({code: ended.code, state: ended.checks.server?.state}).toEqual({code, state})
  expect(panel.sandbox.requests.length).toBeLessThanOrEqual(1)
})

test('files with mistakes: what does not hang on them is looked at all the same', async () => {
  const panel = await testPanel({'campaigns/a.yaml': 'compose: {surveyId: 7}\n', 'fieldwork.yaml': settings})
  const inCampaign = await found(panel)
  expect({code: inCampaign.code, states: inCampaign.states}).toEqual({code: 3, states: states({project: 'failed'})})
  expect(inCampaign.checks.project?.help).toContain('fieldwork validate')
  panel.write('fieldwork.yaml', 'panels: {production: {dataCentre: us}}\n')
  const inSettings = await found(panel)
  const skipped = {
    panel: 'skipped',
    zones: 'skipped',
    key: 'skipped',
    server: 'skipped',
    clock: 'skipped',
    state: 'skipped',
  } as const
  const {disk, memory, lock, doubts, ...rest} = states({project: 'failed', ...skipped})
  expect({code: inSettings.code, states: inSettings.states}).toEqual({code: 3, states: rest})
  panel.write('fieldwork.yaml', 'requires: ">=99"\n')
  expect(await found(panel)).toMatchObject({code: 3, states: {version: 'failed', key: 'skipped'}})
})

test('what is recorded is held against what this machine knows, and the gravest of several decides', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  await panel.run(['apply', '--yes'])
  const journal = '.fieldwork/production.jsonl'
  const whole = panel.read(journal)
  expect(await found(panel, {XDG_STATE_HOME: `${panel.memory}-other`})).toMatchObject({
    code: 7,
    checks: {state: {state: 'failed', help: expect.stringContaining('fieldwork state trust')}},
  })
  panel.write(journal, `${whole}{"seq":`)
  expect(await found(panel)).toMatchObject({code: 7, checks: {state: {help: expect.stringContaining('fieldwork state mend')}}})
  panel.write(journal, whole.slice(0, whole.trimEnd().lastIndexOf('\n') + 1))
  const back = await found(panel, {FIELDWORK_URL: 'http://127.0.0.1:1'})
  const skipped = {lock: 'skipped', doubts: 'skipped', clock: 'skipped'} as const
  expect({code: back.code, states: back.states}).toEqual({
    code: 7,
    states: states({state: 'failed', server: 'failed', ...skipped}),
  })
  expect(panel.read(journal)).toBe(whole.slice(0, whole.trimEnd().lastIndexOf('\n') + 1))
})

test('a lock, a doubt, a halt and an assumed zone are to be looked at, and nothing is wrong', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter()}, {faults: ['lost-answer@1']})
  await panel.run(['apply', '--yes'])
  await panel.run(['halt', '--reason', 'wait'])
  const holder = {machine: null, pid: 1, started: null}
  panel.write(
    '.fieldwork/default.lock',
    JSON.stringify({run: 'x', who: 'ada\u001b[2J@home', since: '2031-01-01T00:00:00Z', holder}),
  )
  const {code, states: all} = await found(panel)
  const others = {lock: 'warning', doubts: 'warning', halts: 'warning', zones: 'warning'} as const
  expect({code, all}).toEqual({code: 0, all: states(others)})
  const {out} = await panel.run(['doctor'])
  expect(out).toContain('\n                 fieldwork doubts\n')
  expect(out).toMatch(/\nNothing is wrong; 4 things to look at\.\n$/)
  expect(out).not.toContain('\u001b')
})

test('on a terminal of 80 columns it fits', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(), 'fieldwork.yaml': settings})
  const terminal = onTerminal(panel, ['doctor', '--panel', 'sandbox'])
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toContain('✓ terminal     80 columns, colours, screens; questions can be asked')
  expect(terminal.screen()).toContain('✓ key          found in this program: it opens nothing but the sandbox')
})
