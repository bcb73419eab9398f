import {exit} from '../exit.ts'
import {meaningDiff} from '../plan/meaning-diff.ts'
import type {CreateBatch} from '../plan/model.ts'
import {patiently} from './patient-reader.ts'
import {spreadOf} from './pause.ts'
import type {FilterReading} from './ports.ts'
import {type ApplyPorts, notAttempted, stopWith, type Tally} from './run.ts'

/**
 * Asked right before a send to a filter whose meaning is pinned: it still means what was reviewed. Where it doesn't, or nobody can tell,
 * nothing is sent to it.
 */
export async function meansAsPinned(ports: ApplyPorts, tally: Tally, action: CreateBatch): Promise<boolean> {
  const {address, reach} = action
  if (reach.kind !== 'filter' || !reach.meaning) return true
  const reading = await read(ports, tally, reach.id)
  if (ports.stopping.aborted || tally.stop.signal.aborted) return notAttempted(tally)
  const change = reading.is === 'read' ? meaningDiff(reach.meaning, reading.meaning) : undefined
  if (reading.is === 'read' && change === undefined) return true
  if (reading.is === 'read' || reading.is === 'not-found') {
    const found = change ?? `the panel has no filter ${reach.id} any more`
    const detail = `filter ${reach.id} is not what was pinned: ${found.slice(0, 1700)}. If that is meant, pin it anew and review it: fieldwork pin`
    ports.tell({type: 'held', address, reason: 'meaning-changed', detail})
    tally.codes.add(exit.held)
    tally.held++
    return false
  }
  const why = `filter ${reach.id} could not be read before the send: ${reading.evidence.why}. Certainly nothing was sent`
  ports.tell({type: 'batch.refused', address, why})
  tally.refused++
  stopWith(tally, reading.is === 'refused' ? exit.refused : exit.network)
  return false
}

const read = ({api, clock, stopping, run}: ApplyPorts, tally: Tally, id: number): Promise<FilterReading> =>
  patiently(signal => api.readFilter(id, signal), AbortSignal.any([stopping, tally.stop.signal]), {
    clock,
    spread: () => spreadOf(run),
    budget: tally.retries,
  })
