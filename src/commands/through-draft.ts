import {closeSync, openSync, renameSync, rmSync} from 'node:fs'

/** What is put in a file's place, and by which way. */
export interface Draft {
  /** The file beside it that is written first. It must not be there yet. */
  readonly path: string
  readonly mode: number
  /** Writes all of it, and makes it last. */
  readonly fill: (fd: number) => void
  /** Asked right before the old file goes. */
  readonly may?: () => boolean
}

/**
 * Puts a draft in a file's place in one step: whoever reads the file meanwhile, or after a crash, finds the old one or the new one, whole.
 * False where it may not. Throws the system's error; the draft is gone then too.
 */
export function throughDraft(target: string, {path, mode, fill, may = () => true}: Draft): boolean {
  const fd = openSync(path, 'wx', mode)
  try {
    try {
      fill(fd)
    } finally {
      closeSync(fd)
    }
    if (!may()) return false
    renameSync(path, target)
    return true
  } finally {
    rmSync(path, {force: true})
  }
}
