/** The environment of a program that believes it is so many seconds later: its wall clock is ahead, by a word to Node before it starts. */
export const later = (seconds: number): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${seconds * 1000}`)}`,
})
