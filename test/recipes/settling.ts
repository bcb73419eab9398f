import {createHash} from 'node:crypto'

/** Puts in place of what differs from run to run what is the same in each. */
export type Settle = (printed: string) => string

const host = 'api.questionpro.com'
/** The sandbox's own first number. */
const firstId = 1400

/**
 * Settles what the commands of one recipe print: the sandbox's host becomes the panel's own; a person's address, which is salted anew for each
 * recorded state, is taken from the masked e-mail address beside it (people of one recipe must not be masked alike); batches that were sent at
 * once are numbered in the order in which they are told.
 */
export function settling(sandbox: string): Settle {
  const people = new Map<string, string>()
  const batches = new Map<string, string>()
  const numbered = (id: string): string => {
    const known = batches.get(id) ?? String(firstId + batches.size)
    batches.set(id, known)
    return known
  }
  return printed => {
    for (const [, digest = '', masked = ''] of printed.matchAll(/#([0-9a-f]{6})\s+(\S\*{3}@\S+)/g))
      people.set(digest, createHash('sha256').update(masked).digest('hex').slice(0, 6))
    return printed
      .replaceAll(sandbox, host)
      .replace(/#([0-9a-f]{6})\b/g, (whole, digest) => `#${people.get(digest) ?? whole.slice(1)}`)
      .replace(/\b14\d\d\b/g, numbered)
  }
}
