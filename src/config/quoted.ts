import {escaped} from './hidden.ts'
import {maskIn} from './mask.ts'

const longest = 60

/** A value from a file, as a message may quote it: short, one line, nothing hidden, addresses masked. */
export function quoted(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  if (typeof value !== 'string') return String(value)
  const line = maskIn(value.slice(0, 4 * longest)).replace(/[\t\n\r]/g, ' ')
  return `"${escaped(line.length > longest ? `${line.slice(0, longest)}…` : line)}"`
}

/** A path as a message may show it: whole, one line, nothing hidden, addresses masked. */
export const shownPath = (path: string): string =>
  escaped(path.split('/').map(maskIn).join('/')).replace(/[\t\n\r]/g, letter => `\\u{${letter.charCodeAt(0).toString(16)}}`)
