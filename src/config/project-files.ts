import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs'
import {join, relative} from 'node:path'
import {bad, type Checked, type Diagnostic, good, type Span} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import {isCode, leaves, linkedFolder, reasonOf, top, unreadable, whyNotPlain} from './file-mistakes.ts'
import {isOutside} from './inside.ts'

/** The project's own file, in its folder. */
export const projectFile = 'fieldwork.yaml'
const campaignFolder = 'campaigns'

/** All campaign files, by path. A folder that is a link isn't followed: it could lead anywhere, or round in circles. */
export function campaignFiles(root: string, diagnostics: Diagnostic[]): readonly string[] {
  const folders = [campaignFolder]
  const files: string[] = []
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(root, folder, diagnostics)) {
      const path = `${folder}/${entry.name}`
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory() && !/\.ya?ml$/.test(entry.name)) folders.push(path)
      else if (/\.ya?ml$/.test(entry.name)) files.push(path)
      else if (entry.isSymbolicLink() && isFolder(join(root, path))) diagnostics.push(linkedFolder(path))
    }
  }
  return files.sort()
}

function entriesOf(root: string, folder: string, diagnostics: Diagnostic[]) {
  try {
    return readdirSync(join(root, folder), {withFileTypes: true})
  } catch (error) {
    if (!(folder === campaignFolder && isCode(error, 'ENOENT')))
      diagnostics.push(unreadable(folder, top(folder), reasonOf(error)))
    return []
  }
}

/** The bytes of a plain file inside the project. */
export function bytesAt(root: string, file: string, largest: number, span: Span): Checked<Buffer> {
  const path = pathAt(root, file, largest, span)
  if (!path.ok) return path
  try {
    return good(readFileSync(path.value))
  } catch (error) {
    return bad([unreadable(file, span, reasonOf(error))])
  }
}

/** The path of a plain file inside the project. A pipe or a device is never opened: reading it could wait for ever. */
export function pathAt(root: string, file: string, largest: number, span: Span): Checked<string> {
  try {
    const path = realpathSync(join(root, file))
    if (isOutside(relative(realpathSync(root), path))) return bad([leaves(file, span)])
    const stats = statSync(path)
    const wrong = whyNotPlain(stats, largest)
    return wrong ? bad([mistake(stats.isFile() ? 'FW002' : 'FW001', {span, ...wrong})]) : good(path)
  } catch (error) {
    return bad([unreadable(file, span, reasonOf(error))])
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
