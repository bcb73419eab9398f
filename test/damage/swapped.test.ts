import {cpSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

const journal = '.fieldwork/default.jsonl'
const lines = (text: string): readonly string[] => text.split('\n').filter(line => line !== '')

/** A project that has sent one batch, then another: its journal at both times. */
async function twice(): Promise<{readonly panel: TestPanel; readonly first: string; readonly second: string}> {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  const first = panel.read(journal)
  panel.write('campaigns/b.yaml', toFilter(8))
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  return {panel, first, second: panel.read(journal)}
}

/** Nothing is sent on such a journal: not by an apply, and not by a plan that was saved before. */
async function refuses(panel: TestPanel, connections: number, code: string): Promise<void> {
  const applied = await panel.run(['apply', '--yes'])
  expect(applied).toMatchObject({code: 7})
  expect(applied.err).toContain(code)
  expect(panel.sandbox.connections()).toBe(connections)
}

test('rolled back to an older copy', async () => {
  const {panel, first} = await twice()
  panel.write(journal, first)
  await refuses(panel, 2, 'FW129')
})

test('one of another branch that grew from the same beginning', async () => {
  const {panel, first, second} = await twice()
  // The other branch: the same first send, then other ones, under a memory of its own.
  panel.write(journal, first)
  panel.write('campaigns/b.yaml', toFilter(9))
  const other = {XDG_STATE_HOME: `${panel.memory}-other`}
  expect(await panel.run(['state', 'trust', '--yes'], other)).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'], other)).toMatchObject({code: 0})
  const theirs = panel.read(journal)
  expect(lines(theirs).length).toBe(lines(second).length)
  await refuses(panel, 3, 'FW129')
  // Both sides of a merge, one below the other, and sorted as a careless merge driver would.
  const shared = lines(first)
  const union = [...lines(second), ...lines(theirs).slice(shared.length)]
  panel.write(journal, `${union.join('\n')}\n`)
  await refuses(panel, 3, 'FW121')
  panel.write(journal, `${[...new Set([...lines(second), ...lines(theirs)])].sort().join('\n')}\n`)
  await refuses(panel, 3, 'FW121')
  panel.write(journal, second)
  panel.write('campaigns/b.yaml', toFilter(8))
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
})

test('one of another project, and none at all', async () => {
  const {panel} = await twice()
  const other = await testPanel({'campaigns/a.yaml': toFilter(7)})
  expect(await other.run(['apply', '--yes'])).toMatchObject({code: 0})
  panel.write(journal, other.read(journal))
  await refuses(panel, 2, 'FW129')
  rmSync(join(panel.root, journal))
  await refuses(panel, 2, 'FW129')
})

test('copied to another machine: reading is fine, sending only after a person has said that it is the newest', async () => {
  const {panel} = await twice()
  const elsewhere = await testPanel(
    {
      'campaigns/a.yaml': toFilter(7),
      'campaigns/b.yaml': toFilter(8),
      'campaigns/c.yaml': toFilter(10),
    },
    {firstId: 2000},
  )
  cpSync(join(panel.root, '.fieldwork'), join(elsewhere.root, '.fieldwork'), {recursive: true})
  expect(await elsewhere.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 2})
  await refuses(elsewhere, 0, 'FW131')
  expect(await elsewhere.run(['state', 'trust', '--yes'])).toMatchObject({code: 0})
  expect(await elsewhere.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(elsewhere.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([10])
})

test('damage before what another user has sent: mending keeps his records, and nothing is sent again', async () => {
  const {panel, first, second} = await twice()
  const other = {XDG_STATE_HOME: `${panel.memory}-other`}
  expect(await panel.run(['state', 'trust', '--yes'], other)).toMatchObject({code: 0})
  panel.write('campaigns/c.yaml', toFilter(9))
  expect(await panel.run(['apply', '--yes'], other)).toMatchObject({code: 0})
  expect(lines(first).length).toBeLessThan(lines(second).length)
  // The first record of the other's run: behind the last one that this user has marked.
  const all = lines(panel.read(journal))
  panel.write(journal, `${all.with(lines(second).length, 'not a record').join('\n')}\n`)
  await refuses(panel, 3, 'FW121')
  const mended = await panel.run(['state', 'mend', '--yes'])
  expect(mended).toMatchObject({code: 0})
  expect(mended.out).toContain('3 whole records among them are kept')
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([7, 8, 9])
  expect(JSON.parse((await panel.run(['status', '--format', 'json'])).out)).toMatchObject({
    batches: [{batchID: 1400}, {batchID: 1401}, {address: 'c/main', state: 'created', batchID: 1402}],
  })
})
