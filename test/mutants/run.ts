import {spawn} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import type {Copy} from './copy.ts'
import type {NamedTest} from './mutant.ts'
import type {Report} from './reporter.ts'

/** A copy that takes longer has come to no end: milliseconds. */
const patience = 600_000
const reporter = fileURLToPath(new URL('./reporter.ts', import.meta.url))

/** Runs just these tests in a copy. Where it came to no report: in words what it said. */
export async function runTests(copy: Copy, tests: readonly NamedTest[]): Promise<Report | string> {
  const report = join(copy.temporary, 'report.json')
  const files = [...new Set(tests.map(({file}) => file))]
  const names = [...new Set(tests.map(({test}) => test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))]
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
    '--testNamePattern',
    `^(${names.join('|')})$`,
    '--reporter',
    reporter,
    '--maxWorkers=1',
    `--testTimeout=${patience / 2}`,
  ]
  const said = await ran(copy, args, {MUTANT_REPORT: report})
  return existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : said
}

/** Builds the program of a copy. Gives what went wrong, or an empty text. */
export async function build(copy: Copy): Promise<string> {
  return ran(copy, ['scripts/build.mjs'], {})
}

/** Only what a machine needs to run a program: nothing of the run of vitest, or of the long run, that this one is a part of. */
const plainEnv = ({temporary}: Copy): NodeJS.ProcessEnv => {
  const {PATH, HOME, LANG, TZ} = process.env
  // So many lives are enough to meet what these mutants do wrong; the simulation ends with the first failure.
  return {PATH, HOME, LANG, TZ, CI: 'true', TMPDIR: temporary, SIM_RUNS: '100'}
}

/** Runs node in a copy, with a process group of its own: what hangs is ended with all that it has started. Gives what it said on stderr. */
function ran(copy: Copy, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: copy.root,
      env: {...plainEnv(copy), ...env},
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said: string[] = []
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const end = setTimeout(() => {
      said.push(`it had not ended after ${patience / 1000} s`)
      kill()
    }, patience)
    process.once('exit', kill)
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(end)
      process.off('exit', kill)
      resolve(said.join(''))
    })
  })
}
