import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {drawn} from '../support/long.ts'
import {cli} from '../support/program.ts'
import {fiveMembers, surveyOf, threeBatches} from './campaigns.ts'
import {canaryKey, canaryPeople, tracesIn} from './canary.ts'
import {limits} from './case.ts'
import {settle} from './desk.ts'
import {faults} from './faults.ts'
import {type Trial, trial} from './trial.ts'

const everything = {...threeBatches, ...fiveMembers, 'fieldwork.yaml': limits()}
const [ada] = canaryPeople

test('what is looked for is found in every form that it may take', () => {
  const json = JSON.stringify({key: canaryKey})
  const forms = [
    canaryKey,
    canaryKey.toUpperCase(),
    json,
    encodeURIComponent(ada),
    Buffer.from(`user:${canaryKey}`).toString('base64'),
    Buffer.from(`to ${ada}`).toString('base64'),
    Buffer.from(ada).toString('hex'),
    [...canaryKey].reverse().join(''),
    canaryKey.slice(0, 20),
    Buffer.from(json, 'utf16le').toString('latin1'),
  ]
  expect(forms.filter(form => tracesIn(form).length === 0)).toEqual([])
  expect(tracesIn('key [key] to [address], 5ec7 perch')).toEqual([])
})

describe.concurrent('NODE_DEBUG', () => {
  test.each(['http', 'HTTP', 'net', 'undici', 'fetch', 'tls,http', 'stream', '*', 'h*p'])(
    '%s: exit 3, no connection',
    async value => {
      await using at = await trial(everything)
      for (const args of [
        ['apply', '--yes'],
        ['apply', '--yes', '-v', '--format', 'json'],
      ])
        expect((await at.run(args, {NODE_DEBUG: value})).code).toBe(3)
      expect({connections: at.server.connections(), traces: at.traces()}).toEqual({connections: 0, traces: []})
    },
  )

  test('neither is a batch read under it, nor a doubt settled', async () => {
    await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
    await at.server.arm(faults['lost-answer'], 'batches', 2, 0)
    expect((await at.run(['apply', '--yes'])).code).toBe(4)
    const before = at.server.connections()
    const debug = {NODE_DEBUG: 'http'}
    expect((await at.run(['status', '--refresh'], debug)).code).toBe(3)
    expect((await at.run(['resolve', 'b/', '--batch-id', '1401'], debug)).code).toBe(3)
    expect({connections: at.server.connections() - before, traces: at.traces()}).toEqual({connections: 0, traces: []})
  })

  test('what it may show all the same holds no key', async () => {
    await using at = await trial({
      ...everything,
      'fieldwork.yaml': `${limits()}panels:\n  default: {apiKey: {command: [cat, key.txt]}}\n`,
    })
    at.project.write('key.txt', canaryKey)
    const {code} = await at.run(['apply', '--yes', '-v'], {NODE_DEBUG: 'child_process,fs,timer,module,worker'})
    expect([code, at.traces().filter(trace => !trace.startsWith('project/key.txt'))]).toEqual([3, []])
  })
})

describe.concurrent('the program ends badly', () => {
  /** A flaw in a place that nobody foresaw, with all secrets in its message. */
  const flaw = (where: string): string => `import net from 'node:net'
const boom = () => { throw new RangeError('boom ${canaryKey} ${ada}') }
const {_write: write} = net.Socket.prototype
const onWrite = act => {
  const patched = function (...rest) {
    if (this.remoteAddress) act()
    return write.apply(this, rest)
  }
  net.Socket.prototype._write = patched
  net.Socket.prototype._writev = null
}
${where}
`
  test.each([
    ['while it connects', 'net.Socket.prototype.setNoDelay = boom'],
    ['while it writes', 'onWrite(boom)'],
    ['outside of every promise', 'onWrite(() => setImmediate(boom))'],
    ['while it sums up', 'process.stdout.write = text => { if (/created/.test(text)) boom() }'],
  ])('by a flaw %s', async (_, where) => {
    await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
    writeFileSync(`${at.project.root}/../flaw.mjs`, flaw(where))
    const env = {NODE_OPTIONS: `--report-uncaught-exception --import ${at.project.root}/../flaw.mjs`}
    const {code} = await at.run(['apply', '--yes', '-v'], env)
    expect([1, 4, 5]).toContain(code)
    expect(at.traces().filter(trace => !trace.startsWith('flaw.mjs'))).toEqual([])
    await allOnce(at)
  })

  test.each(drawn([1, 2, 3, 4, 5, 6, 8, 10, 12], 4))('because no file may be longer than %i KiB', async kib => {
    await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
    const {code} = await shell(at, `ulimit -f ${kib}; exec "$NODE" "$CLI" apply --yes -v`)
    expect([0, 4, 7]).toContain(code)
    // The last record may have been cut in the middle.
    expect((await at.run(['state', 'mend', '--yes'])).code).toBe(0)
    await allOnce(at)
  })

  test('because there is no room for what it has to remember', async () => {
    await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
    expect((await at.run(['apply', '--yes', '-v'], {XDG_STATE_HOME: '/dev/null/x'})).code).toBe(7)
    at.project.write('.fieldwork', 'in the way')
    expect((await at.run(['apply', '--yes', '-v'])).code).toBe(7)
    expect({connections: at.server.heard('batches'), traces: at.traces()}).toEqual({connections: 0, traces: []})
  })

  test.each([['SIGTERM'], ['SIGINT', 'SIGINT'], ['SIGTERM', 'SIGTERM'], ['SIGKILL'], ['SIGHUP'], ['SIGABRT']] as const)(
    'by %s %s',
    async (...signals) => {
      await using at = await trial({...threeBatches, 'fieldwork.yaml': limits('3s')})
      await at.server.arm(faults['hang-after'], 'batches', 2, 1)
      const {child, ended} = at.project.start(['apply', '--yes', '-v'])
      while (at.server.heard('batches') < 2) await new Promise(resolve => setTimeout(resolve, 20))
      for (const signal of signals) {
        child.kill(signal)
        await new Promise(resolve => setTimeout(resolve, 100))
      }
      const {out, err} = await ended
      await at.server.calm()
      expect([...tracesIn(out + err), ...at.traces()]).toEqual([])
      await allOnce(at)
    },
  )

  test('because nobody reads what it prints', async () => {
    await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
    await shell(at, '"$NODE" "$CLI" apply --yes -v 2>&1 | true')
    expect(at.traces()).toEqual([])
    await allOnce(at)
  })
})

describe.concurrent('mistakes', () => {
  test.each([
    ['an address that is none', {'campaigns/a.yaml': `compose: {surveyID: 7, templateID: 1}\nrecipients: {email: "${ada} x"}\n`}],
    [
      'a key beside it',
      {'campaigns/a.yaml': `compose: {surveyID: 7, templateID: 1}\nrecipients:\n  mail: ${ada}\n  email: ${ada}\n`},
    ],
    ['two kinds', {'campaigns/a.yaml': `compose: {surveyID: 7, templateID: 1}\nrecipients: {email: ${ada}, filter: 3}\n`}],
    ['no YAML', {'campaigns/a.yaml': `recipients: {email: ${ada}\n- x\n`}],
    ['an address as a key', {'campaigns/a.yaml': `compose: {surveyID: 7, templateID: 1}\nrecipients: {${ada}: 1}\n`}],
    ['a short row', {'members/m.csv': `emailAddress,firstName\n${ada}\n`}],
    ['an address twice', {'members/m.csv': `emailAddress\n${ada}\n${ada.toUpperCase()}\n`}],
    ['an address in the head', {'members/m.csv': `${ada},firstName\nx,y\n`}],
    ['an address where a number belongs', {'members/m.csv': `emailAddress,statusType\n${ada},${ada}\n`}],
  ])('%s', async (what, files: Readonly<Record<string, string>>) => {
    await using at = await trial({...everything, ...files})
    for (const command of ['validate', 'plan']) {
      const {code, out, err} = await at.run([command, ...(command === 'plan' ? ['--format', 'json'] : ['-v'])])
      expect({code, told: out + err !== ''}).toEqual({code: what === 'an address twice' ? 0 : 3, told: true})
    }
    expect({connections: at.server.connections(), traces: at.traces()}).toEqual({connections: 0, traces: []})
  })

  test('reasons, URLs and a wrong file for the key', async () => {
    await using at = await trial(everything)
    const reason = `because ${ada} and ${canaryKey} said so`
    await at.run(['halt', '--reason', reason, '-v'])
    await at.run(['plan', '-v', '--out', 'plan.json'])
    await at.run(['plan', '--url', `https://user:${canaryKey}@host.example?apiKey=${canaryKey}`, '-v'])
    await at.run(['apply', '--yes', '-v'])
    expect({connections: at.server.connections(), traces: at.traces()}).toEqual({connections: 0, traces: []})
  })
})

test('a rehearsal, a saved plan, and the days after it', async () => {
  await using at = await trial(everything)
  for (const args of [
    ['rehearse', '-v'],
    ['rehearse', '--format', 'json'],
    ['plan', '--out', 'plan.json', '-v'],
    ['plan', '--format', 'json'],
    ['apply', 'plan.json', '--yes', '-v', '--format', 'json'],
    ['status', '--refresh', '-v'],
    ['doubts', '-v'],
    ['plan', '-v'],
  ])
    expect([args, (await at.run(args)).code]).toEqual([args, 0])
  expect(at.traces()).toEqual([])
})

/** Whatever has happened: an operator settles what is in doubt, and in the end each of the three is there, once. */
async function allOnce(at: Trial): Promise<void> {
  const codes: (number | null)[] = []
  for (let tries = 0; tries < 2; tries++) {
    codes.push(...(await settle(at, surveyOf)))
    codes.push((await at.run(['apply', '--yes'])).code)
  }
  const made = [7, 8, 9].map(survey => at.server.memory.batches.filter(({surveyID}) => surveyID === survey).length)
  expect({last: codes.at(-1), made, traces: at.traces().filter(trace => !trace.startsWith('flaw.mjs'))}).toEqual({
    last: 0,
    made: [1, 1, 1],
    traces: [],
  })
}

/** Runs a line of the shell in the project, with the program at hand. */
async function shell(at: Trial, line: string): Promise<{readonly code: number | null}> {
  const child = spawn('bash', ['-c', line], {
    cwd: at.project.root,
    env: {
      PATH: process.env.PATH,
      HOME: fileURLToPath(new URL(`file://${at.project.root}/..`)),
      XDG_STATE_HOME: at.project.memory,
      FIELDWORK_URL: at.server.url,
      QUESTIONPRO_API_KEY: canaryKey,
      NODE: process.execPath,
      CLI: cli,
    },
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  expect(tracesIn(Buffer.concat(printed))).toEqual([])
  return {code}
}
