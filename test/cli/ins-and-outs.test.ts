import {expect, test} from 'vitest'
import {testPanel, toFilter} from '../support/panel.ts'

test('a file without end that is named as one of verdicts or as an approval is an error, and costs no memory', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {faults: ['lost-answer@1']})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  const verdicts = await panel.run(['resolve', '--file', '/dev/zero'])
  expect({code: verdicts.code, said: verdicts.err.includes('/dev/zero: it is larger than 16 MiB')}).toEqual({code: 3, said: true})
  const words = ['resolve', 'a/main', '--not-sent', '--reason', 'why', '--approval', '/dev/zero']
  expect([10, 3]).toContain((await panel.run(words)).code)
  expect(await panel.run(['doubts'])).toMatchObject({code: 4})
})

test('a disk that is full behind the output is told: what was printed is not whole', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  const under = ['sh', '-c', 'exec "$@" > /dev/full', 'sh']
  for (const words of [['plan'], ['plan', '--format', 'json'], ['history']])
    expect(await panel.run(words, {}, under)).toMatchObject({
      code: 1,
      err: expect.stringContaining('could not be written (ENOSPC)'),
    })
  // What is sent is sent all the same, once.
  expect((await panel.run(['apply', '--yes'], {}, under)).code).toBe(1)
  expect(await panel.run(['plan', '--detailed-exitcode'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(1)
})

test('what doubts advises is for the project and panel that it was asked for', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {faults: ['lost-answer@1']})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  expect((await panel.run(['-C', '.', '--panel', 'default', 'doubts'])).out).toContain(
    'fieldwork resolve -C . --panel default a/main …',
  )
})
