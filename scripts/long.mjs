// The long sweeps, whole: nothing is drawn. Their figures go into docs/reliability.md.
import {spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['simulation', 'crash', 'damage', 'faults', 'model', 'mutants', 'fuzz'].map(name => `test/${name}/`)
rmSync(new URL('../coverage/figures.jsonl', import.meta.url), {force: true})
const {status} = spawnSync('npx', ['vitest', 'run', ...(process.argv.length > 2 ? process.argv.slice(2) : folders)], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, FIELDWORK_LONG: '1'},
})
// Figures of a run that failed are no proof of anything.
const written =
  status === 0 ? spawnSync(process.execPath, ['scripts/reliability.mjs'], {cwd: root, stdio: 'inherit'}).status : status
process.exit(written ?? 1)
