import {createHmac} from 'node:crypto'
import {closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync} from 'node:fs'
import {dirname} from 'node:path'
import {uncounted} from './uncounted.ts'

/** Fewest bytes that make a salt. */
const least = 16

/**
 * A name for a key at a server, the same for all processes of the machine: 32 hexadecimal digits of an HMAC under a salt that never leaves the machine,
 * so that who sees the name can't check a guess of the key. Makes the salt (`salt` is its path, `random` gives hexadecimal digits) where there is none.
 */
export function fingerprint(salt: string, random: (bytes: number) => string, origin: string, key: string): string {
  const bytes = saltAt(salt) ?? newSalt(salt, random)
  return createHmac('sha256', bytes).update(`fieldwork rate\n${origin}\n${key}`).digest('hex').slice(0, 32)
}

function saltAt(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path)
    if (bytes.length >= least) return bytes
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw uncounted(path, error)
  }
  throw uncounted(path, 'it is cut off. Remove it while no run is at work')
}

/** The first one to make it wins. It appears whole or not at all, and is flushed: a power cut must not leave half of it. */
function newSalt(path: string, random: (bytes: number) => string): Buffer {
  const [draft, salt] = [`${path}.${random(8)}`, random(32)]
  try {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    writeFlushed(draft, salt)
    publish(draft, path, salt)
  } catch (error) {
    throw codeOf(error) === undefined ? error : uncounted(path, error)
  } finally {
    rmSync(draft, {force: true})
  }
  const bytes = saltAt(path)
  if (!bytes) throw uncounted(path, 'it was taken away again')
  return bytes
}

function publish(draft: string, path: string, salt: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    // A file system without hard links.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error
    writeFlushed(path, salt)
  }
}

function writeFlushed(path: string, text: string): void {
  const fd = openSync(path, 'wx', 0o600)
  try {
    if (writeSync(fd, text) !== text.length) throw uncounted(path, 'the disk took only a part of it')
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && error.name !== 'Stop' && 'code' in error ? String(error.code) : undefined
