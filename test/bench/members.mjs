// Member files of real panels' size: time against a floor that is measured beside it, and peak memory.
import {spawn, spawnSync} from 'node:child_process'
import {closeSync, mkdirSync, openSync, writeFileSync, writeSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {figure, ratio} from './rows.mjs'

const floor = join(dirname(fileURLToPath(import.meta.url)), 'floor.mjs')
const mebibyte = 1_048_576

/** Has Node tell at its end how much memory it had at most, in kibibytes. */
const tellsItsMemory = `process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS))`

export async function manyMembers({folder, env, cli}) {
  const [small, large] = [1_000_000, 5_000_000].map(count => ({count, cwd: projectOf(folder, count)}))
  const plan = (project, more = {}) => run([cli, 'plan'], project.cwd, {...env, ...more})
  const floorOf = project => run([floor, join(project.cwd, 'members/crm.csv')], project.cwd, env)
  const first = sideBySide(
    'plan of 1,000,000 new rows over the floor',
    () => plan(small),
    () => floorOf(small),
    2.5,
  )
  const grown = sideBySide(
    'plan of 5,000,000 new rows over 1,000,000',
    () => plan(large),
    () => plan(small),
    6,
  )
  const memory = [
    figure('peak memory at 1,000,000 rows', plan(small).peak / 1024, 'MiB', 350),
    figure('peak memory at 5,000,000 rows', plan(large).peak / 1024, 'MiB', 5 * 350),
  ]
  const panel = await posted(small.cwd, cli, env)
  const again = sideBySide(
    'plan of 1,000,000 recorded rows over the floor',
    () => plan(small, panel),
    () => floorOf(small),
    0.35,
  )
  return [first, grown, ...memory, again]
}

function projectOf(folder, count) {
  const cwd = join(folder, `members-${count}`)
  for (const name of ['campaigns', 'members']) mkdirSync(join(cwd, name), {recursive: true})
  writeFileSync(join(cwd, 'campaigns/crm.yaml'), 'members: {file: ../members/crm.csv}\n')
  writeFileSync(join(cwd, 'fieldwork.yaml'), 'limits: {callsPerMinute: 100000, allowance: 10000000, membersPerCall: 1000}\n')
  const file = openSync(join(cwd, 'members/crm.csv'), 'w')
  writeSync(file, 'emailAddress,firstName,lastName,zipCode\n')
  for (let from = 0; from < count; from += 10_000) {
    const rows = Array.from({length: 10_000}, (_, n) => from + n)
    writeSync(file, rows.map(n => `person${n}@example.org,First${n},Last${n},${n % 90000}\n`).join(''))
  }
  closeSync(file)
  return cwd
}

/** Posts everybody to a sandbox, so that the file is recorded; gives what chooses that panel. */
async function posted(cwd, cli, env) {
  const server = spawn(process.execPath, [cli, 'sandbox', '--port', '0', '--format', 'json'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const url = await new Promise(found => {
      let said = ''
      server.stdout.on('data', data => {
        said += data
        const [match] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
        if (match) found(match)
      })
    })
    const panel = {FIELDWORK_URL: url, QUESTIONPRO_API_KEY: 'sandbox-key'}
    const {status, stderr} = spawnSync(process.execPath, [cli, 'apply', '--yes', '-q'], {
      cwd,
      env: {...env, ...panel},
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) throw new Error(`apply ended with ${status}: ${stderr}`)
    return panel
  } finally {
    server.kill()
  }
}

function run(args, cwd, env) {
  const start = process.hrtime.bigint()
  const told = {...env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellsItsMemory)}`}
  const {status, stderr} = spawnSync(process.execPath, args, {
    cwd,
    env: told,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: mebibyte,
  })
  const took = Number(process.hrtime.bigint() - start) / 1e6
  const peak = /\npeak ([0-9]+)$/.exec(stderr.toString())?.[1]
  if (status !== 0 || peak === undefined) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return {took, peak: Number(peak)}
}

function sideBySide(name, one, other, bound, runs = 5) {
  const pairs = Array.from({length: runs}, () => [one().took, other().took])
  const [times, others] = [0, 1].map(side => pairs.map(pair => pair[side]))
  return ratio(name, times, others, bound)
}
