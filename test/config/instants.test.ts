import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {readDuration, readShortDuration} from '../../src/config/duration.ts'
import {inWords, panelTime} from '../../src/config/instants.ts'
import {readInstant} from '../../src/config/read-instant.ts'

const span = {file: 'a.yaml', line: 1, column: 1, endColumn: 2, frame: []}
const read = (text: string, zone = 'America/New_York'): string => {
  const result = readInstant(text, zone, span)
  return result.ok ? new Date(result.value).toISOString() : `${result.diagnostics[0]?.code} ${result.diagnostics[0]?.help}`
}

test.each([
  ['2026-12-01 09:00', '2026-12-01T14:00:00.000Z'],
  ['2026-12-01T09:00', '2026-12-01T14:00:00.000Z'],
  ['2026-12-01 9:00', '2026-12-01T14:00:00.000Z'],
  ['2026-12-01 09:00:00', '2026-12-01T14:00:00.000Z'],
  ['2026-07-01 09:00', '2026-07-01T13:00:00.000Z'],
  ['2026-12-01 09:00 Europe/Berlin', '2026-12-01T08:00:00.000Z'],
  ['2026-12-01T09:00 UTC', '2026-12-01T09:00:00.000Z'],
  ['2026-12-01T09:00[Europe/Berlin]', '2026-12-01T08:00:00.000Z'],
  ['2026-12-01T09:00+01:00[Europe/Berlin]', '2026-12-01T08:00:00.000Z'],
  ['2026-12-01T09:00Z', '2026-12-01T09:00:00.000Z'],
  ['2026-12-01T09:00+05:30', '2026-12-01T03:30:00.000Z'],
  ['2026-11-01T01:30-04:00[America/New_York]', '2026-11-01T05:30:00.000Z'],
  ['2026-11-01T01:30-05:00[America/New_York]', '2026-11-01T06:30:00.000Z'],
  ['2026-11-01 01:30-04:00 America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-11-01 01:30-05:00 America/New_York', '2026-11-01T06:30:00.000Z'],
  ['2026-11-01 01:30', 'FW042 Write 2026-11-01 01:30-04:00 America/New_York or 2026-11-01 01:30-05:00 America/New_York'],
  ['2026-03-08 02:30', 'FW042 Write 2026-03-08 01:30-05:00 America/New_York or 2026-03-08 03:30-04:00 America/New_York'],
  ['2026-12-01T09:00+02:00[Europe/Berlin]', 'FW040 Write 2026-12-01 09:00 Europe/Berlin'],
  ['12/10/2026', 'FW041 Write 2026-12-10 09:00 or 2026-10-12 09:00'],
  ['12/10/2026 13:43', 'FW041 Write 2026-12-10 13:43 or 2026-10-12 13:43'],
  ['10.12.2026 13:43', 'FW041 Write 2026-10-12 13:43 or 2026-12-10 13:43'],
  ['12/25/2026 13:43', 'FW041 Write 2026-12-25 13:43'],
  ['2026-12-01', 'FW040 Write 2026-12-01 09:00'],
  ['2026-02-29 09:00', 'FW040 Write 2031-12-10 13:43'],
  ['2026-12-01 24:00', 'FW040 Write 2031-12-10 13:43'],
  ['2026-12-01 09:00:30', 'FW040 Write 2026-12-01 09:00'],
  ['2026-12-01 09:00 PST', 'FW044 Write America/Los_Angeles, or another place.'],
  ['2026-12-01 09:00 Europe/Berlim', 'FW044 Write Europe/Berlin'],
  ['2026-12-01 09:00 pm', 'FW040 Write 2026-12-01 21:00'],
  ['soon', 'FW040 Write 2031-12-10 13:43'],
])('%s is %s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['15s', 15_000],
  ['30m', 1_800_000],
  ['36h', 129_600_000],
  ['5d', 432_000_000],
  ['2w', 1_209_600_000],
  ['0h', 'Write 30m, 36h, 5d or 2w'],
  ['-5d', 'Write 30m, 36h, 5d or 2w'],
  ['5 days', 'Write 5d'],
  ['1.5h', 'Write 90m'],
  ['1 hour', 'Write 1h'],
  ['P5D', 'Write 30m, 36h, 5d or 2w'],
])('the duration %s is %s', (text, expected) => {
  const result = readDuration(text, span)
  expect(result.ok ? result.value : result.diagnostics[0]?.help).toBe(expected)
})

const documented = Date.UTC(2031, 11, 10, 21, 43, 59)

test.each([
  ['America/Los_Angeles', '12/10/2031 13:43', 'Wed 10 Dec 2031, 13:43 in Los Angeles'],
  ['America/New_York', '12/10/2031 16:43', 'Wed 10 Dec 2031, 16:43 in New York'],
  ['Asia/Kolkata', '12/11/2031 03:13', 'Thu 11 Dec 2031, 03:13 in Kolkata'],
  ['UTC', '12/10/2031 21:43', 'Wed 10 Dec 2031, 21:43 UTC'],
])('in %s the panel reads %s', (zone, panel, words) => {
  expect(panelTime(documented, zone)).toBe(panel)
  expect(inWords(documented, zone)).toBe(words)
})

test('midnight is 00:00 of the new day', () => {
  expect(panelTime(Date.UTC(2031, 0, 1, 5), 'America/New_York')).toBe('01/01/2031 00:00')
})

test('the zone of the machine makes no difference', () => {
  const program = `
    import {panelTime, inWords} from './src/config/instants.ts'
    const at = ${documented}
    console.log(panelTime(at, 'America/Los_Angeles'), inWords(at, 'Europe/Berlin'))`
  const bundled = execFileSync('npx', ['esbuild', '--bundle', '--format=esm', '--platform=node', '--loader=ts'], {input: program})
  const outputs = ['UTC', 'Asia/Tokyo', 'America/St_Johns'].map(zone =>
    execFileSync(process.execPath, ['--input-type=module'], {input: bundled, env: {...process.env, TZ: zone}}).toString(),
  )
  expect(new Set(outputs)).toEqual(new Set(['12/10/2031 13:43 Wed 10 Dec 2031, 22:43 in Berlin\n']))
})

test.each([
  ['200ms', 200],
  ['15s', 15_000],
  ['2w', 1_209_600_000],
  ['0ms', undefined],
  ['1.5s', undefined],
  ['200 ms', undefined],
  ['soon', undefined],
])('on the command line %s lasts %s milliseconds', (text, expected) => {
  expect(readShortDuration(text)).toBe(expected)
})

test('in a file milliseconds are no duration', () => {
  expect(readDuration('200ms', {file: '', line: 1, column: 1, endColumn: 2, frame: []}).ok).toBe(false)
})
