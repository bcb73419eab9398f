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
