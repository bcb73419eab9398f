import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join} from 'node:path'
import {isCode} from '../state/stores/disk.ts'
import {throughDraft} from './through-draft.ts'

/**
 * Puts a text in the place of a file in one step, with its mode, once it lasts on the disk. False where the file is no longer `before`:
 * somebody else is writing it. Throws the system's error; the file is whole then, the old one or the new one. `suffix` makes the draft's name its own.
 */
export function replaceFile(path: string, before: Uint8Array, after: string, suffix: string): boolean {
  // A file that may not be written is left alone, though its folder would allow to put another one in its place.
  accessSync(path, constants.W_OK)
  const folder = dirname(path)
  const draft = join(folder, `.fieldwork-${suffix}.new`)
  const done = throughDraft(path, {
    path: draft,
    mode: 0o600,
    fill: fd => writeLike(path, fd, after),
    may: () => readFileSync(path).equals(before),
  })
  if (done) flushFolder(folder)
  return done
}

/** Writes a text with the mode and, where that is allowed, the owner of a file, and makes it last. */
function writeLike(path: string, fd: number, text: string): void {
  const {mode, uid, gid} = statSync(path)
  writeFileSync(fd, text)
  try {
    fchownSync(fd, uid, gid)
  } catch (error) {
    // Only root may give a file away: whoever else writes it owns it.
    if (!isCode(error, 'EPERM')) throw error
  }
  fchmodSync(fd, mode & 0o7777)
  fsyncSync(fd)
}

function flushFolder(folder: string): void {
  const fd = openSync(folder, constants.O_RDONLY)
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
