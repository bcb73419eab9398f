import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {isReadBack, lockText} from '../../src/config/lock.ts'
import {testPanel, toFilter} from '../support/panel.ts'
import {testProject} from '../support/program.ts'

const files = {
  'campaigns/a.yaml': toFilter(7, 145),
  'campaigns/b.yaml': 'compose: {surveyID: 8, templateID: 1}\nrecipients: {everyone: {expect: 3}}\n',
}
const lockOf = ({root}: {readonly root: string}): string => join(root, 'fieldwork.lock')
const gets = (requests: readonly {readonly method: string; readonly path: string}[]) =>
  requests.map(({method, path}) => `${method} ${path}`)

test('pin writes what filters and surveys mean, by reading only, and the same bytes again', async () => {
  const panel = await testPanel(files)
  const ended = await panel.run(['pin'])
  expect(ended.code).toBe(0)
  expect(readFileSync(lockOf(panel), 'utf8')).toMatchInlineSnapshot(`
    "# What filters and surveys mean, as the panel tells. Written by: fieldwork pin
    version: 1
    panels:
      default:
        filters:
          "145":
            name: "Night owls"
            criteria: "Sandbox criterion 145"
        surveys:
          "7":
            name: "Pet owners survey"
            status: "Active"
          "8":
            name: "New parents survey"
            status: "Active"
    "
  `)
  expect(ended.out).toMatchInlineSnapshot(`
    "  + filter 145      Night owls · Sandbox criterion 145
      + survey 7        Pet owners survey · Active
      + survey 8        New parents survey · Active

    ✓ fieldwork.lock holds 3 meanings, 3 new or changed. Look at it, and commit it.
    "
  `)
  expect(gets(panel.sandbox.requests).sort()).toEqual([
    'GET /a/api/v2/micropanel/filters/145',
    'GET /a/api/v2/surveys/7',
    'GET /a/api/v2/surveys/8',
  ])
  const before = readFileSync(lockOf(panel), 'utf8')
  expect(await panel.run(['pin'])).toMatchObject({code: 0, out: expect.stringContaining('nothing changed')})
  expect(readFileSync(lockOf(panel), 'utf8')).toBe(before)
  expect(JSON.parse((await panel.run(['pin', '--format', 'json'])).out)).toMatchObject({panel: 'default', filters: {145: {}}})
})

test('a plan shows the names; a filter that means something else by now is held, and pinned anew it is sent', async () => {
  const panel = await testPanel(files)
  await panel.run(['pin'])
  const plan = await panel.run(['plan'])
  expect(plan.out).toContain('filter 145 (Night owls)')
  expect(plan.out).toContain('survey 7 (Pet owners survey)')
  writeFileSync(lockOf(panel), readFileSync(lockOf(panel), 'utf8').replace('Sandbox criterion 145', 'Sandbox criterion 12'))
  const online = await panel.run(['validate', '--online'])
  expect(online.code).toBe(3)
  expect(online.err).toContain('FW082')
  expect(online.err).toContain('[-12-]{+145+}')
  const held = await panel.run(['apply', '--yes'])
  expect(held.code).toBe(10)
  expect(held.out + held.err).toContain('[-12-]{+145+}')
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([8])
  expect((await panel.run(['pin'])).code).toBe(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([8, 7])
})

test('a saved plan that was reviewed with another meaning is stale', async () => {
  const panel = await testPanel(files)
  await panel.run(['pin'])
  await panel.run(['plan', '--out', 'plan.json'])
  writeFileSync(lockOf(panel), readFileSync(lockOf(panel), 'utf8').replace('Night owls', 'Everybody'))
  expect(await panel.run(['apply', 'plan.json', '--yes'])).toMatchObject({code: 8})
  expect(panel.posts()).toBe(0)
})

test('what was pinned for another panel stays, and a file that nobody can read is told with its place', async () => {
  const panel = await testPanel(files)
  writeFileSync(
    lockOf(panel),
    'version: 1\npanels:\n  staging:\n    filters:\n      "9":\n        name: "Old"\n        criteria: "x"\n',
  )
  await panel.run(['pin'])
  expect(readFileSync(lockOf(panel), 'utf8')).toContain('  staging:\n    filters:\n      "9":\n        name: "Old"\n')
  for (const text of ['version: 2\npanels: {}\n', 'version: 1\npanels: {default: {filters: {x: 1}}}\n', '<<<<<<< ours\n', '']) {
    writeFileSync(lockOf(panel), text)
    const ended = await panel.run(['plan'])
    expect(ended.code).toBe(3)
    expect(ended.err).toContain('fieldwork.lock')
  }
})

test('where the panel can not be asked nothing is written', async () => {
  const refused = await testPanel(files)
  expect(await refused.run(['pin'], {QUESTIONPRO_API_KEY: 'wrong'})).toMatchObject({code: 9})
  const away = testProject(files, {FIELDWORK_URL: 'http://127.0.0.1:9', QUESTIONPRO_API_KEY: 'k'})
  try {
    expect(await away.run(['pin'])).toMatchObject({code: 5})
    expect(await away.run(['validate', '--online'])).toMatchObject({code: 5})
    expect([existsSync(lockOf(refused)), existsSync(lockOf(away))]).toEqual([false, false])
  } finally {
    away.remove()
  }
})

test('names that YAML takes for something else are read back', async () => {
  const names = [': # - "quoted" \\ back', '<<<<<<<', 'null', '…'.repeat(500), '&a *b !c', '']
  const filters = new Map(names.map((name, index) => [index + 1, {name, criteria: name}]))
  const lock = new Map([
    ['null', {filters, surveys: new Map([[7, {name: 'true', status: '1e3'}]])}],
    ['on', {filters, surveys: new Map()}],
  ])
  expect(await isReadBack(lock, lockText(lock))).toBe(true)
})

test('more than can be read back is not written', async () => {
  const filters = new Map(Array.from({length: 400}, (_, id) => [id + 1, {name: 'x'.repeat(1500), criteria: 'y'.repeat(1500)}]))
  const lock = new Map([['default', {filters, surveys: new Map()}]])
  expect(await isReadBack(lock, lockText(lock))).toBe(false)
})

test('a lock that can not be read is written anew by pin, with a warning', async () => {
  const panel = await testPanel(files)
  for (const text of ['version: 2\n', '<<<<<<< ours\n', '']) {
    writeFileSync(lockOf(panel), text)
    const ended = await panel.run(['pin'])
    expect(ended.code).toBe(0)
    expect(ended.err).toContain('fieldwork.lock')
    expect(await panel.run(['plan'])).toMatchObject({code: 0})
  }
})
