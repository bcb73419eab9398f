import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, rmSync} from 'node:fs'
import {createServer, request} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'
import {expect, test} from 'vitest'
import {startSandbox} from '../../src/sandbox/server.ts'
import {figures} from '../support/figures.ts'
import {long, randomness, seed} from '../support/long.ts'
import {toFilter} from '../support/panel.ts'
import {testProject} from '../support/program.ts'

const minute = 60_000
/** A minute of the processes and of the server that counts takes three seconds. */
const scale = 20
const most = (times: readonly number[]): number =>
  Math.max(0, ...times.map(start => times.filter(time => time >= start && time < start + minute).length))

const answer = JSON.stringify({
  response: {surveyID: 7, senderUserID: 1, status: 'Sending', creationTimestamp: '2031-12-01T09:00:00.000+00:00', id: 1400},
  requestID: 'r',
})

/** A server that answers when it likes, and sometimes doesn't, or says "too fast". It notes when each call came, by the fast clock. */
async function countingServer(random: () => number) {
  const times: number[] = []
  const server = createServer((_, response) => {
    times.push((Number(process.hrtime.bigint()) / 1e6) * scale)
    const [end, after] = [random(), random() * 400]
    setTimeout(() => {
      if (end < 0.03) response.destroy()
      else if (end < 0.05) response.writeHead(429).end()
      // The rest gets no answer at all.
      else if (end < 0.98) response.writeHead(200, {'content-type': 'application/json'}).end(answer)
    }, after)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    times,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a/api/v2`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Kills, freezes and wakes processes at random; there are always `count` of them. */
async function trouble(start: () => ChildProcess, count: number, random: () => number, until: () => boolean) {
  const running = new Set<ChildProcess>()
  const did = {kills: 0, freezes: 0}
  try {
    while (!until()) {
      while (running.size < count) running.add(start())
      const all = [...running]
      const victim = all[Math.floor(random() * all.length)]
      await delay(random() * 600)
      if (!victim) continue
      if (random() < 0.05) {
        did.kills++
        running.delete(victim)
        victim.kill('SIGKILL')
      } else if (random() < 0.5) {
        did.freezes++
        victim.kill('SIGSTOP')
        setTimeout(() => victim.kill('SIGCONT'), random() * 5000)
      }
    }
  } finally {
    for (const child of running) child.kill('SIGKILL')
  }
  return did
}

test('never more than the limit in any 60 s at the server, summed over processes that are killed and frozen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-rate-'))
  const random = randomness(seed)
  const server = await countingServer(random)
  const [limit, processes, calls] = [16, 4, long ? 1000 : 50]
  try {
    const entry = fileURLToPath(new URL('./caller.ts', import.meta.url))
    const script = join(folder, 'caller.mjs')
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      format: 'esm',
      platform: 'node',
      banner: {js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);"},
    })
    const args = [script, server.url, join(folder, 'memory'), String(limit), String(scale)]
    const start = (): ChildProcess => spawn(process.execPath, args, {stdio: ['ignore', 'inherit', 'inherit']})
    const did = await trouble(start, processes, random, () => server.times.length >= calls)
    const least = Math.min(...server.times)
    expect(most(server.times), server.times.map(time => Math.round(time - least)).join(' ')).toBeLessThanOrEqual(limit)
    figures('rate', {calls: server.times.length, ...did, limit, most: most(server.times)})
  } finally {
    server.close()
    rmSync(folder, {recursive: true, force: true})
  }
})

/** Passes each request on to another server after some time, and its answer back after some more. */
async function jittery(port: number, random: () => number) {
  const server = createServer((incoming, outgoing) => {
    const body: Buffer[] = []
    incoming.on('data', (bytes: Buffer) => body.push(bytes))
    incoming.on('end', () => {
      setTimeout(() => {
        const {method, url, headers} = incoming
        const onward = request({host: '127.0.0.1', port, method, path: url, headers}, answer => {
          setTimeout(() => {
            outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
            answer.pipe(outgoing)
          }, random() * 2000)
        })
        onward.end(Buffer.concat(body))
      }, random() * 2000)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/a/api/v2`,
    [Symbol.dispose]: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test.runIf(long)('four applies of different projects with one key, in real minutes', async () => {
  const [limit, projects, batches] = [6, 4, 5]
  // Its minutes are measured by a clock that nobody sets; its answers are dated by it too, so that it begins at the time of day.
  const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6
  const begun = Date.now() - monotonic()
  const sandbox = await startSandbox({clock: {now: () => begun + monotonic()}, callsPerMinute: limit})
  const memory = mkdtempSync(join(tmpdir(), 'fieldwork-memory-'))
  using proxy = await jittery(Number(new URL(sandbox.url).port), randomness(seed))
  const env = {FIELDWORK_URL: proxy.url, QUESTIONPRO_API_KEY: sandbox.key, XDG_STATE_HOME: memory}
  const all = Array.from({length: projects}, (_, project) =>
    testProject(
      {
        ...Object.fromEntries(
          Array.from({length: batches}, (_, batch) => [`campaigns/c${batch}.yaml`, toFilter(100 * project + batch + 100)]),
        ),
        'fieldwork.yaml': `limits: {callsPerMinute: ${limit}}\n`,
      },
      env,
    ),
  )
  try {
    const ended = await Promise.all(all.map(({run}) => run(['apply', '--yes'])))
    expect(ended.map(({code}) => code)).toEqual(all.map(() => 0))
    const times = sandbox.requests.map(({at}) => at)
    expect({calls: times.length, most: most(times), refused: sandbox.requests.filter(({status}) => status === 429)}).toEqual({
      calls: projects * batches,
      most: limit,
      refused: [],
    })
    figures('rate, built program', {applies: projects, calls: times.length, limit, most: most(times)})
  } finally {
    for (const {remove} of all) remove()
    await sandbox.close()
    rmSync(memory, {recursive: true, force: true})
  }
})
