import {once} from 'node:events'
import {type AddressInfo, createServer, type Server, type Socket} from 'node:net'
import {setTimeout as delay} from 'node:timers/promises'
import {handle} from '../../src/sandbox/api.ts'
import {createMemory, type Memory} from '../../src/sandbox/memory.ts'
import {rawServer} from '../support/server.ts'
import {blackHole} from './black-hole.ts'
import {canaryKey, echo} from './canary.ts'
import {answer} from './http.ts'
import {type Partly, partly} from './request.ts'
import type {Fault, Scope} from './strike.ts'

/** What one call was. */
interface Heard {
  readonly scope: Scope | undefined
  readonly key: string | undefined
}

/** A server of the API that strikes one fault, and knows the truth: what it was asked and what it did. */
export interface FaultServer extends AsyncDisposable {
  /** For FIELDWORK_URL. */
  readonly url: string
  /** What there really is. */
  readonly memory: Memory
  /** How many requests of a scope came, other than on connections that it broke itself. */
  heard(scope: Scope): number
  /** How many came with another key, or to no path of the API. */
  strange(): number
  /** How many connections came, and how many went to the host that redirects name. */
  connections(): number
  readonly elsewhere: () => number
  /** Strikes `fault` at the `nth` call of `scope` from now on; `turn` chooses how key and addresses are repeated. */
  arm(fault: Fault, scope: Scope, nth: number, turn: number): Promise<void>
  /** From now on nothing is wrong any more. */
  calm(): Promise<void>
}

type OnRequest = Extract<Fault, {at: 'first-bytes' | 'request'}>

interface Armed {
  readonly fault: Fault
  readonly scope: Scope
  readonly nth: number
  readonly turn: number
  connections: number
  calls: number
}

/** Each server has an address of its own where the system lets it: while it is down, nobody else can come to its port. */
let servers = 0
const ownHost = (): string =>
  process.platform === 'linux'
    ? `127.${10 + (process.pid % 200)}.${Math.floor(++servers / 250)}.${1 + (servers % 250)}`
    : '127.0.0.1'

export async function faultServer(): Promise<FaultServer> {
  const memory = createMemory({firstId: 1400, members: [], deliveryMs: undefined, now: Date.now})
  const other = await rawServer()
  const host = ownHost()
  const sockets = new Set<Socket>()
  const timers = new AbortController()
  const heard: Heard[] = []
  let [port, connections] = [0, 0]
  let armed: Armed | undefined
  let hole: {lift(): Promise<void>} | undefined
  let server: Server | undefined

  const listen = async (): Promise<void> => {
    server = createServer({allowHalfOpen: true}, accept).listen(port, host)
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }
  const goDown = async (how: 'closed' | 'black-hole'): Promise<void> => {
    server?.close()
    server = undefined
    if (how === 'black-hole') hole = await blackHole(host, port)
  }
  const later = (ms: number, act: () => void): void => {
    delay(ms, undefined, {signal: timers.signal}).then(act, () => {})
  }

  function accept(socket: Socket): void {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    // A client that has sent what it wants has no more to say, and one that hangs up gets no answer.
    socket.once('end', () => socket.end())
    if (armed?.fault.at === 'connection' && ++armed.connections === armed.nth) {
      armed.fault.strike(socket)
      socket.resume()
      return
    }
    read(socket)
  }

  function read(socket: Socket): void {
    const chunks: Buffer[] = []
    let meets: OnRequest | undefined
    let noted = false
    socket.on('data', chunk => {
      chunks.push(chunk)
      const request = partly(Buffer.concat(chunks))
      if (!request) return
      if (!noted) meets = met(request)
      noted = true
      if (meets?.at === 'first-bytes') return strike(meets, socket, request)
      if (request.body === undefined) return
      heard.push({scope: callOf(request).scope, key: request.headers['api-key']})
      if (meets) strike(meets, socket, request)
      else void reply(socket, request)
    })
  }

  const turn = (): number => armed?.turn ?? 0
  const callOf = ({method, path, body = ''}: Partly) =>
    handle(
      {
        method,
        path: path.split('?')[0]?.replace(/^\/a\/api\/v2(?=\/)/, '') ?? '',
        body,
        url: `http://${host}:${port}${path}`,
        // What a server says of a request is recorded, so that it is tempting, too.
        requestID: `request of ${echo(turn())}`,
      },
      memory,
    )

  function met(request: Partly): OnRequest | undefined {
    const {scope} = callOf(request)
    if (!armed || scope !== armed.scope) return undefined
    const {fault, nth} = armed
    return ++armed.calls === nth && (fault.at === 'first-bytes' || fault.at === 'request') ? fault : undefined
  }

  function strike(fault: OnRequest, socket: Socket, request: Partly): void {
    const {scope, answer: commit} = callOf(request)
    if (scope === undefined) return
    if (fault.at === 'first-bytes') heard.push({scope, key: canaryKey})
    fault.strike({
      socket,
      scope,
      commit: () => JSON.stringify(commit().body),
      echo: echo(turn()),
      here: `http://${host}:${port}${request.path}`,
      elsewhere: `http://127.0.0.1:${other.port}${request.path}`,
      later,
    })
  }

  async function reply(socket: Socket, request: Partly): Promise<void> {
    // Before the answer, so that whoever has it can't come back in time.
    if (armed?.fault.at === 'down' && armed.calls === armed.nth - 1 && server) await goDown(armed.fault.how)
    const {status, body} = callOf(request).answer()
    socket.end(answer(JSON.stringify(body), echo(turn()), {status: `${status} Answered`}))
  }

  const calm = async (): Promise<void> => {
    armed = undefined
    await hole?.lift()
    hole = undefined
    if (!server) await listen()
  }

  await listen()
  return {
    url: `http://${host}:${port}`,
    memory,
    heard: scope => heard.filter(each => each.scope === scope).length,
    strange: () => heard.filter(({scope, key}) => scope === undefined || key !== canaryKey).length,
    connections: () => connections,
    elsewhere: other.connections,
    arm: async (fault, scope, nth, turn) => {
      armed = {fault, scope, nth, turn, connections: 0, calls: 0}
      if (fault.at === 'down' && nth === 1) await goDown(fault.how)
    },
    calm,
    [Symbol.asyncDispose]: async () => {
      timers.abort()
      await hole?.lift()
      server?.close()
      for (const socket of sockets) socket.destroy()
      await other.close()
    },
  }
}
