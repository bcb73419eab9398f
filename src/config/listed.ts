const most = 12

/** Names after each other, a dozen of them at most: of thousands nobody reads more, and each of thousands of mistakes would hold them all. */
export const listed = (names: readonly string[]): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
