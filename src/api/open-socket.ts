import {connect as connectPlain, type Socket} from 'node:net'
import {connect as connectSecure} from 'node:tls'
import {type Clock, ConnectFailed} from '../apply/ports.ts'
import type {Milliseconds} from '../instant.ts'
import {onAbort} from './on-abort.ts'
import {wordsOf} from './words-of.ts'

export interface SocketOptions {
  readonly baseUrl: URL
  readonly connectTimeout: Milliseconds
  readonly clock: Clock
  /** Certificates (PEM) to trust in place of the system's. */
  readonly ca?: string | undefined
}

/**
 * Opens a fresh socket: TCP, and TLS where the URL is https. The certificate is always verified, whatever the environment says.
 * Rejects with `ConnectFailed`; then nothing was sent.
 */
export async function openSocket({baseUrl, connectTimeout, clock, ca}: SocketOptions, signal?: AbortSignal): Promise<Socket> {
  if (signal?.aborted) throw new ConnectFailed('interrupted before connecting')
  const secure = baseUrl.protocol === 'https:'
  const host = baseUrl.hostname.replace(/^\[|\]$/g, '')
  const port = Number(baseUrl.port) || (secure ? 443 : 80)
  const socket = secure
    ? connectSecure({host, port, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'], ...(ca !== undefined && {ca})})
    : connectPlain({host, port})
  const timer = new AbortController()
  let forget = (): void => {}
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string, cause?: unknown): void => reject(new ConnectFailed(`${baseUrl.host}: ${why}`, {cause}))
      // Stays for the socket's life: an error while nobody waits must not end the process.
      socket.on('error', error => fail(wordsOf(error), error))
      socket.once('close', () => fail('closed while connecting'))
      socket.once(secure ? 'secureConnect' : 'connect', resolve)
      forget = onAbort(signal, () => fail('interrupted while connecting'))
      clock.sleep(connectTimeout, timer.signal).then(
        () => timer.signal.aborted || fail(`no connection within ${connectTimeout / 1000} s`),
        () => {},
      )
    })
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    timer.abort()
    forget()
  }
  return socket.setNoDelay(true)
}
