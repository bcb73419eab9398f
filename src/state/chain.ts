import type {Sum} from '../address.ts'
import type {Line, Seq} from './entry.ts'
import {readLine} from './line.ts'

/** The chain as far as it was read. */
export interface Chain {
  /** The sum of each line by its `seq`; `''` stands before the first. */
  readonly sums: (Sum | '')[]
  /** Sums of the lines that came second. */
  readonly voids: Set<Sum>
}
/** A chain of nothing. */
export const newChain = (): Chain => ({sums: [''], voids: new Set()})
/** `seq` of the last line; 0 for none. */
export const lastSeq = ({sums}: Chain): Seq => sums.length - 1
/** What the next line has to name as `prev`. */
export const lastSum = ({sums}: Chain): Sum | '' => sums[sums.length - 1] ?? ''

/** What is wrong in a journal, and where (lines of the file, from 1). */
export interface Damage {
  readonly line: number
  readonly what: string
}

/**
 * Follows the chain over whole lines of text, the first of which is line `number` of the file, and lengthens `chain` by those that continue it.
 *
 * Two runners may append after the same line: the first of the two is the journal, the other is void. Void is only a line whose `seq` was
 * taken and whose `prev` is right, and what was appended together with such a line; anything else that doesn't continue the chain is damage.
 */
export function walk(chain: Chain, texts: readonly string[], number: number): readonly Line[] | Damage {
  const lines: Line[] = []
  for (const [index, text] of texts.entries()) {
    if (text === '') continue
    const line = readLine(text)
    if (typeof line === 'string') return {line: number + index, what: foreign(text) ?? line}
    if (line.seq === chain.sums.length && line.prev === lastSum(chain)) {
      lines.push(line)
      chain.sums.push(line.sum)
    } else if (isVoid(chain, line)) chain.voids.add(line.sum)
    else return {line: number + index, what: misplaced(chain, line)}
  }
  return lines
}

const isVoid = ({sums, voids}: Chain, {seq, prev, ...line}: Line): boolean =>
  (seq >= 1 && seq < sums.length && prev === sums[seq - 1]) || (line.with !== undefined && prev !== '' && voids.has(prev))

/** Whether walking ended in damage. */
export const isDamage = (result: readonly Line[] | Damage): result is Damage => !Array.isArray(result)

const misplaced = (chain: Chain, line: Line): string =>
  line.seq > chain.sums.length
    ? `record ${chain.sums.length} is missing: the next one is number ${line.seq}`
    : `it is record ${line.seq} and doesn't follow record ${lastSeq(chain)}, after which it stands`

function foreign(text: string): string | undefined {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(text)) return 'it is a merge marker: two journals were merged, which can never be right'
  if (text.endsWith('\r')) return 'it ends in a carriage return: something changed the line endings'
  return undefined
}
