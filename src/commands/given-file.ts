import {closeSync, openSync, readSync} from 'node:fs'

const chunk = 65_536

/** The bytes of a file that an option or argument names; a pipe will do. Throws the system's error, or one in words where it is larger than `largest` bytes. */
export function givenFile(path: string, largest: number): Buffer {
  const fd = openSync(path, 'r')
  try {
    const parts: Buffer[] = []
    for (let size = 0; ; ) {
      const part = Buffer.alloc(chunk)
      const read = readSync(fd, part, 0, chunk, null)
      if (read === 0) return Buffer.concat(parts)
      size += read
      if (size > largest) throw new Error(`it is larger than ${largest / 1_048_576} MiB`)
      parts.push(part.subarray(0, read))
    }
  } finally {
    closeSync(fd)
  }
}
