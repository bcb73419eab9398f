import {createHash, timingSafeEqual} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {ApiCall} from './api.ts'

export const basePath = '/a/api/v2'
/** Longest request that is read, in bytes. */
const longest = 16 * 1_048_576

/** Reads a whole request, then calls back. One that is too long, or breaks off, is hung up on and never calls back. */
export function readBody(request: IncomingMessage, whole: (body: string) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  request.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > longest) request.socket.destroy()
    else chunks.push(chunk)
  })
  request.on('end', () => whole(Buffer.concat(chunks).toString('utf8')))
}

/** A request to the API, taken apart; undefined for a path that isn't below the API's. */
export function callOf(request: IncomingMessage, body: string, requestID: string): ApiCall | undefined {
  const path = request.url?.split('?')[0] ?? ''
  if (!path.startsWith(`${basePath}/`)) return undefined
  return {
    method: request.method ?? '',
    path: path.slice(basePath.length),
    body,
    url: `http://${request.headers.host ?? '127.0.0.1'}${path}`,
    requestID,
  }
}

/** Whether the request carries the key. */
export const hasKey = (request: IncomingMessage, key: string): boolean =>
  timingSafeEqual(digest(String(request.headers['api-key'] ?? '')), digest(key))

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
