/** Wrong usage, with the words for it: exit 64. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
