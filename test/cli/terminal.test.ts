import {expect, test} from 'vitest'
import {onTerminal} from '../support/on-terminal.ts'
import {testPanel, toFilter} from '../support/panel.ts'

test('approval by the typed name, then the live apply, and what stays', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const terminal = onTerminal(panel, ['apply'])
  await terminal.shows('Type q3 to send')
  expect(panel.sandbox.connections()).toBe(0)
  terminal.type('q3\r')
  expect(await terminal.exit).toBe(0)
  expect(panel.posts()).toBe(1)
  expect(terminal.screen()).toContain('Created 1 batch.')
  expect(terminal.screen()).toMatch(/q3\/main +1400 +(created|Scheduled|Sending|Delivery Successful)/)
  expect(terminal.isCursorHidden()).toBe(false)
})

test('keys that have no name (Ctrl-F1, Ctrl-F4) end nothing and say nothing', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const terminal = onTerminal(panel, ['apply'])
  await terminal.shows('Type q3 to send')
  for (const key of ['\u001b[1;5P', '\u001b[1;5S', '\u001b[1;6P', '\u001b[31m']) terminal.type(key)
  terminal.type('q3\r')
  expect(await terminal.exit).toBe(0)
  expect(panel.posts()).toBe(1)
})

test.each([
  ['Enter', '\r'],
  ['Esc', '\u001b'],
  ['Ctrl-C', '\u0003'],
  ['another name', 'q4\r\u001b'],
])('%s sends nothing: exit 10', async (_name, keys) => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const terminal = onTerminal(panel, ['apply'])
  await terminal.shows('Type q3 to send')
  terminal.type(keys)
  if (keys === '\r') terminal.type('\u001b')
  expect(await terminal.exit).toBe(10)
  expect(panel.sandbox.connections()).toBe(0)
  expect(terminal.isCursorHidden()).toBe(false)
})

test('without screens the same is asked in plain lines', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  const terminal = onTerminal(panel, ['apply', '--no-tui'])
  await terminal.shows('Type q3 to send')
  terminal.type('q3\r')
  expect(await terminal.exit).toBe(0)
  expect(panel.posts()).toBe(1)
  expect(terminal.raw()).not.toContain('\u001b[?25l')
})

test('status --watch ends by itself when all is delivered', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()})
  await panel.run(['apply', '--yes'])
  const terminal = onTerminal(panel, ['status', '--watch', '--every', '1s'])
  expect(await terminal.exit).toBe(0)
  expect(terminal.screen()).toMatch(/q3\/main +1400 +Delivery Successful/)
})

test('Ctrl-C ends status --watch with 0', async () => {
  const panel = await testPanel({'campaigns/q3.yaml': toFilter()}, {deliveryMs: 3_600_000})
  await panel.run(['apply', '--yes'])
  const terminal = onTerminal(panel, ['status', '--watch', '--every', '1s'])
  await terminal.shows('Scheduled')
  terminal.type('\u0003')
  expect(await terminal.exit).toBe(0)
  expect(terminal.isCursorHidden()).toBe(false)
})
