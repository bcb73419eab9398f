import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'

/** How a file is opened. `append` needs it to be there; `begin` makes it where it isn't; `replace` empties it. */
export type Opening = 'read' | 'append' | 'begin' | 'replace'

/**
 * The file system as recorded state uses it: few calls, each of which may fail with the system's own error (`code`), and nothing that is
 * written lasts before it is flushed. Injected, so that a simulated one can lose, tear and refuse what a real one might.
 */
export interface Disk {
  open(path: string, how: Opening): Promise<DiskFile>
  /** Makes a folder and those above it, for its user alone. */
  makeFolder(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Makes the names in a folder last. */
  flushFolder(path: string): Promise<void>
}

/** An open file. */
export interface DiskFile {
  status(): Promise<{readonly isFile: boolean; readonly size: number; readonly identity: string}>
  /** The bytes from `from` on, up to `length` of them. */
  read(from: number, length: number): Promise<Buffer>
  /** One write; gives how many bytes the system took. */
  write(bytes: Uint8Array): Promise<number>
  /** Makes what was written last. */
  flush(): Promise<void>
  close(): Promise<void>
}

const flags: Readonly<Record<Opening, number>> = {
  // A pipe in the place of a file must not keep us waiting.
  read: constants.O_RDONLY | constants.O_NONBLOCK,
  append: constants.O_RDWR | constants.O_APPEND,
  begin: constants.O_RDWR | constants.O_APPEND | constants.O_CREAT,
  replace: constants.O_WRONLY | constants.O_TRUNC | constants.O_CREAT,
}

/** The file system of this machine. The calls are the synchronous ones: a record is small, and nothing else is to happen meanwhile. */
export const systemDisk: Disk = {
  open: async (path, how) => fileOf(openSync(path, flags[how], 0o600)),
  makeFolder: async path => void mkdirSync(path, {recursive: true, mode: 0o700}),
  rename: async (from, to) => renameSync(from, to),
  flushFolder: async path => {
    const fd = openSync(path, constants.O_RDONLY)
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  },
}

const fileOf = (fd: number): DiskFile => ({
  status: async () => {
    const status = fstatSync(fd)
    return {isFile: status.isFile(), size: status.size, identity: `${status.dev}:${status.ino}`}
  },
  read: async (from, length) => readWhole(fd, from, length),
  write: async bytes => writeSync(fd, bytes),
  flush: async () => fdatasyncSync(fd),
  close: async () => closeSync(fd),
})

function readWhole(fd: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const more = readSync(fd, bytes, read, length - read, from + read)
    if (more === 0) break
    read += more
  }
  return bytes.subarray(0, read)
}

/** Runs `work` with a file and closes it, whatever happens. */
export async function withFile<T>(disk: Disk, path: string, how: Opening, work: (file: DiskFile) => Promise<T>): Promise<T> {
  const file = await disk.open(path, how)
  try {
    return await work(file)
  } finally {
    await file.close()
  }
}

/** The whole text of a file; undefined where there is none. */
export async function textOf(disk: Disk, path: string): Promise<string | undefined> {
  try {
    return await withFile(disk, path, 'read', async file => String(await file.read(0, (await file.status()).size)))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whether the system refused for just this reason. */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
