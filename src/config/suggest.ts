import {distance} from 'fastest-levenshtein'

/** The one of the words that was probably meant, or undefined if none is near. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const plain = word.slice(0, 100).toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(plain.length / 3)) + 1
  for (const candidate of words) {
    // A beginning of four letters is as good as one slip: "email" means "emailAddress".
    const begins = plain.length > 3 && candidate.toLowerCase().startsWith(plain)
    const apart = begins ? 1 : distance(plain, candidate.toLowerCase())
    if (apart < least) {
      best = candidate
      least = apart
    }
  }
  return best
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const near = nearest(word, words)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}
