/** What the failures of a connection are to somebody who didn't write a network library. */
const known: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'the connection broke before an answer',
  ECONNRESET: 'the connection was reset before an answer',
  EPIPE: 'the connection broke while the request was written',
  ECONNREFUSED: 'nothing listens at the address (ECONNREFUSED)',
  ENOTFOUND: 'the host has no address (ENOTFOUND)',
  EAI_AGAIN: 'the host could not be looked up (EAI_AGAIN)',
  ETIMEDOUT: 'the connection timed out (ETIMEDOUT)',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer is longer than any answer of the API',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
  HPE_INVALID_CONSTANT: 'what came back is not HTTP',
}

/** An error in words: those for its code, or its message with its code. Never its other properties, which may hold anything. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the exchange failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const words = known[code]
  if (words !== undefined) return words
  return code === '' || error.message.includes(code) ? error.message || code : `${error.message} (${code})`
}
