import {expect, test} from 'vitest'
import {type Check, doctorLines} from '../../src/views/doctor-lines.ts'
import {text} from '../../src/views/text.ts'

const checks: readonly Check[] = [
  {name: 'node', state: 'ok', detail: 'Node 20.18.1'},
  {
    name: 'zones',
    state: 'warning',
    detail: 'UTC is assumed: no file says in which zone the panel reads closing times.',
    help: 'Write it.',
  },
  {name: 'server', state: 'failed', detail: 'evil\u001b[2J\nhost', help: 'Start it, in another terminal:\nfieldwork sandbox'},
  {name: 'clock', state: 'skipped', detail: 'the server did not say what time it is'},
]

const shown = (of: readonly Check[], width: number): string => `\n${text(doctorLines(of, width), {colour: false})}`

test('a line each, and what to do below it', () => {
  expect(shown(checks, 60)).toBe(`
✓ node         Node 20.18.1
! zones        UTC is assumed: no file says in which zone
               the panel reads closing times.
               Write it.
✗ server       evil\\e[2J\\nhost
               Start it, in another terminal:
                 fieldwork sandbox
· clock        the server did not say what time it is

1 thing is wrong, 1 thing to look at, 1 not looked at.
`)
})

test('where nothing is wrong that is said', () => {
  expect(shown(checks.slice(0, 1), 80)).toBe('\n✓ node         Node 20.18.1\n\n✓ Everything is set up.\n')
  expect(shown(checks.slice(0, 2), 80)).toMatch(/\n\nNothing is wrong; 1 thing to look at\.\n$/)
})
