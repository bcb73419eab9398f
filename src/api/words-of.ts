/** An error in words: its message, and its code where the words don't hold it. Never its other properties, which may hold anything. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the exchange failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return code === '' || error.message.includes(code) ? error.message || code : `${error.message} (${code})`
}
