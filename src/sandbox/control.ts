import type {IncomingMessage} from 'node:http'
import type {Answer} from './answers.ts'
import {type Faults, faultNames, parseFault} from './faults.ts'
import type {LoggedRequest} from './request-log.ts'

/** How a sandbox in another process is driven: POST /sandbox/faults with `{"fault": "lost-answer@1"}`, GET /sandbox/log. */
export const isControl = (path: string): boolean => path.startsWith('/sandbox/')

/** Answers a control call. Only a program on this machine may ask: a web page can send neither this Host nor this content type. */
export function control(request: IncomingMessage, body: string, faults: Faults, log: readonly LoggedRequest[]): Answer {
  const {method, url, headers} = request
  if (!/^(?:127\.0\.0\.1|localhost)(?::[0-9]+)?$/.test(headers.host ?? '')) return {status: 403, body: {error: 'loopback only'}}
  if (method === 'GET' && url === '/sandbox/log') return {status: 200, body: {requests: log}}
  if (method !== 'POST' || url !== '/sandbox/faults')
    return {status: 404, body: {error: 'POST /sandbox/faults or GET /sandbox/log'}}
  if (!headers['content-type']?.startsWith('application/json')) return {status: 415, body: {error: 'application/json only'}}
  const fault = parseFault(faultIn(body))
  if (!fault)
    return {status: 400, body: {error: `a fault is [batches:|members:|status:]NAME[@N], NAME one of ${faultNames.join(', ')}`}}
  faults.add(fault)
  return {status: 200, body: {fault}}
}

function faultIn(body: string): string {
  try {
    return String((JSON.parse(body) as {readonly fault?: unknown} | null)?.fault)
  } catch {
    return ''
  }
}
