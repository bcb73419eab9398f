import {linkSync, readFileSync, unlinkSync, writeFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {exit, stop} from '../../exit.ts'
import type {Milliseconds} from '../../instant.ts'
import {reasonOf} from '../../os-error.ts'
import type {Holder} from '../entry.ts'
import {systemDisk} from './disk.ts'
import {makeStateFolder} from './folder.ts'
import {isGone} from './holder.ts'

/** Who holds a lock file. */
export interface LockNote {
  readonly run: string
  readonly who: string
  readonly since: string
  readonly holder: Holder
}

/**
 * Takes the lock file of a panel. It is a courtesy that spares a second runner its work; what keeps two runners from sending twice is
 * the journal itself. Waits up to `timeout`; a lock whose process is provably gone is taken over. Rejects with `Stop` (exit 6).
 * The answer gives it back.
 */
export async function takeLock(
  path: string,
  mine: LockNote,
  timeout: Milliseconds,
  clock: {monotonic(): number; sleep(ms: number): Promise<void>},
): Promise<() => void> {
  const until = clock.monotonic() + timeout
  await makeStateFolder(systemDisk, dirname(path)).catch((error: unknown) => {
    throw unwritable(path, error)
  })
  for (;;) {
    if (make(path, mine)) return () => giveBack(path, mine.run)
    const other = noteOf(path)
    if (other && isGone(other.holder)) takeAway(path)
    else if (clock.monotonic() >= until) throw busy(path, other)
    else await clock.sleep(Math.min(200, Math.max(1, until - clock.monotonic())))
  }
}

/** The file appears whole or not at all: a lock that nobody can read would lock for ever. */
function make(path: string, mine: LockNote): boolean {
  const draft = `${path}.${mine.run}`
  const text = `${JSON.stringify(mine)}\n`
  try {
    writeFileSync(draft, text, {mode: 0o600})
  } catch (error) {
    // A full disk has made the file and taken nothing of it.
    remove(draft)
    throw unwritable(path, error)
  }
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    return isCode(error, 'EEXIST') ? false : madeWithoutLink(path, text)
  } finally {
    remove(draft)
  }
}

/** Where a file system has no hard links, a lock may for a moment be there without its text: it is only a courtesy. */
function madeWithoutLink(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, {mode: 0o600, flag: 'wx'})
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw unwritable(path, error)
  }
}

const unwritable = (path: string, cause: unknown) =>
  stop(
    exit.state,
    {
      code: 'FW123',
      summary: 'The recorded state can not be written',
      detail: `${path}: ${reasonOf(cause)}.`,
      help: 'Nothing is sent.',
    },
    cause,
  )

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/** Whoever wrote it, it has to name a process before anything is made of it. */
function isNote(note: unknown): note is LockNote {
  if (typeof note !== 'object' || note === null || !('holder' in note) || !('run' in note) || !('who' in note)) return false
  const {holder} = note
  return typeof holder === 'object' && holder !== null && 'pid' in holder && 'machine' in holder && 'started' in holder
}

/** What the lock says; undefined where it is gone or only half written. */
export function noteOf(path: string): LockNote | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isNote(note) ? note : undefined
  } catch (error) {
    // Whatever keeps it from being read, it is only a courtesy.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined
    throw error
  }
}

function giveBack(path: string, run: string): void {
  if (noteOf(path)?.run === run) remove(path)
}

/** Takes away the lock of a process that is gone. Where that can't be done it would be found again and again. */
function takeAway(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw unwritable(path, error)
  }
}

/** Takes a file away if that can be done: a lock that stays is taken over once its process is gone. */
function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

const busy = (path: string, other: LockNote | undefined) =>
  stop(exit.busy, {
    code: 'FW130',
    summary: 'Another run is at work on this panel',
    detail: other
      ? `${other.who} (process ${other.holder.pid}) since ${other.since}.`
      : `${path} is there and doesn't say whose it is.`,
    help: 'Wait for it (--lock-timeout 5m does), or, if you know that it is gone, remove the lock file: it is a courtesy, nothing is sent twice without it.',
  })
