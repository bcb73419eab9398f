import type {Socket} from 'node:net'
import type {Exchange} from './exchange.ts'
import {openSocket, type SocketOptions} from './open-socket.ts'
import {type Conditions, type HttpRequest, transmit} from './transmit.ts'

/** How connections come up and requests go over them. */
export interface Transport {
  /** A fresh connection. Rejects with `ConnectFailed`: certainly nothing was sent. */
  connect(signal?: AbortSignal): Promise<Connection>
  /** Ends what is open. */
  close(): void
}

/** One connection, good for one request. */
export interface Connection {
  /** Sends the request once and reads the whole answer. Never rejects, and leaves the connection closed. */
  transmit(request: HttpRequest, conditions: Conditions): Promise<Exchange>
  destroy(): void
}

/** Requests over TCP, and TLS where the URL is https: a fresh socket for each. */
export function overSockets(options: SocketOptions): Transport {
  const sockets = new Set<Socket>()
  return {
    connect: async signal => {
      const socket = await openSocket(options, signal)
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
      return {
        transmit: (request, conditions) => transmit(options.baseUrl.origin, socket, request, conditions),
        destroy: () => void socket.destroy(),
      }
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}
