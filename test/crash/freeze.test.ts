import {existsSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {later} from '../support/later.ts'
import type {TestPanel} from '../support/panel.ts'
import {hasTool} from '../support/tools.ts'
import {approveNotSent, goesOn, recorded} from './goes-on.ts'
import {scene} from './scene.ts'
import {injecting, type Point} from './strace.ts'

/** A little longer than a record of an intent allows between itself and the write of its request. */
const tooLong = 11_000
const apply = ['apply', '--yes'] as const

/** Starts an apply that the system stops at a call, and waits until it stands still. */
async function frozen(
  panel: TestPanel,
  point: Point,
): Promise<{readonly pid: number; readonly ended: ReturnType<TestPanel['run']>}> {
  const {ended} = panel.start(apply, {}, injecting({point, what: 'signal=SIGSTOP'}))
  const lock = join(panel.root, '.fieldwork/default.lock')
  const stat = (pid: number): string => readFileSync(`/proc/${pid}/stat`, 'utf8')
  for (;;) {
    const pid = existsSync(lock)
      ? (JSON.parse(readFileSync(lock, 'utf8')) as {readonly holder: {readonly pid: number}}).holder.pid
      : 0
    // `t`: stopped, and watched by strace.
    if (pid > 0 && /\) [Tt] /.test(stat(pid)) && recorded(panel).some(({type}) => type === 'batch.intent')) {
      await delay(200)
      if (/\) [Tt] /.test(stat(pid))) return {pid, ended}
    }
    await delay(5)
  }
}

/** What others find while it is stopped: it is in the way, and nobody can say that it wasn't sent. */
async function meanwhile(panel: TestPanel): Promise<void> {
  expect(await panel.run(apply)).toMatchObject({code: 6})
  rmSync(join(panel.root, '.fieldwork/default.lock'))
  const intent = recorded(panel).find(({type}) => type === 'batch.intent')
  const address = intent?.type === 'batch.intent' ? String(intent.address) : ''
  // The lock is only a courtesy: without it the others of the plan go, and this one doesn't.
  expect(await panel.run(apply)).toMatchObject({code: 6})
  approveNotSent(panel, address)
  const said = await panel.run(
    ['resolve', address, '--not-sent', '--reason', 'not there', '--approval', 'approval.json'],
    later(7200),
  )
  expect(said).toMatchObject({code: 10})
  expect(said.err).toContain('still alive')
}

test.skipIf(!hasTool('strace'))(
  'stopped between the intent and the write for longer than it may take: it writes nothing, and says so',
  {timeout: 600_000},
  async () => {
    const panel = await scene(1)
    // Record 1, the run, the members: each is flushed and marked; then the intent.
    const {pid, ended} = await frozen(panel, {call: 'fdatasync', nth: 9, about: 'mark'})
    const before = panel.sandbox.batches.length
    await meanwhile(panel)
    const others = panel.sandbox.batches.length
    await delay(tooLong)
    process.kill(pid, 'SIGCONT')
    expect(await ended).toMatchObject({code: 5})
    const answer = recorded(panel).find(line => line.type === 'batch.refused')
    expect(answer).toMatchObject({evidence: {phase: 'before-write', why: 'the time in which it may be sent had passed'}})
    expect({before, others, after: panel.sandbox.batches.length}).toEqual({before: 0, others: 3, after: 3})
    expect(await goesOn(panel)).toEqual({twice: [], lost: [], settled: 0})
  },
)

test.skipIf(!hasTool('strace'))(
  'stopped in the write itself, after the last look at the clock: nobody sends it meanwhile, and it goes out once',
  {timeout: 600_000},
  async () => {
    const panel = await scene(1)
    const {pid, ended} = await frozen(panel, {call: 'writev', nth: 2, about: 'socket'})
    await meanwhile(panel)
    await delay(tooLong)
    process.kill(pid, 'SIGCONT')
    expect(await ended).toMatchObject({code: 0})
    expect(await goesOn(panel)).toEqual({twice: [], lost: [], settled: 0})
  },
)

test.skipIf(!hasTool('strace'))(
  'a run that ends while another one looks after it is no doubt: its outcome is read before anybody says so',
  {timeout: 600_000},
  async () => {
    const panel = await scene(1)
    const {pid, ended} = await frozen(panel, {call: 'writev', nth: 2, about: 'socket'})
    // It has read the open send by then, and is held up where it asks whether that run still lives.
    const looking = panel.start(['plan'], {}, [
      'strace',
      '-qq',
      '-f',
      '-o',
      '/dev/null',
      '-P',
      `/proc/${pid}/stat`,
      '-e',
      'inject=openat:delay_enter=6000000',
    ])
    await delay(2500)
    process.kill(pid, 'SIGCONT')
    expect(await ended).toMatchObject({code: 0})
    const seen = await looking.ended
    expect(seen).toMatchObject({code: 0})
    expect(seen.out).not.toContain('in doubt')
    expect(await goesOn(panel)).toEqual({twice: [], lost: [], settled: 0})
  },
)
