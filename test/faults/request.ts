/** A request as far as it has come. */
export interface Partly {
  readonly method: string
  /** From the host's root, with query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Undefined while some of it is missing. */
  readonly body?: string
}

/** Reads what has come of a request; undefined before its first line is there. */
export function partly(bytes: Buffer): Partly | undefined {
  const text = bytes.toString('latin1')
  const [, method, path] = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(text) ?? []
  if (method === undefined || path === undefined) return undefined
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return {method, path, headers: {}}
  const headers = headersIn(text.slice(0, end))
  const length = Number(headers['content-length'] ?? 0)
  const body = bytes.subarray(end + 4)
  return {method, path, headers, ...(body.length >= length && {body: body.subarray(0, length).toString('utf8')})}
}

const headersIn = (head: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
