import {dirname} from 'node:path'
import type {Disk, DiskFile} from '../../src/state/stores/disk.ts'
import type {Process, Timeline} from './timeline.ts'

/** A file: what every process sees, and what would be left of it if the power went now. */
interface Inode {
  readonly identity: string
  bytes: Buffer<ArrayBufferLike>
  durable: Buffer<ArrayBufferLike>
  /** Writes since the last flush. */
  pending: {readonly from: number; readonly bytes: Buffer}[]
}

/** The disk of a simulated machine. */
export interface SimulatedDisk {
  of(process: Process): Disk
  read(path: string): Buffer | undefined
  /** Puts a file there at once and for good: what a person does. */
  put(path: string, bytes: Buffer): void
  /** What stands under a name, to be put back later as the very same file. */
  take(path: string): () => void
  /** The power goes: what wasn't flushed is kept, dropped or torn, each write as chance has it. */
  lose(random: () => number): void
}

export function createDisk(timeline: Timeline): SimulatedDisk {
  let names = new Map<string, Inode>()
  const durableNames = new Map<string, Inode>()
  let number = 0
  const inode = (bytes: Buffer<ArrayBufferLike> = Buffer.alloc(0)): Inode => ({
    identity: `1:${++number}`,
    bytes,
    durable: bytes,
    pending: [],
  })

  const before = async (process: Process, what: string): Promise<void> => {
    await timeline.step(process, what)
    if (process.fate.errno?.at === process.steps) {
      timeline.note(process, `${what} fails: ${process.fate.errno.code}`)
      throw Object.assign(new Error('the simulated disk'), {code: process.fate.errno.code})
    }
  }
  const opened = (process: Process, path: string, file: Inode): DiskFile => ({
    status: async () => ({isFile: true, size: file.bytes.length, identity: file.identity}),
    read: async (from, length) => {
      await before(process, `read ${path}`)
      return Buffer.from(file.bytes.subarray(from, from + length))
    },
    write: async bytes => {
      const short = process.fate.errno?.code === 'SHORT' && process.fate.errno.at === process.steps + 1
      if (short) await timeline.step(process, `write ${path}, cut short`)
      else await before(process, `write ${path}`)
      const part = Buffer.from(short ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes)
      file.pending.push({from: file.bytes.length, bytes: part})
      file.bytes = Buffer.concat([file.bytes, part])
      return part.length
    },
    flush: async () => {
      await before(process, `flush ${path}`)
      file.durable = file.bytes
      file.pending = []
    },
    close: async () => {},
  })
  return {
    of: process => ({
      open: async (path, how) => {
        await before(process, `open ${path} to ${how}`)
        let file = names.get(path)
        if (!file && (how === 'begin' || how === 'replace')) {
          file = inode()
          names.set(path, file)
        }
        if (!file) throw Object.assign(new Error('no such file'), {code: 'ENOENT'})
        if (how === 'replace') file.bytes = Buffer.alloc(0)
        return opened(process, path, file)
      },
      makeFolder: async () => {},
      rename: async (from, to) => {
        await before(process, `rename ${from}`)
        const file = names.get(from)
        if (!file) throw Object.assign(new Error('no such file'), {code: 'ENOENT'})
        names.delete(from)
        names.set(to, file)
      },
      flushFolder: async path => {
        await before(process, `flush the folder ${path}`)
        for (const [name, file] of names) if (dirname(name) === path) durableNames.set(name, file)
        for (const name of durableNames.keys()) if (dirname(name) === path && !names.has(name)) durableNames.delete(name)
      },
    }),
    read: path => names.get(path)?.bytes,
    put: (path, bytes) => {
      const file = inode(bytes)
      names.set(path, file)
      durableNames.set(path, file)
    },
    take: path => {
      const file = names.get(path)
      return () => {
        if (!file) return
        names.set(path, file)
        durableNames.set(path, file)
      }
    },
    lose: random => {
      for (const [name, file] of names) if (durableNames.get(name) !== file && random() < 0.5) durableNames.set(name, file)
      names = new Map(durableNames)
      for (const file of new Set(names.values())) {
        file.bytes = left(file, random)
        file.durable = file.bytes
        file.pending = []
      }
    },
  }
}

/** What is left of a file: of each write that wasn't flushed all, nothing, or a piece; what comes after a hole stands behind zeros. */
function left({durable, pending}: Inode, random: () => number): Buffer {
  let bytes: Buffer<ArrayBufferLike> = durable
  for (const {from, bytes: written} of pending) {
    const chance = random()
    const kept = chance < 0.4 ? written : chance < 0.7 ? written.subarray(0, Math.floor(random() * written.length)) : undefined
    if (!kept || kept.length === 0) continue
    const hole = Buffer.alloc(Math.max(0, from - bytes.length))
    bytes = Buffer.concat([bytes.subarray(0, from), hole, kept])
  }
  return bytes
}
