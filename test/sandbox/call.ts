import type {Sandbox} from '../../src/sandbox/sandbox.ts'

export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** One call to a sandbox, with its key unless told otherwise. A text body is sent as it is. */
export async function call(sandbox: Sandbox, method: string, path: string, body?: unknown, key = sandbox.key): Promise<Reply> {
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: {'api-key': key, 'content-type': 'application/json', connection: 'close'},
    ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
  })
  return {status: response.status, body: await response.json()}
}

/** Status, number and message of a documented error. */
export function errorOf({status, body}: Reply): string {
  const {error} = (body as {response: {error: {id: unknown; message: string}}}).response
  return `${status} ${error.id} ${error.message}`
}
