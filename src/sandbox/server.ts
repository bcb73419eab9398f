import {createServer, type IncomingMessage, type RequestListener} from 'node:http'
import type {AddressInfo, Socket} from 'node:net'
import {control, isControl} from './control.ts'
import {createFaults, parseFault} from './faults.ts'
import {basePath, readBody} from './incoming.ts'
import {createMemory} from './memory.ts'
import {createQuota} from './quota.ts'
import {type LoggedRequest, pathWithoutKey, withoutKey} from './request-log.ts'
import {type Panel, respond} from './respond.ts'
import type {Sandbox, SandboxOptions} from './sandbox.ts'
import {reply} from './strike.ts'

/**
 * Starts the built-in Communities API on this machine (127.0.0.1). It remembers what it was asked, and does wrong what it is told to. Rejects if
 * the port is taken; throws a RangeError for a fault that it doesn't know.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const {port = 0, firstId = 1400, key = 'sandbox-key', latency = 0, deliveryMs, members = [], clock} = options
  const now = (): number => clock.now()
  const memory = createMemory({firstId, members, deliveryMs, now})
  const panel: Panel = {key, memory, quota: createQuota(options.callsPerMinute, options.allowance, now), faults: createFaults()}
  const requests: LoggedRequest[] = []
  const connections = new Map<Socket, number>()
  const timers = new Set<NodeJS.Timeout>()
  let accepted = 0

  const fault = (text: string): void => {
    const parsed = parseFault(text)
    if (!parsed) throw new RangeError(`not a fault: ${text}`)
    panel.faults.add(parsed)
  }
  for (const text of options.faults ?? []) fault(text)

  const later = (work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, latency)
    timers.add(timer)
  }
  const listener: RequestListener = (request, response) => {
    // Its clock may be another than the machine's, and who asks compares it with theirs.
    response.setHeader('date', new Date(now()).toUTCString())
    if (isControl(request.url ?? '')) {
      readBody(request, body => reply(response, control(request, body, panel.faults, requests)))
      return
    }
    const logged = logOf(request, now(), connections.get(request.socket) ?? 0)
    const requestID = `sandbox-${requests.push(logged)}`
    readBody(request, body => {
      logged.body = body
      const work = (): void => respond(request, response, logged, requestID, panel)
      if (latency > 0) later(work)
      else work()
    })
  }
  const server = createServer(listener)
  server.on('connection', socket => {
    connections.set(socket, ++accepted)
    // A client may leave at any moment; that is no error of the sandbox.
    socket.on('error', () => {})
    socket.once('close', () => connections.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${basePath}`,
    key,
    requests,
    posts: path => requests.filter(({method, path: posted}) => method === 'POST' && posted.split('?')[0]?.endsWith(path)).length,
    connections: () => accepted,
    batches: memory.batches,
    members: memory.members,
    fault,
    close: () =>
      new Promise(resolve => {
        for (const timer of timers) clearTimeout(timer)
        server.close(() => resolve())
        for (const socket of connections.keys()) socket.destroy()
      }),
  }
}

const logOf = ({method = '', url = '', headers}: IncomingMessage, at: number, connection: number): LoggedRequest => ({
  method,
  path: pathWithoutKey(url),
  at,
  headers: withoutKey(headers),
  body: '',
  connection,
  status: null,
})
