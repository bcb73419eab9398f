import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {drawn, long} from '../support/long.ts'
import {testPanel, toFilter} from '../support/panel.ts'

/** So many applies at once of one plan of so many batches. */
const crowds = [
  {runs: 16, batches: 20, lock: 'removed again and again'},
  ...drawn(
    [2, 3, 4, 6, 8, 12, 16].flatMap(runs => ['there', 'removed again and again'].map(lock => ({runs, batches: 5, lock}))),
    4,
  ),
] as const

test.each(crowds)(
  '$runs applies at once of one plan with $batches batches, the lock file $lock: one POST a batch',
  async crowd => {
    const {runs, batches, lock} = crowd
    const files = Array.from({length: batches}, (_, index) => [`campaigns/c${index}.yaml`, toFilter(100 + index)] as const)
    const panel = await testPanel(Object.fromEntries(files), {latency: 20})
    expect(await panel.run(['plan', '--out', 'plan.json'])).toMatchObject({code: 0})
    let going = lock !== 'there'
    const remover = (async () => {
      while (going) {
        rmSync(join(panel.root, '.fieldwork/default.lock'), {force: true})
        await delay(1)
      }
    })()
    const ended = await Promise.all(Array.from({length: runs}, () => panel.run(['apply', 'plan.json', '--yes'])))
    going = false
    await remover
    // Who comes too late finds nothing to do any more, or another run at work.
    for (const {code, out, err} of ended)
      expect({code, said: [0, 6].includes(code ?? -1) ? '' : out + err}).toEqual({code, said: ''})
    expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
    expect(panel.posts()).toBe(batches)
    expect(new Set(panel.sandbox.batches.map(({surveyID}) => surveyID)).size).toBe(batches)
    expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
    if (long) figures('runs at once', {crowds: 1, applies: runs, batches, POSTs: panel.posts()})
  },
)
