import {afterEach} from 'vitest'
import type {TestPanel} from './panel.ts'
import {cli} from './program.ts'
import {inTerminalOf, type Terminal} from './terminal.ts'

const started: Terminal[] = []
afterEach(() => {
  for (const terminal of started.splice(0)) terminal.type('\u0003\u0003')
})

/** The built program on a terminal of 80 × 24, as a person would start it; it is left when the test ends. */
export function onTerminal(panel: TestPanel, args: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  const {root, memory, sandbox} = panel
  const own = {XDG_STATE_HOME: memory, FIELDWORK_URL: sandbox.url, QUESTIONPRO_API_KEY: sandbox.key, NO_COLOR: '', ...env}
  const terminal = inTerminalOf([cli, ...args], {cwd: root, env: own})
  started.push(terminal)
  return terminal
}
