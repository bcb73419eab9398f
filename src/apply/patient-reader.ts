import type {Milliseconds} from '../instant.ts'
import {pauseAfter} from './pause.ts'
import type {BatchReader, BatchReading, Clock, MeaningReader, MeaningReading} from './ports.ts'
import {newRetryBudget, type RetryBudget} from './retry-budget.ts'

/** How often a reading is tried for in all where it fails, and where the server says "too fast". */
const failedTries = 3
const rateTries = 5

export interface Patience {
  readonly clock: Pick<Clock, 'sleep'>
  /** A number from 0 to below 1, another one each time. */
  readonly spread: () => number
  /** Told before a wait that the server has asked for. */
  readonly onRate?: (wait: Milliseconds) => void
  readonly budget?: RetryBudget
}

/**
 * A reader that tries again what reading can mend: no connection, no answer, a 5xx (within the budget), and after a 429 once the server's time is over. Anything else
 * counts at once: a spent allowance, a wrong key, an answer that can't be understood.
 */
export function patientReader(reader: BatchReader & MeaningReader, patience: Patience): BatchReader & MeaningReader {
  const shared = {budget: newRetryBudget(), ...patience}
  return {
    clockSkew: reader.clockSkew,
    readBatch: (id, signal) => patiently(until => reader.readBatch(id, until), signal, shared),
    readFilter: (id, signal) => patiently(until => reader.readFilter(id, until), signal, shared),
    readSurvey: (id, signal) => patiently(until => reader.readSurvey(id, until), signal, shared),
  }
}

/** Reads, and again where that may help. */
export async function patiently<Reading extends BatchReading | MeaningReading<unknown>>(
  read: (signal?: AbortSignal) => Promise<Reading>,
  signal: AbortSignal | undefined,
  {clock, spread, onRate, budget}: Patience & {readonly budget: RetryBudget},
): Promise<Reading> {
  for (let failed = 1, slow = 1; ; ) {
    const reading = await read(signal)
    const rate = rateOf(reading)
    if (rate === undefined && !mayHelpToRepeat(reading)) budget.answered()
    else if (!signal?.aborted && (rate === undefined ? failed < failedTries && budget.spend() : slow < rateTries)) {
      if (rate !== undefined) onRate?.(rate)
      await clock.sleep(rate ?? pauseAfter(failed, spread()), signal)
      if (rate === undefined) failed++
      else slow++
      if (!signal?.aborted) continue
    }
    return reading
  }
}

const rateOf = (reading: BatchReading | MeaningReading<unknown>): Milliseconds | undefined =>
  reading.is === 'refused' && reading.refusal.kind === 'rate' ? reading.refusal.after : undefined

const mayHelpToRepeat = (reading: BatchReading | MeaningReading<unknown>): boolean => reading.is === 'failed' && reading.passing
