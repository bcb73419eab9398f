import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** Makes the folder of recorded states. It keeps itself out of git: two journals can't be merged, and an old one sends again. */
export function makeStateFolder(folder: string): void {
  mkdirSync(folder, {recursive: true})
  try {
    writeFileSync(join(folder, '.gitignore'), '*\n', {flag: 'wx'})
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
