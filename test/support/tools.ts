import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'

/** A program beside Node that some tests drive. */
export type Tool = 'strace' | 'spin' | 'gcc' | 'zsh' | 'fish'

/** Whether a program is on the path. */
export function hasTool(name: Tool | 'apt-get' | 'bash'): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
