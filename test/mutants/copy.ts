import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {changed, type Edit} from './mutant.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const copied = ['src', 'test', 'scripts', 'schemas', 'campaigns', 'docs', 'package.json', 'tsconfig.json', 'vitest.config.ts']

/** A copy of the project in a temporary folder, with a folder beside it for whatever its tests write. */
export interface Copy extends Disposable {
  readonly root: string
  readonly temporary: string
}

/** Copies the project and changes the copy. `ownProgram`: the built program is the copy's own, to be built anew there. */
export function copyOf(edits: readonly Edit[], ownProgram: boolean): Copy {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fieldwork-mutant-')))
  const copy: Copy = {
    root: join(folder, 'project'),
    temporary: join(folder, 'tmp'),
    [Symbol.dispose]: () => rmSync(folder, {recursive: true, force: true, maxRetries: 5}),
  }
  try {
    fill(copy, edits, ownProgram)
  } catch (error) {
    copy[Symbol.dispose]()
    throw error
  }
  return copy
}

function fill({root: to, temporary}: Copy, edits: readonly Edit[], ownProgram: boolean): void {
  mkdirSync(temporary)
  for (const name of copied) cpSync(join(root, name), join(to, name), {recursive: true})
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'))
  // The validators come from schemas/, which nobody changes: what has them already doesn't make them again.
  if (ownProgram) cpSync(join(root, 'dist'), join(to, 'dist'), {recursive: true})
  else symlinkSync(join(root, 'dist'), join(to, 'dist'))
  // What the tests need was installed before, or can't be.
  writeFileSync(join(to, 'test/setup/tools.ts'), 'export default (): void => {}\n')
  for (const edit of edits) {
    const path = join(to, edit.file)
    writeFileSync(path, changed(readFileSync(path, 'utf8'), edit))
  }
}

/** Whether a test drives the built program. */
export const drivesProgram = (file: string): boolean =>
  /support\/(panel|program)\.ts'/.test(readFileSync(join(root, file), 'utf8'))
