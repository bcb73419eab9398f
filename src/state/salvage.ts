import type {Sum} from '../address.ts'
import type {Line, Seq} from './entry.ts'
import {readLine, type Sealed, written} from './line.ts'

/** What is kept of what stands behind damage; or the number of a record that answers one that is lost. */
export type Salvaged = {readonly is: 'kept'; readonly records: readonly Sealed[]} | {readonly is: 'orphan'; readonly seq: Seq}

/**
 * The whole records that stand behind damage, sealed anew so that they follow the sound part: each may be of a send that went out. An outcome
 * names its intent by that one's new number. A record that was void comes to count; an intent without an outcome is a doubt, which a person settles.
 */
export function salvage(sound: readonly Line[], bytes: Buffer): Salvaged {
  const known = new Set<Sum>(sound.map(({sum}) => sum))
  const moved = new Map<Seq, Seq>(sound.map(({seq}) => [seq, seq]))
  const records: Sealed[] = []
  for (const line of wholeIn(bytes)) {
    if (known.has(line.sum) || line.type === 'journal') continue
    known.add(line.sum)
    const head = records.at(-1)?.line ?? sound.at(-1) ?? {seq: 0, sum: '' as const}
    const {seq, at, run, with: _with, prev: _prev, sum: _sum, ...entry} = line
    const answered = 'intent' in entry ? moved.get(entry.intent) : undefined
    if ('intent' in entry && answered === undefined) return {is: 'orphan', seq}
    moved.set(seq, head.seq + 1)
    const kept = 'intent' in entry && answered !== undefined ? {...entry, intent: answered} : entry
    records.push(written(kept, {seq: head.seq + 1, at, run, prev: head.sum}))
  }
  return {is: 'kept', records}
}

const wholeIn = (bytes: Buffer): readonly Line[] =>
  bytes
    .toString('utf8')
    .split('\n')
    .flatMap(text => {
      const line = text === '' ? '' : readLine(text)
      return typeof line === 'string' ? [] : [line]
    })
