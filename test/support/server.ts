import type {AddressInfo} from 'node:net'
import {createServer, type Server, type Socket} from 'node:net'

/** A raw TCP server on 127.0.0.1 that does with each connection whatever a test wants. */
export interface RawServer extends AsyncDisposable {
  readonly port: number
  /** How many connections came. */
  connections(): number
  /** What came on connection `n` (from 0), as latin1 text. */
  received(n: number): string
  /** Resolves when connection `n` (from 0) has come. */
  accepted(n: number): Promise<Socket>
  close(): Promise<void>
}

/** Calls `behave` for each connection, and `told` with everything received so far whenever more comes. */
export async function rawServer(
  behave: {readonly onConnect?: (socket: Socket) => void; readonly told?: (socket: Socket, text: string) => void} = {},
): Promise<RawServer> {
  const sockets: Socket[] = []
  const texts: string[] = []
  const waiting: (() => void)[] = []
  const server: Server = createServer({allowHalfOpen: true}, socket => {
    const n = sockets.push(socket) - 1
    texts.push('')
    socket.on('error', () => {})
    socket.on('data', chunk => {
      texts[n] += chunk.toString('latin1')
      behave.told?.(socket, texts[n] ?? '')
    })
    behave.onConnect?.(socket)
    for (const wake of waiting.splice(0)) wake()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const accepted = async (n: number): Promise<Socket> => {
    for (;;) {
      const socket = sockets[n]
      if (socket) return socket
      await new Promise<void>(resolve => waiting.push(resolve))
    }
  }
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.length,
    received: n => texts[n] ?? '',
    accepted,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Whether a whole request with a body of announced length has come. */
export function isWholeRequest(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  const length = Number(/content-length: ([0-9]+)/i.exec(text)?.[1] ?? 0)
  return end >= 0 && text.length >= end + 4 + length
}

/** An HTTP answer as text. */
export const httpAnswer = (status: number, body: string, headers: readonly string[] = []): string =>
  [`HTTP/1.1 ${status} Whatever`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n')
