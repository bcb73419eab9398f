import {dirname} from 'node:path'
import {exit, stop} from '../../exit.ts'
import type {Milliseconds} from '../../instant.ts'
import {type Chain, isDamage, lastSeq, lastSum, newChain, walk} from '../chain.ts'
import type {Line} from '../entry.ts'
import {type StateStore, type Torn, tornStop} from '../journal.ts'
import {readLine, type Sealed} from '../line.ts'
import {type Disk, type DiskFile, isCode, withFile} from './disk.ts'
import {makeStateFolder} from './folder.ts'
import {lastingName} from './lasting-name.ts'
import {damaged, spoilt, unreadable, unwritable} from './local-stops.ts'

/** How long a tail without its end may stay as it is before it counts as torn and not as another runner's write under way. */
const patience: Milliseconds = 1000
const pace: Milliseconds = 50

/** How far the file was read. */
interface Cursor {
  readonly chain: Chain
  /** Bytes of the file that are in the chain, and how many lines they are. */
  end: number
  count: number
  /** The last line has no newline yet. */
  unfinished: boolean
  /** The file that was read: another one under its name is not the journal. */
  file: string | undefined
  /** The last bytes that were read: a copy that was written over the file in place has others there. */
  tail: Buffer
}

/** Enough to hold the sum of a line. */
const tailLength = 80

/** What a local store works with. */
export interface LocalOptions {
  readonly path: string
  /** The path as messages show it. */
  readonly place: string
  readonly disk: Disk
  readonly sleep: (ms: Milliseconds) => Promise<void>
  /** The name of the network file system that a folder is on; undefined for one of this machine. */
  readonly remote: (path: string) => string | undefined
}

/**
 * The journal as a file on a local file system. One O_APPEND write per append; whoever's record comes first in the file has won, which
 * reading back from the old end shows. On a network file system two machines could both believe to be first, so it is refused there.
 */
export function localStore({path, place, disk, sleep, remote}: LocalOptions): StateStore {
  let cursor = newCursor()
  let isLocal = false
  /** The file's name is flushed, by this process. */
  let named = false

  const mustBeLocal = (): void => {
    if (!isLocal) refuseRemote(place, remote(path))
    isLocal = true
  }
  const replaced = () => damaged(place, cursor.count, 'another file was put in its place while this run was at work')
  const take = (text: string): readonly Line[] => {
    // Where the last line had no newline yet, the rest begins with it.
    const texts = (cursor.unfinished && text.startsWith('\n') ? text.slice(1) : text).split('\n')
    const lines = walk(cursor.chain, texts, cursor.count + 1)
    if (isDamage(lines)) throw spoilt(place, lines.line, lines.what)
    cursor.count += texts.length
    return lines
  }

  const passed = (bytes: Buffer): void => {
    cursor.end += bytes.length
    cursor.tail = Buffer.concat([cursor.tail, bytes]).subarray(-tailLength)
  }

  const readOn = async (): Promise<{lines: readonly Line[]; torn?: Torn}> => {
    for (let before = -1; ; ) {
      const found = await since()
      if (found === undefined) {
        if (cursor.end > 0) throw damaged(place, cursor.count, 'the file was there and is gone')
        return {lines: []}
      }
      const {bytes} = found
      if (cursor.file !== undefined && cursor.file !== found.identity) throw replaced()
      cursor.file = found.identity
      const whole = bytes.lastIndexOf(10) + 1
      const tail = bytes.toString('utf8', whole)
      // A last line without its newline is the journal's if it is whole: its sum says so.
      const complete = tail === '' || typeof readLine(tail) !== 'string'
      if (complete || bytes.length === before) {
        const upTo = complete ? bytes.length : whole
        const lines = upTo === 0 ? [] : take(bytes.toString('utf8', 0, complete && tail !== '' ? upTo : whole - 1))
        passed(bytes.subarray(0, upTo))
        if (upTo > 0) cursor.unfinished = complete && tail !== ''
        return complete ? {lines} : {lines, torn: {line: cursor.count + 1, bytes: bytes.length - whole}}
      }
      before = bytes.length
      await sleep(patience)
    }
  }

  /** What stands in the file behind what was read, and which file it is; undefined where there is none. */
  const since = async (): Promise<{readonly bytes: Buffer; readonly identity: string} | undefined> => {
    try {
      return await withFile(disk, path, 'read', async file => {
        const {isFile, size, identity} = await file.status()
        if (!isFile) throw unreadable(place, 'it is not a file')
        const {end, tail} = cursor
        if (size < end) throw damaged(place, undefined, 'became shorter while it was read')
        const bytes = await file.read(end - tail.length, size - end + tail.length)
        if (!bytes.subarray(0, tail.length).equals(tail)) throw replaced()
        return {bytes: bytes.subarray(tail.length), identity}
      })
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined
      throw unreadable(place, error)
    }
  }

  const append: StateStore['append'] = async (after, records) => {
    if (after !== lastSum(cursor.chain)) return 'overtaken'
    mustBeLocal()
    await endsWhole()
    const text = records.map(each => `${each.text}\n`).join('')
    const first = lastSeq(cursor.chain) === 0
    try {
      // Only the first record may make the file: a journal that was deleted in the middle of a run must not begin again.
      if (first) await makeStateFolder(disk, dirname(path))
      await withFile(disk, path, first ? 'begin' : 'append', file => writeTo(file, `${cursor.unfinished ? '\n' : ''}${text}`))
      if (!named) await lastingName(disk, path, 1)
      named = true
    } catch (error) {
      throw unwritable(place, error)
    }
    return firstAfter(records, text)
  }

  const writeTo = async (file: DiskFile, text: string): Promise<void> => {
    const {size, identity} = await file.status()
    if (cursor.file !== undefined && identity !== cursor.file) throw replaced()
    if (size < cursor.end) throw damaged(place, cursor.count, 'the file became shorter while this run was at work')
    const bytes = Buffer.from(text)
    if ((await file.write(bytes)) !== bytes.length) throw unwritable(place, 'the disk took only a part of the record')
    await file.flush()
    cursor.file = identity
  }

  /** Waits until what others have written since ends with a whole line: a record glued to a torn one could never be read again. */
  const endsWhole = async (): Promise<void> => {
    for (let waited = 0; ; waited += pace) {
      const bytes = (await since())?.bytes
      if (bytes === undefined || bytes.length === 0 || bytes.at(-1) === 10) return
      if (waited >= patience) throw tornStop(place, {line: cursor.count + 1, bytes: bytes.length})
      await sleep(pace)
    }
  }

  /** Reads back from the old end: the first record there that follows the last known one is the winner. */
  const firstAfter = async (records: readonly Sealed[], text: string): Promise<'appended' | 'overtaken'> => {
    const mine = records[0]?.line
    const back = (await since())?.bytes.toString('utf8') ?? ''
    const at = back.indexOf(text)
    // Everything before our bytes is whole, since appends come one after another: a piece of a line there was torn by a crash.
    if (at < 0 || (at > 0 && back[at - 1] !== '\n'))
      throw spoilt(place, cursor.count + 1, 'the record that was just written is not there whole')
    const overtaken = back
      .slice(0, at)
      .split('\n')
      .some(other => {
        const line = other === '' ? undefined : readLine(other)
        return typeof line === 'object' && line.seq === mine?.seq && line.prev === mine.prev
      })
    if (overtaken) return 'overtaken'
    take(back.slice(0, at + text.length - 1))
    passed(Buffer.from(back.slice(0, at + text.length)))
    cursor.unfinished = false
    return 'appended'
  }

  return {
    place,
    append,
    read: async from => {
      mustBeLocal()
      if (from <= lastSeq(cursor.chain)) cursor = newCursor(cursor.file)
      const {lines, torn} = await readOn()
      return {lines: lines.filter(({seq}) => seq >= from), ...(torn && {torn})}
    },
  }
}

const newCursor = (file?: string): Cursor => ({
  chain: newChain(),
  end: 0,
  count: 0,
  unfinished: false,
  file,
  tail: Buffer.alloc(0),
})

function refuseRemote(place: string, name: string | undefined): void {
  if (name === undefined) return
  throw stop(exit.state, {
    code: 'FW136',
    summary: 'The recorded state is on a network file system',
    detail: `${place} is on ${name}: two machines that append at once could both be told that they were first, and both would send.`,
    help: 'Keep the project on a disk of this machine.',
  })
}
