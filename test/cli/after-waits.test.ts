import {spawn} from 'node:child_process'
import {mkdirSync, openSync, renameSync, writeFileSync} from 'node:fs'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {testPanel, toFilter} from '../support/panel.ts'
import {cli} from '../support/program.ts'

const people = (count: number): string =>
  `emailAddress\n${Array.from({length: count}, (_, index) => `p${index}@example.org`).join('\n')}\n`

test('a halt that comes while members wait for their turn stops them', async () => {
  const panel = await testPanel(
    {'campaigns/a.yaml': 'members: {file: ../m.csv}\n', 'm.csv': people(600), 'fieldwork.yaml': 'limits: {membersPerCall: 10}\n'},
    {latency: 700},
  )
  const {ended} = panel.start(['apply', '--yes'])
  while (panel.sandbox.posts('/micropanel/members') < 1) await delay(2)
  expect(await panel.run(['halt', '--reason', 'stop'])).toMatchObject({code: 0})
  const posts = panel.sandbox.posts('/micropanel/members')
  expect(await ended).toMatchObject({code: 10})
  expect(panel.sandbox.posts('/micropanel/members')).toBeLessThanOrEqual(posts + 1)
  expect(panel.sandbox.members.size).toBeLessThan(600)
})

test('the advice of doubts is for the panel that was asked about', async () => {
  const panels =
    'panels:\n  one: {dataCenter: us, timeZone: UTC, apiKey: {env: QUESTIONPRO_API_KEY}}\n  two: {dataCenter: us, timeZone: UTC, apiKey: {env: QUESTIONPRO_API_KEY}}\ndefaultPanel: one\n'
  const panel = await testPanel(
    {'campaigns/a.yaml': toFilter(7), 'fieldwork.yaml': panels},
    {faults: ['lost-answer@1', 'lost-answer@2']},
  )
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  expect(await panel.run(['apply', '--yes', '--panel', 'two'])).toMatchObject({code: 4})
  const {out} = await panel.run(['doubts', '--panel', 'two', '--format', 'json'])
  const [first = ''] = (JSON.parse(out) as {doubts: readonly {commands: readonly string[]}[]}).doubts.flatMap(
    ({commands}) => commands,
  )
  expect(first).toBe('fieldwork resolve --panel two a/main --batch-id N')
})

test('distinct reworded, and the file renamed later: held until formerly says what it is', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7, 145, 'distinct: one\n')})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  panel.write('campaigns/a.yaml', toFilter(7, 145, 'distinct: one, reworded\n'))
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
  renameSync(`${panel.root}/campaigns/a.yaml`, `${panel.root}/campaigns/b.yaml`)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 10})
  expect(panel.posts()).toBe(1)
})

test('a full disk behind the output stops nothing, and is said by the exit code', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7), 'campaigns/b.yaml': toFilter(8)})
  const full = openSync('/dev/full', 'w')
  const env = {
    ...process.env,
    XDG_STATE_HOME: panel.memory,
    FIELDWORK_URL: panel.sandbox.url,
    QUESTIONPRO_API_KEY: panel.sandbox.key,
  }
  const child = spawn(process.execPath, [cli, 'apply', '--yes', '--format', 'json'], {
    cwd: panel.root,
    env,
    stdio: ['ignore', full, full],
  })
  const code = await new Promise(resolve => child.once('close', resolve))
  expect({code, posts: panel.posts()}).toEqual({code: 1, posts: 2})
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
})

test('whoever looks while a run is at work sees a state that is as it should be', async () => {
  const files = Object.fromEntries(Array.from({length: 30}, (_, index) => [`campaigns/c${index}.yaml`, toFilter(100 + index)]))
  const panel = await testPanel(files)
  const {ended, child} = panel.start(['apply', '--yes'])
  const codes = new Set<number | null>()
  while (child.exitCode === null) codes.add((await panel.run(['doubts'])).code)
  expect(await ended).toMatchObject({code: 0})
  expect([...codes]).toEqual([0])
})

test('a lock that can not be read as one is taken for a lock', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  mkdirSync(`${panel.root}/.fieldwork`)
  writeFileSync(`${panel.root}/.fieldwork/default.lock`, '{"run":"x","holder":null}')
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 6})
  expect(panel.posts()).toBe(0)
})
