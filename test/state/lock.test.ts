import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {isGone, thisHolder} from '../../src/state/stores/holder.ts'
import {type LockNote, takeLock} from '../../src/state/stores/lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldwork-test-'))
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

const lock = (): string => join(folder, '.fieldwork', 'default.lock')
const holder = thisHolder(process.pid)
const gone = {...holder, pid: spawnSync(process.execPath, ['-e', '']).pid, started: '1'}
const note = (run: string, given: Partial<LockNote> = {}): LockNote => ({run, who: 'ada@host', since: 'then', holder, ...given})
/** A clock that only sleeping moves on. */
function clockOf(eachSleep: () => void = () => {}) {
  let now = 0
  return {
    monotonic: () => now,
    sleep: async (ms: number) => {
      now += ms
      eachSleep()
    },
    slept: () => now,
  }
}

test('it is taken, says whose it is, and is given back', async () => {
  const giveBack = await takeLock(lock(), note('a'), 0, clockOf())
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual(note('a'))
  giveBack()
  expect(existsSync(lock())).toBe(false)
  giveBack()
})

test('a second runner hears who is at work, after as long as it was told to wait', async () => {
  await takeLock(lock(), note('a'), 0, clockOf())
  const clock = clockOf()
  await expect(takeLock(lock(), note('b'), 1000, clock)).rejects.toMatchObject({
    code: 6,
    diagnostics: [{code: 'FW130', detail: `ada@host (process ${process.pid}) since then.`}],
  })
  expect(clock.slept()).toBe(1000)
})

test('who waits gets it when it is given back', async () => {
  const giveBack = await takeLock(lock(), note('a'), 0, clockOf())
  await takeLock(lock(), note('b'), 1000, clockOf(giveBack))
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({run: 'b'})
})

test('the lock of another run is not given back', async () => {
  const giveBack = await takeLock(lock(), note('a'), 0, clockOf())
  writeFileSync(lock(), JSON.stringify(note('b')))
  giveBack()
  expect(existsSync(lock())).toBe(true)
})

test.runIf(holder.machine !== null)('the lock of a process that is provably gone is taken over', async () => {
  await takeLock(lock(), note('a', {holder: gone}), 0, clockOf())
  await takeLock(lock(), note('b'), 0, clockOf())
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({run: 'b'})
})

test.each(['', '{"run":', '{}', 'null'])('a lock that says %j keeps others out: nobody knows whose it is', async text => {
  await takeLock(lock(), note('a'), 0, clockOf())
  writeFileSync(lock(), text)
  await expect(takeLock(lock(), note('b'), 0, clockOf())).rejects.toMatchObject({code: 6})
})

test.skipIf(process.platform !== 'linux')('a full disk keeps no half-made lock', async () => {
  // What is written through this name goes to a device that is always full.
  mkdirSync(dirname(lock()))
  symlinkSync('/dev/full', `${lock()}.a`)
  await expect(takeLock(lock(), note('a'), 0, clockOf())).rejects.toMatchObject({code: 7, diagnostics: [{code: 'FW123'}]})
  expect(readdirSync(dirname(lock())).filter(name => name.startsWith('default'))).toEqual([])
})

test('where no lock can be made, the state can’t be written', async () => {
  writeFileSync(join(folder, 'file'), '')
  const below = join(folder, 'file', 'project', 'default.lock')
  await expect(takeLock(below, note('a'), 0, clockOf())).rejects.toMatchObject({code: 7, diagnostics: [{code: 'FW123'}]})
})

test('a process is only gone where that is provable', () => {
  expect(isGone(holder)).toBe(false)
  expect(isGone({...gone, machine: null})).toBe(false)
  expect(isGone({...gone, started: null})).toBe(false)
  expect(isGone({...gone, machine: '0'.repeat(16)})).toBe(false)
})

test.runIf(holder.machine !== null)('its number alone isn’t enough to be alive', () => {
  expect(isGone(gone)).toBe(true)
  expect(isGone({...holder, started: '1'})).toBe(true)
})
