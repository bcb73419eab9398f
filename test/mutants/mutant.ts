/** A change to one place of a file: `found` has to stand there exactly once. */
export interface Edit {
  readonly file: string
  readonly found: string
  readonly replaced: string
}

/** A version of the program with one safeguard taken out, as a careless editor might, and the test that must fail on it. */
export interface Mutant {
  readonly name: string
  /** What it does wrong, in words. */
  readonly breaks: string
  readonly edits: readonly Edit[]
  readonly caughtBy: NamedTest
}

/** A test by its file and its full name. */
export interface NamedTest {
  readonly file: string
  readonly test: string
}

/** The text with the change made. Throws where `found` isn't there exactly once: a list that no longer fits says so. */
export function changed(text: string, {file, found, replaced}: Edit): string {
  const times = text.split(found).length - 1
  if (times !== 1) throw new Error(`${file} holds this ${times} times, not once:\n${found}`)
  return text.replace(found, () => replaced)
}
