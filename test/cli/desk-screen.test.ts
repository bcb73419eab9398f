import {expect, test} from 'vitest'
import {oldDoubts} from '../support/old-doubts.ts'
import {onTerminal} from '../support/on-terminal.ts'
import {type TestPanel, testPanel, toFilter} from '../support/panel.ts'
import type {Terminal} from '../support/terminal.ts'

/** Shows one thing after another, typing what follows each. */
async function walk(terminal: Terminal, ...steps: readonly (readonly [shown: string, keys: string])[]): Promise<void> {
  for (const [shown, keys] of steps) {
    await terminal.shows(shown)
    terminal.type(keys)
  }
}

/** Two sends whose answers were lost: a/main is batch 1400, b/main is batch 1401. */
async function twoLost(): Promise<TestPanel> {
  const panel = await testPanel(
    {
      'campaigns/a.yaml': toFilter(7),
      'campaigns/b.yaml': toFilter(8),
      'fieldwork.yaml': 'limits: {maxDoubts: 9, concurrency: 1}\n',
    },
    {faults: ['lost-answer@1', 'lost-answer@2']},
  )
  expect((await panel.run(['apply', '--yes'])).code).toBe(4)
  return panel
}

const states = async (panel: TestPanel): Promise<readonly string[]> =>
  (
    JSON.parse((await panel.run(['status', '--format', 'json'])).out) as {batches: {state: string; batchID: number | null}[]}
  ).batches.map(({state, batchID}) => `${state} ${batchID ?? '—'}`)

test('two doubts: one settled by its batch ID, after another’s was refused, the other abandoned; both stay in the history', async () => {
  const panel = await twoLost()
  const terminal = onTerminal(panel, ['doubts'])
  await walk(
    terminal,
    ['1 of 2 in doubt', 'b'],
    ['Batch ID: █', '1401\r'],
    ['Batch 1401 is of survey 8, this send was of survey 7.', '1400\r'],
    ['Batch 1400 fits: survey 7', '\r'],
    ['Record it as batch 1400?', '\u001b[C'],
    ['[Yes]', '\r'],
    ['✓ a/main is recorded as batch 1400.', ''],
    ['1 of 1 in doubt', 'x'],
    ['"not sent" can be said from', 'a'],
    ['It is never sent. Why?', 'too late by now\r'],
    ['Record it as abandoned', 'y'],
    ['[Yes]', '\r'],
  )
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toBe(
    '✓ a/main is recorded as batch 1400.\n✓ b/main is recorded as abandoned: it is never sent.\nNothing is in doubt.',
  )
  expect(terminal.isCursorHidden()).toBe(false)
  expect(await states(panel)).toEqual(['created 1400', 'abandoned —'])
  expect(panel.read('.fieldwork/default.jsonl')).toContain('"reason":"too late by now"')
  expect(panel.posts()).toBe(2)
})

test.each([
  ['q', 'q'],
  ['Esc', '\u001b'],
  ['Ctrl-C', '\u0003'],
  ['Ctrl-C while a reason is typed', 'sseen\u0003'],
])('%s leaves the terminal in order, and the doubts as they are: 4', async (_name, keys) => {
  const panel = await twoLost()
  const terminal = onTerminal(panel, ['doubts'])
  await terminal.shows('1 of 2 in doubt')
  terminal.type(keys)
  expect(await terminal.exit).toBe(4)
  expect(terminal.screen()).toBe(`2 sends are in doubt. Nothing in their families is sent until you settle them.
  ? a/main   survey 7 · filter 145
  ? b/main   survey 8 · filter 145
Next: fieldwork doubts`)
  expect(terminal.isCursorHidden()).toBe(false)
  expect(await states(panel)).toEqual(['in-doubt —', 'in-doubt —'])
})

test('"not sent" takes a reason and the typed name, and is then sent once', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  await oldDoubts(panel, [{to: 'q3/main'}])
  const terminal = onTerminal(panel, ['doubts'])
  await walk(
    terminal,
    ['1 of 1 in doubt', 'x'],
    ['It did not go, and may be sent again. Why?', 'nobody has it\r'],
    ['Type q3 to say that it was not sent: █', 'y\r'],
    ['That is not q3. Nothing was changed.', 'q3\r'],
  )
  expect(await terminal.exit).toBe(0)
  expect(await states(panel)).toEqual(['not-sent —'])
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect((await panel.run(['apply', '--yes'])).code).toBe(0)
  expect(panel.posts()).toBe(1)
})

test('what another has settled meanwhile is not settled again', async () => {
  const panel = await twoLost()
  const terminal = onTerminal(panel, ['doubts'])
  await walk(terminal, ['1 of 2 in doubt', 's'], ['Reason: █', 'two people have it\r'], ['Record it as sent', 'y'], ['[Yes]', ''])
  expect((await panel.run(['resolve', 'a/main', '--batch-id', '1400'])).code).toBe(0)
  terminal.type('\r')
  await terminal.shows('It was settled meanwhile: a/main is no longer as it was.')
  await terminal.shows('1 of 1 in doubt')
  terminal.type('q')
  expect(await terminal.exit).toBe(4)
  expect(await states(panel)).toEqual(['created 1400', 'in-doubt —'])
})

test('without a key a batch can’t be read, and a word needs none', async () => {
  const panel = await twoLost()
  const terminal = onTerminal(panel, ['doubts'], {QUESTIONPRO_API_KEY: ''})
  await walk(
    terminal,
    ['1 of 2 in doubt', 'b'],
    ['There is no API key', 's'],
    ['Reason: █', 'seen\r'],
    ['[No]', 'y'],
    ['[Yes]', '\r'],
  )
  await terminal.shows('✓ a/main is recorded as sent, without an ID.')
  terminal.type('q')
  expect(await terminal.exit).toBe(4)
  expect(await states(panel)).toEqual(['sent-without-id —', 'in-doubt —'])
})

test('without screens, in CI, or as JSON it is the text', async () => {
  const panel = await twoLost()
  for (const [args, env] of [
    [['doubts', '--no-tui'], {}],
    [['doubts'], {CI: 'true'}],
    [['doubts'], {FIELDWORK_TUI: '0'}],
  ] as const) {
    const terminal = onTerminal(panel, args, env)
    expect(await terminal.exit).toBe(4)
    expect(terminal.screen()).toContain('fieldwork resolve a/main …')
    expect(terminal.raw()).not.toContain('\u001b[?25l')
  }
  expect((await panel.run(['doubts'])).out).toContain('fieldwork resolve a/main …')
})

test('a pattern asks once, and "no" is the answer that it starts on', async () => {
  const panel = await twoLost()
  const abandon = ['resolve', '*', '--abandon', '--reason', 'too late']
  const no = onTerminal(panel, abandon)
  await walk(no, ['Record this of 2 sends? [y/N]', '\r'])
  expect(await no.exit).toBe(10)
  expect(no.screen()).toContain('Of 2 sends it is said: it is never sent.')
  expect(await states(panel)).toEqual(['in-doubt —', 'in-doubt —'])
  const yes = onTerminal(panel, abandon)
  await walk(yes, ['[y/N]', 'y\r'])
  expect(await yes.exit).toBe(0)
  expect(await states(panel)).toEqual(['abandoned —', 'abandoned —'])
})

test('"not sent" of several asks for the name of each campaign; a wrong one changes nothing', async () => {
  const panel = await testPanel({'campaigns/a.yaml': toFilter(7)})
  await oldDoubts(panel, [{to: 'a/main'}, {to: 'b/main'}, {to: 'b/main@w2'}])
  const args = ['resolve', '*', '--not-sent', '--reason', 'nobody has it', '--yes']
  const wrong = onTerminal(panel, args)
  await walk(
    wrong,
    ['Type a to say that it was not sent (1 of 2):', 'a\r'],
    ['Type b to say that it was not sent (2 of 2):', 'a\r'],
  )
  expect(await wrong.exit).toBe(10)
  expect(await states(panel)).toEqual(['in-doubt —', 'in-doubt —', 'in-doubt —'])
  const right = onTerminal(panel, args)
  await walk(right, ['(1 of 2):', 'a\r'], ['(2 of 2):', 'b\r'])
  expect(await right.exit).toBe(0)
  expect(await states(panel)).toEqual(['not-sent —', 'not-sent —', 'not-sent —'])
})
