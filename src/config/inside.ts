import {readdirSync, realpathSync} from 'node:fs'
import {dirname, isAbsolute, join, posix, relative, sep} from 'node:path'
import {nearest} from './suggest.ts'

/** Whether a path that counts from a folder leads out of it. */
export const isOutside = (path: string): boolean =>
  path === '..' || path.startsWith('../') || path.startsWith(`..${sep}`) || isAbsolute(path)

/** The name of a plain file in the same folder of the project that was probably meant. Links aren't offered: they could lead out. */
export function nearestFile(root: string, file: string): string | undefined {
  try {
    const folder = realpathSync(join(root, dirname(file)))
    if (isOutside(relative(realpathSync(root), folder))) return undefined
    const entries = readdirSync(folder, {withFileTypes: true})
    const names = entries.flatMap(entry => (entry.isFile() && !/^\.|\.ya?ml$/.test(entry.name) ? entry.name : [])).sort()
    const name = posix.basename(file)
    return names.find(other => other.startsWith(`${name}.`)) ?? nearest(name, names)
  } catch {
    return undefined
  }
}
