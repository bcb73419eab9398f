import {fsyncSync, writeFileSync} from 'node:fs'
import {basename} from 'node:path'
import {exit, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {throughDraft} from './through-draft.ts'

/** Puts a text in a file's place whole: whoever reads it meanwhile, or after a crash, finds the old one or the new one. Throws `Stop` (64). */
export function writeWhole(path: string, text: string, chance: string): void {
  const fill = (fd: number): void => {
    writeFileSync(fd, text)
    fsyncSync(fd)
  }
  try {
    throughDraft(path, {path: `${path}.${chance}.new`, mode: 0o644, fill})
  } catch (error) {
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
