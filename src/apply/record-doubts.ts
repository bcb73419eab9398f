import type {Address} from '../address.ts'
import {isInDoubt} from '../state/doubt.ts'
import type {ApplyPorts} from './run.ts'

/** What is known of a send whose run ended without a word. */
export const endedSilently = 'the run that sent it ended before it recorded an answer'

/**
 * Records as in doubt what so far only counts as such: whoever reads the journal later need not know which runs were gone.
 * A send that was answered meanwhile is left alone, and an answer that comes after the record still closes it. Gives the addresses.
 */
export async function recordDoubts({journal, present}: Pick<ApplyPorts, 'journal' | 'present'>): Promise<readonly Address[]> {
  const now = present()
  const silent = [...journal.state.attempts.values()].filter(attempt => attempt.standing === 'open' && isInDoubt(attempt, now))
  const recorded: Address[] = []
  for (const {seq, address} of silent) {
    const line = await journal.append(
      {type: 'batch.in-doubt', intent: seq, address, evidence: {phase: 'write', why: endedSilently}},
      ({attempts}) => attempts.get(seq)?.standing === 'open',
    )
    if (line) recorded.push(address)
  }
  return recorded
}
