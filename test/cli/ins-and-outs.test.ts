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

/** Every command that a text advises on a line of its own. */
const advised = (text: string): readonly string[] =>
  text.split('\n').flatMap(row => /^(?:[\w ]+: )?(fieldwork (?:state )?[a-z]+(?: [^·]*)?)$/.exec(row.trim())?.[1] ?? [])

test('whatever is advised is for the project and panel that the command was asked for', async () => {
  const panel = await testPanel(
    {
      'campaigns/a.yaml': toFilter(7),
      'campaigns/b.yaml': toFilter(8),
      'fieldwork.yaml': 'limits: {concurrency: 1, maxDoubts: 9}\n',
    },
    {faults: ['lost-answer@1', 'lost-answer@2']},
  )
  const same = ['-C', '.', '--panel', 'default']
  const run = async (...words: readonly string[]): Promise<readonly string[]> => {
    const {out, err} = await panel.run([...same, ...words])
    return advised(out + err)
  }
  const journal = '.fieldwork/default.jsonl'
  await panel.run([...same, 'apply', '--yes'])
  const found = [await run('doubts'), await run('halt', '--reason', 'x'), await run('plan'), await run('resume')]
  await run('resolve', 'b/main', '--abandon', '--reason', 'x')
  panel.write('fieldwork.json', '{}')
  panel.write('campaigns/b.yaml', toFilter(8, 145, 'resend: {number: 2, reason: why}\n'))
  found.push(await run('apply', 'fieldwork.json'), await run('resume', '--yes'), await run('plan'))
  const whole = panel.read(journal)
  panel.write(journal, `${whole}{"seq":`)
  found.push(await run('plan'), await run('state', 'mend'))
  panel.write(journal, whole.slice(0, whole.trimEnd().lastIndexOf('\n') + 1))
  found.push(await run('plan'), await run('state', 'trust'))
  panel.write(journal, whole)
  found.push((await panel.run([...same, 'plan'], {XDG_STATE_HOME: `${panel.memory}-other`})).err.split('\n').flatMap(advised))
  expect(found.map(each => each.length > 0)).toEqual(found.map(() => true))
  expect(found.flat().filter(command => !command.includes(' -C . ') || !command.includes('--panel default'))).toEqual([])
})
