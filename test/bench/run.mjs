// Benchmarks: whole processes, the two sides in turn in one run, medians and their ratio. Exits 1 if a figure is over its bound.
import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {hostile} from './hostile.mjs'
import {manyMembers} from './members.mjs'
import {document, figure, median, ratio} from './rows.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const cli = join(here, '../../dist/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'fieldwork-bench-'))
const env = {...process.env, XDG_STATE_HOME: join(folder, 'memory'), FIELDWORK_URL: '', NO_COLOR: '1', CI: 'true'}

/** Has Node tell at its end what processor time it took, in milliseconds. */
const tellsItsTime = `process.on('exit', () => { const {user, system} = process.cpuUsage(); process.stderr.write('\\ntook ' + (user + system) / 1000) })`

try {
  const rows = [startup(), members(), await manyMembers({folder, env, cli}), campaigns(), rounds(), hostileFiles()].flat()
  document(rows)
  process.exitCode = rows.some(({over}) => over) ? 1 : 0
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

/** Four times the files, side by side: more than four times the time would be another order of growth. */
function campaigns() {
  const [few, many] = [1000, 4000].map(count => projectOf(`${count}-campaigns`, campaignsOf(count)))
  return ['validate', 'plan'].map(command =>
    compare(`${command} of 4,000 campaigns over 1,000`, [cli, command, '-C', many], [cli, command, '-C', few], {
      bound: 5,
      cwd: folder,
      runs: 9,
    }),
  )
}

function campaignsOf(count) {
  return Object.fromEntries(
    Array.from({length: count}, (_, n) => [
      `campaigns/c${n}.yaml`,
      `compose: {surveyID: ${n + 1}, templateID: 2}\nrecipients: {filter: ${n + 1}}\nschedule: {sendAt: 2031-12-01 09:00, closeAfter: 9d}\n`,
    ]),
  )
}

/** The same for rounds of one campaign: periods of a repeat to 200 people, and waves. */
function rounds() {
  const people = Array.from({length: 200}, (_, n) => `person${n}@example.com`).join(', ')
  const repeat = count =>
    `compose: {surveyID: 1, templateID: 2}\nrecipients: {emails: [${people}]}\nschedule: {sendAt: 2031-12-01 09:00, repeat: {every: day, count: ${count}}}\n`
  const waves = count =>
    `compose: {surveyID: 1, templateID: 2}\nrecipients: {filter: 1}\nwaves:\n${Array.from({length: count}, (_, n) => `  w${n}: {schedule: {sendAt: ${new Date(1.95e12 + n * 864e5).toISOString().slice(0, 10)} 09:00}}\n`).join('')}`
  const over = (name, make, [few, many]) => {
    const [small, large] = [few, many].map(count => projectOf(`${name}-${count}`, {'campaigns/one.yaml': make(count)}))
    return compare(`plan of ${many} ${name} over ${few}`, [cli, 'plan', '-C', large], [cli, 'plan', '-C', small], {
      bound: 5,
      cwd: folder,
      runs: 9,
    })
  }
  return [over('periods to 200 people', repeat, [250, 1000]), over('waves', waves, [750, 3000])]
}

/** What hostile files take of the two seconds that they may: counted is the processor's time, so that a busy machine is not their fault. */
function hostileFiles() {
  return Object.entries(hostile).map(([name, files], index) => {
    const cwd = projectOf(`hostile-${index}`, files)
    const took = median([1, 2, 3].map(() => processorTime([cli, 'validate'], cwd)))
    return figure(`validate: ${name}`, took, 'ms', 2000)
  })
}

function processorTime(args, cwd) {
  const timed = {...env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellsItsTime)}`}
  const {status, stderr} = spawnSync(process.execPath, args, {
    cwd,
    env: timed,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  })
  const took = /\ntook ([0-9.]+)$/.exec(stderr.toString())?.[1]
  if ((status !== 0 && status !== 3) || took === undefined) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return Number(took)
}

function projectOf(name, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), {recursive: true})
    writeFileSync(join(folder, name, path), text)
  }
  return join(folder, name)
}

/** Times two programs in turn, after two turns that aren't counted. */
function compare(name, a, b, {bound, cwd, runs}) {
  const [times, others] = [[], []]
  for (let run = -2; run < runs; run++) {
    const [mine, other] = [timed(a, cwd), timed(b, cwd)]
    if (run < 0) continue
    times.push(mine)
    others.push(other)
  }
  return ratio(name, times, others, bound)
}

function timed(args, cwd) {
  const start = process.hrtime.bigint()
  const {status, stderr} = spawnSync(process.execPath, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28})
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return Number(process.hrtime.bigint() - start) / 1e6
}
