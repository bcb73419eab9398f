import {cpSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {testPanel, toFilter} from '../support/panel.ts'
import {cli} from '../support/program.ts'
import {inTerminalOf} from '../support/terminal.ts'

const journal = '.fieldwork/default.jsonl'

test('a rollback is trusted by nobody’s flag; on a terminal the panel’s name is typed', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  panel.write(journal, `${panel.read(journal).split('\n')[0]}\n`)
  const flagged = await panel.run(['state', 'trust', '--yes'])
  expect(flagged).toMatchObject({code: 7})
  expect(flagged.err).toContain('FW132')
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 7})
  const terminal = inTerminalOf([cli, 'state', 'trust', '--yes'], {
    cwd: panel.root,
    env: {XDG_STATE_HOME: panel.memory, FIELDWORK_URL: panel.sandbox.url},
  })
  await terminal.shows('Type default')
  expect(terminal.screen()).toContain('would be sent again')
  terminal.type('default\r')
  expect(await terminal.exit).toBe(0)
  expect(panel.posts()).toBe(1)
})

test('two copies of a state that have both grown on one machine: neither goes on until a person says which', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  const copy = panel.root.replace(/project$/, 'copy')
  cpSync(panel.root, copy, {recursive: true})
  // The copy grows under a memory that knows only it, and then both meet in one.
  const other = {XDG_STATE_HOME: `${panel.memory}-other`}
  cpSync(panel.memory, `${panel.memory}-other`, {recursive: true})
  writeFileSync(join(copy, 'campaigns/b.yaml'), toFilter(8))
  expect(await panel.run(['-C', copy, 'apply', '--yes'], other)).toMatchObject({code: 0})
  panel.write('campaigns/c.yaml', toFilter(9))
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  for (const name of ['marks', 'projects'])
    cpSync(join(`${panel.memory}-other`, 'fieldwork', name), join(panel.memory, 'fieldwork', `${name}-of-the-copy`), {
      recursive: true,
    })
  const lineage = String(JSON.parse(panel.read(journal).split('\n')[0] ?? '{}').lineage)
  const marks = (name: string): string => join(panel.memory, 'fieldwork', name, lineage)
  const {readFileSync} = await import('node:fs')
  writeFileSync(marks('marks'), readFileSync(marks('marks'), 'utf8') + readFileSync(marks('marks-of-the-copy'), 'utf8'))
  panel.write('campaigns/d.yaml', toFilter(10))
  for (const words of [['plan'], ['apply', '--yes'], ['history', '--verify']])
    expect(await panel.run(words)).toMatchObject({code: 7, err: expect.stringContaining('FW129')})
  expect(await panel.run(['state', 'trust', '--yes'])).toMatchObject({code: 7})
  expect(panel.posts()).toBe(3)
})

test('a first record that was cut off is mended: nothing was sent yet', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  panel.write(journal, '{"seq":1,"at":"2026-11-27T09:14:0')
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 7, err: expect.stringContaining('state mend')})
  expect(await panel.run(['state', 'mend', '--yes'])).toMatchObject({code: 0})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 0})
  expect(panel.posts()).toBe(1)
  rmSync(join(panel.root, journal))
})

test('an apply that leaves an earlier doubt says so, in words and in JSON', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)}, {faults: ['lost-answer@1']})
  expect(await panel.run(['apply', '--yes'])).toMatchObject({code: 4})
  panel.write('campaigns/b.yaml', toFilter(8))
  const {code, out} = await panel.run(['apply', '--yes'])
  expect({code, doubt: out.includes('? a/main'), next: out.trimEnd().endsWith('Next: fieldwork doubts')}).toEqual({
    code: 4,
    doubt: true,
    next: true,
  })
  const events = (await panel.run(['apply', '--yes', '--format', 'json'])).out
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(events).toMatchObject([{type: 'version'}, {type: 'batch.in-doubt', address: 'a/main'}, {type: 'summary', inDoubt: 1}])
  // Also where it ends before it does anything.
  panel.write('campaigns/c.yaml', toFilter(9))
  expect(await panel.run(['apply'])).toMatchObject({code: 4, err: expect.stringContaining('FW152')})
  expect(await panel.run(['apply', '--yes'], {QUESTIONPRO_API_KEY: ''})).toMatchObject({
    code: 4,
    err: expect.stringContaining('FW401'),
  })
})
