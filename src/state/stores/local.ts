import {closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync} from 'node:fs'
import {dirname} from 'node:path'
import {exit, Stop, stop} from '../../exit.ts'
import type {Milliseconds} from '../../instant.ts'
import {reasonOf} from '../../os-error.ts'
import {type Chain, isDamage, lastSeq, lastSum, newChain, walk} from '../chain.ts'
import type {Line} from '../entry.ts'
import {type StateStore, type Torn, tornStop} from '../journal.ts'
import {readLine, written} from '../line.ts'
import {makeStateFolder} from './folder.ts'

/** How long a tail without its end may stay as it is before it counts as torn and not as another runner's write under way. */
const patience: Milliseconds = 1000
const pace: Milliseconds = 50

/**
 * The journal as a file on a local file system. One O_APPEND write per record; whoever's record comes first in the file has won, which
 * reading back from the old end shows. `place` is the path as messages show it.
 */
export function localStore(path: string, place: string, sleep: (ms: Milliseconds) => Promise<void>): StateStore {
  const chain: Chain = newChain()
  /** Bytes of the file that were read into the chain, and how many lines they are. */
  let end = 0
  let count = 0
  let unfinished = false
  /** The file that was read: another one under its name is not the journal. */
  let file: string | undefined

  const damaged = (line: number, what: string): Stop =>
    stop(exit.state, {
      code: 'FW121',
      summary: 'The recorded state is damaged',
      detail: `${place}, line ${line}: ${what}.`,
      help: 'Nothing is sent. Put the file back as it was (from a backup that is not older than the last apply). fieldwork never repairs it by itself.',
    })

  const replaced = (): Stop => damaged(count, 'another file was put in its place while this run was at work')
  const take = (text: string): readonly Line[] => {
    // Where the last line had no newline yet, the rest begins with it.
    const texts = (unfinished && text.startsWith('\n') ? text.slice(1) : text).split('\n')
    const lines = walk(chain, texts, count + 1)
    if (isDamage(lines)) throw damaged(lines.line, lines.what)
    count += texts.length
    return lines
  }

  const read = async (): Promise<{lines: readonly Line[]; torn?: Torn}> => {
    for (let before = -1; ; ) {
      const found = readFrom(path, end, place)
      if (found === undefined) {
        if (end > 0) throw damaged(count, 'the file was there and is gone')
        return {lines: []}
      }
      const {bytes} = found
      if (file !== undefined && file !== found.file) throw replaced()
      file = found.file
      const whole = bytes.lastIndexOf(10) + 1
      const tail = bytes.toString('utf8', whole)
      // A last line without its newline is the journal's if it is whole: its sum says so.
      const complete = tail === '' || typeof readLine(tail) !== 'string'
      if (complete || bytes.length === before) {
        const upTo = complete ? bytes.length : whole
        const lines = upTo === 0 ? [] : take(bytes.toString('utf8', 0, complete && tail !== '' ? upTo : whole - 1))
        end += upTo
        if (upTo > 0) unfinished = complete && tail !== ''
        return complete ? {lines} : {lines, torn: {line: count + 1, bytes: bytes.length - whole}}
      }
      before = bytes.length
      await sleep(patience)
    }
  }

  const append: StateStore['append'] = async (entry, after, stamp) => {
    if (after.seq !== lastSeq(chain) || after.sum !== lastSum(chain)) return 'overtaken'
    await whole()
    const {text, line} = written(entry, {seq: after.seq + 1, ...stamp, prev: after.sum})
    const fd = open(path, after.seq === 0, place)
    try {
      if (file !== undefined && identity(fd) !== file) throw replaced()
      if (fstatSync(fd).size < end) throw damaged(count, 'the file became shorter while this run was at work')
      const bytes = Buffer.from(`${unfinished ? '\n' : ''}${text}\n`)
      if (writeSync(fd, bytes) !== bytes.length) throw unwritable(place, 'the disk took only a part of the record')
      fdatasyncSync(fd)
      file = identity(fd)
    } catch (error) {
      throw asStop(error, place)
    } finally {
      closeSync(fd)
    }
    if (after.seq === 0) syncFolder(dirname(path), place)
    return firstAfter(line, text)
  }

  /** Waits until what others have written since ends with a whole line: a record glued to a torn one could never be read again. */
  const whole = async (): Promise<void> => {
    for (let waited = 0; !endsWhole(path, end, place); waited += pace) {
      if (waited >= patience) throw tornStop(place, {line: count + 1, bytes: statSync(path).size - end})
      await sleep(pace)
    }
  }

  /** Reads back from the old end: the first record there that follows the last known one is the winner. */
  const firstAfter = (mine: Line, text: string): Line | 'overtaken' => {
    const found = readFrom(path, end, place)
    const back = found?.bytes.toString('utf8') ?? ''
    const at = back.indexOf(`${text}\n`)
    // Everything before our bytes is whole, since appends come one after another: a piece of a line there was torn by a crash.
    if (at < 0 || (at > 0 && back[at - 1] !== '\n'))
      throw damaged(count + 1, 'the record that was just written is not there whole')
    const overtaken = back
      .slice(0, at)
      .split('\n')
      .some(other => {
        const line = other === '' ? undefined : readLine(other)
        return typeof line === 'object' && line.seq === mine.seq && line.prev === mine.prev
      })
    if (overtaken) return 'overtaken'
    take(back.slice(0, at + text.length))
    end += Buffer.byteLength(back.slice(0, at + text.length)) + 1
    unfinished = false
    return mine
  }

  return {place, read, append}
}

function endsWhole(path: string, end: number, place: string): boolean {
  const since = readFrom(path, end, place)?.bytes
  return since === undefined || since.length === 0 || since.at(-1) === 10
}

/** Bytes of the file from a place on, and which file they are of; undefined where there is none. */
interface Bytes {
  readonly bytes: Buffer
  readonly file: string
}

function readFrom(path: string, from: number, place: string): Bytes | undefined {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return {bytes: readWhole(fd, from, place), file: identity(fd)}
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error instanceof Stop ? error : unreadable(place, reasonOf(error), error)
  }
}

function readWhole(fd: number, from: number, place: string): Buffer {
  const status = fstatSync(fd)
  if (!status.isFile()) throw unreadable(place, 'it is not a file')
  if (status.size < from) {
    throw stop(exit.state, {
      code: 'FW121',
      summary: 'The recorded state is damaged',
      detail: `${place} became shorter while it was read.`,
      help: 'Nothing is sent.',
    })
  }
  const bytes = Buffer.alloc(status.size - from)
  let read = 0
  while (read < bytes.length) {
    const more = readSync(fd, bytes, read, bytes.length - read, from + read)
    if (more === 0) break
    read += more
  }
  return bytes.subarray(0, read)
}

/** Which file it is, whatever its name. */
function identity(fd: number): string {
  const {dev, ino} = fstatSync(fd)
  return `${dev}:${ino}`
}

const unreadable = (place: string, why: string, cause?: unknown): Stop =>
  stop(
    exit.state,
    {code: 'FW122', summary: 'The recorded state can not be read', detail: `${place}: ${why}.`, help: 'Nothing is sent.'},
    cause,
  )

/** Only the first record may make the file: a journal that was deleted in the middle of a run must not begin again. */
function open(path: string, first: boolean, place: string): number {
  try {
    if (first) makeStateFolder(dirname(path))
    return openSync(path, constants.O_RDWR | constants.O_APPEND | (first ? constants.O_CREAT : 0), 0o600)
  } catch (error) {
    throw asStop(error, place)
  }
}

/** The names of new files and folders last only once their folder is flushed, where the file system can do that. */
function syncFolder(folder: string, place: string): void {
  for (const path of [folder, dirname(folder)]) {
    try {
      const fd = openSync(path, constants.O_RDONLY)
      try {
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== 'EINVAL' && code !== 'ENOTSUP') throw asStop(error, place)
    }
  }
}

const asStop = (error: unknown, place: string): unknown =>
  error instanceof Stop ? error : unwritable(place, reasonOf(error), error)

const unwritable = (place: string, why: string, cause?: unknown): Stop =>
  stop(
    exit.state,
    {
      code: 'FW123',
      summary: 'The recorded state can not be written',
      detail: `${place}: ${why}.`,
      help: 'Nothing new is sent. Make room or mend the permissions, then run again.',
    },
    cause,
  )

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
