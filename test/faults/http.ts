/** An HTTP/1.1 message from its parts. */
export const message = (status: string, headers: readonly string[], body = ''): string =>
  [`HTTP/1.1 ${status}`, ...headers, '', body].join('\r\n')

/** Headers that every answer of the server has; `repeated` is what it should not say. */
const usual = (repeated: string): readonly string[] => [
  `date: ${new Date().toUTCString()}`,
  'connection: close',
  `x-request: ${repeated}`,
]

export interface Written {
  readonly status?: string
  readonly headers?: readonly string[]
  readonly type?: string
}

/** An answer whose length is announced as it is. */
export const answer = (
  body: string,
  repeated: string,
  {status = '200 OK', headers = [], type = 'application/json'}: Written = {},
): string =>
  message(status, [...usual(repeated), `content-type: ${type}`, `content-length: ${Buffer.byteLength(body)}`, ...headers], body)

/** A head that announces what it is told to. */
export const head = (repeated: string, ...headers: readonly string[]): string =>
  message('200 OK', [...usual(repeated), 'content-type: application/json', ...headers])

/** A body in chunks of so many bytes, with the last one. */
export function chunked(body: string, size: number, trailers: readonly string[] = []): string {
  const chunks: string[] = []
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.slice(at, at + size)
    chunks.push(`${chunk.length.toString(16)}\r\n${chunk}\r\n`)
  }
  return [...chunks, '0\r\n', ...trailers.map(trailer => `${trailer}\r\n`), '\r\n'].join('')
}
