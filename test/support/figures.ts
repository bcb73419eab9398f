import {appendFileSync, mkdirSync} from 'node:fs'
import {dirname} from 'node:path'
import {fileURLToPath} from 'node:url'
import {long} from './long.ts'

const path = fileURLToPath(new URL('../../coverage/figures.jsonl', import.meta.url))

/**
 * Keeps figures that a long run has counted, for docs/reliability.md: `sweep` names the sweep, each figure has a name and a value.
 * A short run keeps nothing.
 */
export function figures(sweep: string, counted: Readonly<Record<string, number | string>>): void {
  if (!long) return
  mkdirSync(dirname(path), {recursive: true})
  appendFileSync(path, `${JSON.stringify({sweep, counted})}\n`)
}
