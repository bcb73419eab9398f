import {dirname} from 'node:path'
import {type Disk, isCode} from './disk.ts'

/**
 * Makes the name of a file last: its folder is flushed, and `above` more folders, each of which may be as new. Whoever made them may have been killed
 * before this, so that every process does it once for itself. Where the file system can't flush folders, names need no flush; a folder above that we
 * may not even read isn't ours to flush.
 */
export async function lastingName(disk: Disk, path: string, above: number): Promise<void> {
  for (let [folder, level] = [dirname(path), 0]; level <= above; [folder, level] = [dirname(folder), level + 1]) {
    try {
      await disk.flushFolder(folder)
    } catch (error) {
      if (!isCode(error, 'EINVAL', 'ENOTSUP', ...(level > 0 ? ['EACCES', 'EPERM'] : []))) throw error
    }
  }
}
