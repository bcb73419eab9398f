// Benchmarks: whole processes, the two sides in turn in one run, medians and their ratio. Exits 1 if a ratio is over its bound.
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const cli = join(here, '../../dist/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'fieldwork-bench-'))
const env = {...process.env, XDG_STATE_HOME: join(folder, 'memory'), FIELDWORK_URL: '', NO_COLOR: '1', CI: 'true'}

try {
  const failed = [startup(), members()].flat().filter(({ratio, bound}) => ratio > bound)
  process.exitCode = failed.length > 0 ? 1 : 0
} finally {
  rmSync(folder, {recursive: true, force: true})
}

function startup() {
  const project = projectOf('one', {
    'campaigns/pilot.yaml':
      'campaign: pilot\nmembers: [{emailAddress: ada@example.com}]\ncompose: {surveyID: 1, templateID: 2}\nrecipients: {email: ada@example.com}\nschedule: {closeAt: 2031-12-10 13:43, timeZone: America/New_York}\n',
  })
  const bare = join(folder, 'bare.mjs')
  writeFileSync(bare, '')
  const over = (name, args, bound) => compare(name, [cli, ...args], [bare], {bound, cwd: project, runs: 41})
  return [
    over('--version over bare node', ['--version'], 1.5),
    over('validate over bare node', ['validate'], 2.2),
    over('plan over bare node', ['plan'], 2.6),
  ]
}

function members() {
  const count = 100_000
  const rows = Array.from({length: count}, (_, index) => `person${index}@example.org,First${index},Last${index},${index % 90000}`)
  const project = projectOf('many', {
    'campaigns/crm.yaml': 'members: {file: ../members/crm.csv}\n',
    'members/crm.csv': `emailAddress,firstName,lastName,zipCode\n${rows.join('\n')}\n`,
  })
  return [
    compare(
      'plan of 100,000 members over the floor',
      [cli, 'plan'],
      [join(here, 'floor.mjs'), join(project, 'members/crm.csv')],
      {bound: 2.5, cwd: project, runs: 15},
    ),
  ]
}

function projectOf(name, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), {recursive: true})
    writeFileSync(join(folder, name, path), text)
  }
  return join(folder, name)
}

/** Times two programs in turn and prints both medians and the median of the ratios of neighbours. */
function compare(name, a, b, {bound, cwd, runs}) {
  const [times, others] = [[], []]
  for (let run = -2; run < runs; run++) {
    const [mine, other] = [timed(a, cwd), timed(b, cwd)]
    if (run < 0) continue
    times.push(mine)
    others.push(other)
  }
  const ratio = median(times) / median(others)
  console.log(
    `${name.padEnd(40)} ${median(times).toFixed(0).padStart(6)} ms ${median(others).toFixed(0).padStart(6)} ms   ${ratio.toFixed(2)} × (bound ${bound} ×)${ratio > bound ? '  OVER' : ''}`,
  )
  return {ratio, bound}
}

function timed(args, cwd) {
  const start = process.hrtime.bigint()
  const {status, stderr} = spawnSync(process.execPath, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28})
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return Number(process.hrtime.bigint() - start) / 1e6
}

function median(numbers) {
  return [...numbers].sort((x, y) => x - y)[numbers.length >> 1]
}
