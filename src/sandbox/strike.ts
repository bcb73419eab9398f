import type {ServerResponse} from 'node:http'
import {type Answer, errorAnswer, errors} from './answers.ts'
import type {FaultName} from './faults.ts'

/** Answers as it should be. Gives the status. */
export function reply(response: ServerResponse, {status, body}: Answer): number {
  return replyText(response, status, JSON.stringify(body), 'application/json')
}

function replyText(response: ServerResponse, status: number, body: string, type: string): number {
  const length = Buffer.byteLength(body)
  response.writeHead(status, {'content-type': type, 'content-length': length}).end(body)
  return status
}

/**
 * Does the wrong thing. `commit` does what was asked for and gives the answer that it should have had; a fault that doesn't call it
 * leaves everything as it was. Gives the status that was answered, or null.
 */
export function strike(fault: FaultName, response: ServerResponse, url: string, commit: () => Answer): number | null {
  switch (fault) {
    case 'reset-before':
      response.socket?.resetAndDestroy()
      return null
    case 'lost-answer':
      commit()
      response.socket?.destroy()
      return null
    case 'hang':
      commit()
      return null
    case 'truncated-200':
      return truncate(response, commit())
    case 'error-500-after-commit':
      commit()
      return reply(response, errorAnswer(errors.internal, url))
    case 'html-502':
      commit()
      return replyText(response, 502, '<html><body><h1>502 Bad Gateway</h1></body></html>\n', 'text/html')
    case 'other-shape':
      commit()
      return reply(response, {status: 200, body: {status: 'OK', batches: []}})
    case 'redirect-307':
      response.setHeader('location', `${url}?again=1`)
      return replyText(response, 307, '', 'text/plain')
    case 'error-in-200':
      return reply(response, {status: 200, body: errorAnswer(errors.internal, url).body})
    case 'rate-429':
      return reply(response, errorAnswer(errors.rate, url))
    case 'allowance-429':
      return reply(response, errorAnswer(errors.allowance, url))
    case 'refused-400':
      return reply(response, errorAnswer(errors.schema, url))
    case 'forbidden-403':
      return reply(response, errorAnswer(errors.forbidden, url))
    default:
      return fault satisfies never
  }
}

/** Announces the whole answer, sends half of it, and hangs up. */
function truncate(response: ServerResponse, {status, body}: Answer): number {
  const whole = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {'content-type': 'application/json', 'content-length': whole.length})
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy())
  return status
}
