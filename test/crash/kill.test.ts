import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'

/** How often each batch was asked for at the server, by its body. */
function asked({sandbox}: TestPanel): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const {path, body} of sandbox.requests)
    if (path.endsWith('/micropanel/batches')) counts.set(body, (counts.get(body) ?? 0) + 1)
  return counts
}

const campaigns = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({length: count}, (_, index) => [`campaigns/c${index}.yaml`, toFilter(100 + index)]))

test('killed at any moment and run again: no batch is asked for twice, and none is lost without a doubt', async () => {
  for (let round = 0; round < 12; round++) {
    const panel = await testPanel(
      {...campaigns(6), 'campaigns/m.yaml': 'members: [{emailAddress: ada@example.com}]\n'},
      {latency: 15},
    )
    const {child, ended} = panel.start(['apply', '--yes'])
    // Killed after the server has seen so many requests, wherever the program is then.
    while (panel.sandbox.requests.length < round && child.exitCode === null) await delay(1)
    await delay(round % 3)
    child.kill('SIGKILL')
    await ended
    const doubtsThen = (await panel.run(['doubts', '--format', 'json'])).out
    const second = await panel.run(['apply', '--yes'])
    expect([0, 4]).toContain(second.code)
    const third = await panel.run(['apply', '--yes'])
    expect([0, 4]).toContain(third.code)
    for (const [body, times] of asked(panel)) expect({round, body, times}).toEqual({round, body, times: 1})
    const {batches} = JSON.parse((await panel.run(['status', '--format', 'json'])).out) as {batches: readonly {state: string}[]}
    const doubtful = batches.filter(({state}) => state === 'in-doubt').length
    const known = batches.filter(({state}) => state === 'created').length
    expect({round, known: known + doubtful <= 6, doubtsThen: JSON.parse(doubtsThen).formatVersion}).toEqual({
      round,
      known: true,
      doubtsThen: 1,
    })
    // What isn't known to be created is in doubt or was never begun because of a doubt: nothing is silently gone.
    if (doubtful === 0) expect(known).toBe(6)
    for (const {state} of batches) expect(['created', 'in-doubt']).toContain(state)
  }
})

test('the first Ctrl-C waits for what is in flight and starts nothing new; the second leaves it in doubt', async () => {
  const panel = await testPanel({...campaigns(3), 'fieldwork.yaml': 'limits: {concurrency: 1}\n'}, {latency: 2000})
  const first = panel.start(['apply', '--yes'])
  while (panel.posts() < 1) await delay(1)
  first.child.kill('SIGINT')
  expect(await first.ended).toMatchObject({code: 130})
  expect(panel.posts()).toBe(1)
  expect(await panel.run(['plan'])).toMatchObject({code: 0})

  const second = panel.start(['apply', '--yes'])
  while (panel.posts() < 2) await delay(1)
  second.child.kill('SIGINT')
  await delay(50)
  second.child.kill('SIGINT')
  expect(await second.ended).toMatchObject({code: 4})
  expect(await panel.run(['doubts'])).toMatchObject({code: 4})
  expect(panel.posts()).toBe(2)
})

test('a reader that leaves stops nothing', async () => {
  const panel = await testPanel(campaigns(4), {latency: 30})
  const {child, ended} = panel.start(['apply', '--yes', '--format', 'json'])
  child.stdout?.once('data', () => child.stdout?.destroy())
  child.stderr?.destroy()
  expect((await ended).code).toBe(0)
  expect(panel.posts()).toBe(4)
})
