import {cpSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {drawn, long} from '../support/long.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import {type Damaged, damages} from './cases.ts'

const journal = '.fieldwork/default.jsonl'

/** A project that has sent, been refused, halted and resumed, settled one doubt, and has another; `later` was never sent. */
async function lived(): Promise<TestPanel> {
  const panel = await testPanel(
    {
      'fieldwork.yaml': 'limits: {concurrency: 1, maxDoubts: 9}\n',
      'campaigns/a.yaml': `members: [{emailAddress: ada@example.com}]\n${toFilter(7)}`,
      'campaigns/b.yaml': 'compose: {surveyID: 8, templateID: 1}\nrecipients: {emails: [ada@example.com, bob@example.com]}\n',
      'campaigns/c.yaml': toFilter(9),
      'campaigns/d.yaml': toFilter(10),
    },
    {faults: ['lost-answer@3', 'lost-answer@4', 'refused-400@5']},
  )
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  const settled = panel.sandbox.batches.find(({surveyID}) => surveyID === 9)
  expect(await panel.run(['resolve', 'c/main', '--batch-id', String(settled?.id)])).toMatchObject({code: 0})
  expect(await panel.run(['halt', '--reason', 'wait'])).toMatchObject({code: 0})
  expect(await panel.run(['resume', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  panel.write('campaigns/later.yaml', toFilter(11))
  return panel
}

/** The survey of the one batch that may still be sent. */
const unsent = 11
const POSTsOf = ({sandbox}: TestPanel, from: number): readonly number[] =>
  sandbox.requests
    .slice(from)
    .filter(({path}) => path.endsWith('/micropanel/batches'))
    .map(({body}) => (JSON.parse(body) as {readonly compose: {readonly surveyID: number}}).compose.surveyID)

/** Projects that are damaged at once, each in its own cases. A torn end is looked at twice, a second apart: most of the time is waiting. */
const projects = 6

interface Tried {
  readonly how: string
  readonly code: number | null
  readonly asked: readonly number[]
  readonly said: string
}

/** Damages a project's journal in one way after another, and applies each time. `mine` says which of the cases. */
async function tried(mine: (index: number) => boolean): Promise<readonly Tried[]> {
  const panel = await lived()
  const kept = `${panel.memory}-kept`
  cpSync(panel.memory, kept, {recursive: true})
  const results: Tried[] = []
  const all: readonly Damaged[] = [...damages(Buffer.from(panel.read(journal)), 1)]
  // All of them are read and planned without a program of their own each, in journal.test.ts.
  const chosen = long ? all.filter((_, index) => index % 5 === 0) : drawn(all, 90)
  for (const {how, bytes} of chosen.filter((_, index) => mine(index))) {
    writeFileSync(join(panel.root, journal), bytes)
    rmSync(panel.memory, {recursive: true})
    cpSync(kept, panel.memory, {recursive: true})
    const before = panel.sandbox.requests.length
    const {code, out, err} = await panel.run(['apply', '--yes'])
    results.push({how, code, asked: POSTsOf(panel, before), said: err.replace(/\s+/g, ' ') + (code === 7 ? '' : out)})
  }
  return results
}

test('a damaged journal under the built program: what was sent is not sent again, and what was found is said', async () => {
  const parts = Array.from({length: projects}, (_, part) => tried(index => index % projects === part))
  const all = (await Promise.all(parts)).flat()
  const stopped = all.filter(({code}) => code === 7)
  const went = all.filter(({code}) => code !== 7)
  expect(stopped.filter(({asked}) => asked.length > 0)).toEqual([])
  const place = /line \d+|record \d+|became shorter|gone or empty|its lineage is another|not known/
  expect(stopped.filter(({said}) => !place.test(said))).toEqual([])
  // The doubt that was there is still there, and what was never sent goes.
  expect(went.filter(({code, asked}) => code !== 4 || asked.join() !== String(unsent))).toEqual([])
  expect(stopped.length).toBeGreaterThan(went.length)
  expect(went.length).toBeGreaterThan(0)
  if (long) expect(all.length).toBeGreaterThan(2000)
  figures('journal damage, built program', {cases: all.length, 'ended with 7': stopped.length, 'planned as before': went.length})
})
