import type {Sum} from '../address.ts'
import type {Line, Seq} from './entry.ts'
import {readLine} from './line.ts'

/** The chain as far as it was read: the sum of each line by its `seq`; `''` stands before the first. */
export type Chain = (Sum | '')[]
/** A chain of nothing. */
export const newChain = (): Chain => ['']
/** `seq` of the last line; 0 for none. */
export const lastSeq = (chain: Chain): Seq => chain.length - 1
/** What the next line has to name as `prev`. */
export const lastSum = (chain: Chain): Sum | '' => chain[chain.length - 1] ?? ''

/** What is wrong in a journal, and where (lines of the file, from 1). */
export interface Damage {
  readonly line: number
  readonly what: string
}

/**
 * Follows the chain over whole lines of text, the first of which is line `number` of the file, and lengthens `chain` by those that continue it.
 *
 * Two runners may append after the same line: the first of the two is the journal, the other is void. Void is only a line
 * whose `seq` was taken and whose `prev` is right; anything else that doesn't continue the chain is damage.
 */
export function walk(chain: Chain, texts: readonly string[], number: number): readonly Line[] | Damage {
  const lines: Line[] = []
  for (const [index, text] of texts.entries()) {
    if (text === '') continue
    const line = readLine(text)
    if (typeof line === 'string') return {line: number + index, what: foreign(text) ?? line}
    if (line.seq === chain.length && line.prev === lastSum(chain)) {
      lines.push(line)
      chain.push(line.sum)
    } else if (!isVoid(chain, line)) return {line: number + index, what: misplaced(chain, line)}
  }
  return lines
}

const isVoid = (chain: Chain, line: Line): boolean =>
  line.seq >= 1 && line.seq < chain.length && line.prev === chain[line.seq - 1]

/** Whether walking ended in damage. */
export const isDamage = (result: readonly Line[] | Damage): result is Damage => !Array.isArray(result)

const misplaced = (chain: Chain, line: Line): string =>
  line.seq > chain.length
    ? `record ${chain.length} is missing: the next one is number ${line.seq}`
    : `it is record ${line.seq} and doesn't follow record ${lastSeq(chain)}, after which it stands`

function foreign(text: string): string | undefined {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(text)) return 'it is a merge marker: two journals were merged, which can never be right'
  if (text.endsWith('\r')) return 'it ends in a carriage return: something changed the line endings'
  return undefined
}
