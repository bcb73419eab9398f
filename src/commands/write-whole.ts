import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {basename} from 'node:path'
import {exit, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'

/** Puts a text in a file's place whole: whoever reads it meanwhile, or after a crash, finds the old one or the new one. Throws `Stop` (64). */
export function writeWhole(path: string, text: string, chance: string): void {
  const draft = `${path}.${chance}.new`
  try {
    const handle = openSync(draft, 'wx', 0o644)
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, {force: true})
    throw stop(
      exit.usage,
      {
        code: 'FW188',
        summary: 'A file can not be written',
        detail: `${basename(path)}: ${reasonOf(error)}.`,
        help: 'Check the permissions and the space of the folder. The file is as it was.',
      },
      error,
    )
  }
}
