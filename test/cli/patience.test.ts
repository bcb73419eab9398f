import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import {testProject} from '../support/program.ts'

const campaigns = (count: number, from = 100): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({length: count}, (_, index) => [`campaigns/c${from + index}.yaml`, toFilter(from + index)]))
const reads = ({sandbox}: TestPanel): number => sandbox.requests.filter(({method}) => method === 'GET').length

test.each([
  [1, 0, 2, 'Sending'],
  [2, 0, 3, 'Delivery Successful'],
  [3, 5, 3, 'could not be read'],
])('a reading that fails %i times', async (times, code, asked, words) => {
  const panel = await testPanel(campaigns(1), {faults: Array.from({length: times}, (_, index) => `status:html-502@${index + 1}`)})
  await panel.run(['apply', '--yes'])
  const ended = await panel.run(['status', '--refresh'])
  expect({code: ended.code, asked: reads(panel)}).toEqual({code, asked})
  expect(ended.out + ended.err).toContain(words)
})

test.each([
  [['--refresh'], 1],
  [['--watch', '--every', '1s'], 1],
])('a spent allowance ends status %j at the first call that says so', async (options, asked) => {
  const panel = await testPanel(campaigns(3), {faults: ['status:allowance-429']})
  await panel.run(['apply', '--yes'])
  expect(await panel.run(['status', ...options])).toMatchObject({code: 9})
  expect(reads(panel)).toBe(asked)
})

test.each([1, 2, 3])('after %i unknown outcomes nothing new starts: what was in flight ends, and no more', async maxDoubts => {
  const count = 12
  const panel = await testPanel(
    {...campaigns(count), 'fieldwork.yaml': `limits: {maxDoubts: ${maxDoubts}, concurrency: 4}\n`},
    {faults: Array.from({length: count}, (_, index) => `lost-answer@${index + 1}`), latency: 40},
  )
  const {code, out} = await panel.run(['apply', '--yes', '--format', 'json'])
  const summary = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as {inDoubt: number; notAttempted: number}
  expect(code).toBe(4)
  expect(panel.posts()).toBeGreaterThanOrEqual(maxDoubts)
  expect(panel.posts()).toBeLessThan(maxDoubts + 4)
  expect(summary).toMatchObject({inDoubt: panel.posts(), notAttempted: count - panel.posts()})
})

test('runs of different projects with one key keep to one rate, and forget nothing when they end', async () => {
  const limits = {'fieldwork.yaml': 'limits: {callsPerMinute: 3}\n'}
  const panel = await testPanel({...campaigns(2), ...limits})
  const other = testProject({...campaigns(4, 200), ...limits})
  try {
    expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
    const env = {FIELDWORK_URL: panel.sandbox.url, QUESTIONPRO_API_KEY: panel.sandbox.key, XDG_STATE_HOME: panel.memory}
    const {child, ended} = other.start(['apply', '--yes'], env)
    while (panel.posts() < 3) await delay(5)
    // Nothing more comes for a minute. Where each run counted for itself, two more would be there long before this.
    await delay(1500)
    child.kill('SIGINT')
    expect(await ended).toMatchObject({code: 130})
    expect(panel.posts()).toBe(3)
    const folder = join(panel.memory, 'fieldwork', 'rate')
    const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
    expect(files.filter(name => /^[0-9a-f]{32}$/.test(name))).toHaveLength(1)
    const texts = files.filter(name => /-[0-9]+$/.test(name)).map(name => readFileSync(join(folder, name), 'latin1'))
    expect(`${files.join(' ')}${texts.join('')}`).not.toContain(panel.sandbox.key)
  } finally {
    other.remove()
  }
})

test('plan counts nothing; where apply can not count, it sends nothing', async () => {
  const panel = await testPanel(campaigns(1))
  await panel.run(['apply', '--yes'])
  const rate = join(panel.memory, 'fieldwork', 'rate')
  rmSync(rate, {recursive: true})
  panel.write('campaigns/more.yaml', toFilter(500))
  expect(await panel.run(['plan'])).toMatchObject({code: 0})
  expect(readdirSync(join(panel.memory, 'fieldwork'))).not.toContain('rate')
  writeFileSync(rate, 'a file in the place of the folder')
  const ended = await panel.run(['apply', '--yes'])
  expect(ended).toMatchObject({code: 7})
  expect(ended.err).toContain('FW406')
  expect(await panel.run(['status', '--refresh'])).toMatchObject({code: 7})
  expect(panel.posts()).toBe(1)
  expect(panel.read('.fieldwork/default.jsonl').match(/batch\.intent/g)).toHaveLength(1)
  rmSync(rate)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
})
