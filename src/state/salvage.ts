import {type Damage, isDamage, newChain, walk} from './chain.ts'
import type {Line} from './entry.ts'
import {readLine} from './line.ts'

/** What is left of a journal without its unreadable lines, or where it doesn't hold together without them. */
export type Salvaged =
  | {readonly is: 'kept'; readonly lines: readonly Line[]; readonly texts: readonly string[]}
  | {readonly is: 'gap'; readonly damage: Damage}

/**
 * A journal without the lines that can't be read: a piece that was torn off, zeros, a merge marker. Every whole record has to follow from those before it. Where one doesn't,
 * a record that counted is lost: somebody has appended to it, and what it said (an intent, a halt) nobody knows.
 */
export function salvage(bytes: Buffer): Salvaged {
  const chain = newChain()
  const lines: Line[] = []
  const texts: string[] = []
  for (const [index, text] of bytes.toString('utf8').split('\n').entries()) {
    if (text === '' || typeof readLine(text) === 'string') continue
    const walked = walk(chain, [text], index + 1)
    if (isDamage(walked)) return {is: 'gap', damage: walked}
    lines.push(...walked)
    texts.push(text)
  }
  return {is: 'kept', lines, texts}
}
