import type {Disk} from '../../src/state/stores/disk.ts'

/** A disk in memory on which everything goes well, for cases by the thousand. */
export function memoryDisk(files: ReadonlyMap<string, Buffer>): Disk {
  const contents = new Map(files)
  return {
    open: async (path, how) => {
      if (how === 'replace' || (how === 'begin' && !contents.has(path))) contents.set(path, Buffer.alloc(0))
      if (!contents.has(path)) throw Object.assign(new Error('no such file'), {code: 'ENOENT'})
      const bytes = (): Buffer => contents.get(path) ?? Buffer.alloc(0)
      return {
        status: async () => ({isFile: true, size: bytes().length, identity: path}),
        read: async (from, length) => bytes().subarray(from, from + length),
        write: async more => {
          contents.set(path, Buffer.concat([bytes(), more]))
          return more.length
        },
        flush: async () => {},
        close: async () => {},
      }
    },
    makeFolder: async () => {},
    rename: async () => {},
    flushFolder: async () => {},
  }
}
