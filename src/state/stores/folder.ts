import {join} from 'node:path'
import {type Disk, isCode, withFile} from './disk.ts'

/** Makes the folder of recorded states. It keeps itself out of git: two journals can't be merged, and an old one sends again. */
export async function makeStateFolder(disk: Disk, folder: string): Promise<void> {
  await disk.makeFolder(folder)
  const path = join(folder, '.gitignore')
  try {
    await withFile(disk, path, 'read', async () => {})
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
    await withFile(disk, path, 'begin', async file => void (await file.write(Buffer.from('*\n'))))
  }
}
