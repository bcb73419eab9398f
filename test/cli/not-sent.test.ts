import {expect, test} from 'vitest'
import {instant} from '../../src/instant.ts'
import type {Holder} from '../../src/state/entry.ts'
import {thisHolder} from '../../src/state/stores/holder.ts'
import {intent, journal, linesOf} from '../state/scene.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

const minute = 60_000
const gone: Holder = {...thisHolder(process.pid), started: '1'}

/** A panel whose only send was begun by a run that never told what became of it; its deadline was `ago` milliseconds ago. */
async function inDoubt(ago: number, holder: Holder): Promise<TestPanel> {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  const giveUpBy = Date.now() - ago
  const {texts} = linesOf(
    [
      journal(),
      {type: 'run.start', command: 'apply', version: '1.0.0', who: 'ada@host', holder},
      intent('a/main', {sendBy: instant(giveUpBy - 2 * minute), giveUpBy: instant(giveUpBy)}),
    ],
    giveUpBy - 3 * minute,
  )
  panel.write('.fieldwork/default.jsonl', texts.map(text => `${text}\n`).join(''))
  expect(await panel.run(['state', 'trust', '--yes'])).toMatchObject({code: 0})
  return panel
}
const notSent = (panel: TestPanel, ...more: string[]) =>
  panel.run(['resolve', 'a/main', '--not-sent', '--reason', 'the panel shows no such batch', ...more])
const approval = (address: string, seq: number): string => JSON.stringify({address, seq})

test.each<[string, number, Holder, string | undefined, string]>([
  ['less than a quarter of an hour after the deadline', minute, gone, approval('a/main', 3), 'FW176'],
  ['while the run that sent it is alive', 16 * minute, thisHolder(process.pid), approval('a/main', 3), 'FW181'],
  ['by a machine, without an approval', 16 * minute, gone, undefined, 'FW177'],
  ['with an approval that is no JSON', 16 * minute, gone, 'yes', 'FW179'],
  ['with an approval for another address', 16 * minute, gone, approval('a/other', 3), 'FW180'],
  ['with an approval for another record', 16 * minute, gone, approval('a/main', 2), 'FW180'],
])('"not sent" said %s is refused, and changes nothing', async (_name, ago, holder, approved, code) => {
  const panel = await inDoubt(ago, holder)
  const before = panel.read('.fieldwork/default.jsonl')
  if (approved !== undefined) panel.write('approval.json', approved)
  const told = await notSent(panel, ...(approved === undefined ? [] : ['--approval', 'approval.json']))
  expect({code: told.code, said: /FW\d+/.exec(told.err)?.[0]}).toEqual({code: 10, said: code})
  expect(panel.read('.fieldwork/default.jsonl')).toBe(before)
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  expect(panel.posts()).toBe(0)
})

test('"not sent" said in time, by whoever may, lets it be sent once', async () => {
  const panel = await inDoubt(16 * minute, gone)
  panel.write('approval.json', approval('a/main', 3))
  expect(await notSent(panel, '--approval', 'approval.json')).toMatchObject({code: 0})
  for (const _time of ['first', 'second']) expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(1)
})
