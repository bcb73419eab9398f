import {cpSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import {cli} from '../support/program.ts'
import {inTerminalOf} from '../support/terminal.ts'

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

/** A project in which another user has sent behind the last record that this one has marked; his first record is in the given line (from 0). */
async function shared(): Promise<{readonly panel: TestPanel; readonly all: readonly string[]; readonly his: number}> {
  const {panel, second} = await twice()
  const other = {XDG_STATE_HOME: `${panel.memory}-other`}
  expect(await panel.run(['state', 'trust', '--yes'], other)).toMatchObject({code: 0})
  panel.write('campaigns/c.yaml', toFilter(9))
  expect(await panel.run(['apply', '--yes'], other)).toMatchObject({code: 0})
  return {panel, all: lines(panel.read(journal)), his: lines(second).length}
}

test('a record of another user that is damaged, with others standing on it, is not cut off', async () => {
  const {panel, all, his} = await shared()
  for (const line of [his, his + 1, his + 2]) {
    panel.write(journal, `${all.with(line, 'not a record').join('\n')}\n`)
    const mended = await panel.run(['state', 'mend', '--yes'])
    expect(mended).toMatchObject({code: 7})
    expect(mended.err).toContain('FW137')
    await refuses(panel, 3, 'FW121')
  }
})

test('damage where another user appends too: only a person mends it, his records stay, and nothing is sent again', async () => {
  const {panel, all, his} = await shared()
  panel.write(journal, `${all.toSpliced(his + 1, 0, '=======').join('\n')}\n`)
  const alone = await panel.run(['state', 'mend', '--yes'])
  expect(alone).toMatchObject({code: 10})
  expect(alone.err).toContain('FW138')
  const terminal = inTerminalOf([cli, 'state', 'mend'], {
    cwd: panel.root,
    env: {XDG_STATE_HOME: panel.memory, FIELDWORK_URL: panel.sandbox.url},
  })
  await terminal.shows('Type default')
  expect(terminal.screen()).toContain('3 whole records that will be kept')
  terminal.type('default\r')
  expect(await terminal.exit).toBe(0)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.sandbox.batches.map(({surveyID}) => surveyID)).toEqual([7, 8, 9])
  expect(panel.read(journal).startsWith(`${all.join('\n')}\n`)).toBe(true)
})

test('a file that is cut within what another user has appended is not mended by a flag', async () => {
  const {panel, all, his} = await shared()
  panel.write(journal, `${all.slice(0, his + 1).join('\n')}\n${all[his + 1]?.slice(0, 50)}`)
  expect(await panel.run(['state', 'mend', '--yes'])).toMatchObject({code: 10})
  await refuses(panel, 3, 'FW120')
})
