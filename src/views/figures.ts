/** `20,000` */
export const thousands = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+(?!\d))/g, ',')

/** `1 batch`, `2,000 batches` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${thousands(count)} ${count === 1 ? one : many}`

/** About how long, in the largest unit that says enough: `2 s`, `5 min`, `1 h 20 min`. */
export function about(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${thousands(Math.floor(minutes / 60))} h` : `${thousands(Math.floor(minutes / 60))} h ${rest} min`
}

/** Time that has passed on a clock: `<1 s`, `12 s`, `1m 04s`, `2h 03m`. */
export function elapsed(ms: number): string {
  if (ms < 1000) return '<1 s'
  const seconds = Math.floor(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${two(seconds % 60)}s`
  return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The distance between two moments: `12 s`, `2 min`, `5 h`, `18 days`, `5 years`. */
function distance(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`
  const days = Math.floor(seconds / 86_400)
  return days < 730 ? `${days} days` : `${thousands(Math.floor(days / 365))} years`
}

/** `2 min ago` */
export const ago = (ms: number, nowMs: number): string => (nowMs - ms < 5000 ? 'just now' : `${distance(nowMs - ms)} ago`)

/** `in 18 days` */
export const ahead = (ms: number, nowMs: number): string => `in ${distance(ms - nowMs)}`

/** `a`, `a and b`, `a, b and c` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
