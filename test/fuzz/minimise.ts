/** Takes pieces out of a text as long as it still fails: halves first, single letters last. At most so many tries. */
export async function minimised(text: string, fails: (text: string) => Promise<boolean>, tries = 600): Promise<string> {
  let least = text
  let left = tries
  for (let size = Math.ceil(least.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < least.length && left > 0; left--) {
      const shorter = least.slice(0, at) + least.slice(at + size)
      if (await fails(shorter)) least = shorter
      else at += size
    }
  }
  return least
}
