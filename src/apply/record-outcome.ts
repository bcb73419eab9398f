import type {BatchId} from '../address.ts'
import {exit} from '../exit.ts'
import type {CreateBatch} from '../plan/model.ts'
import type {Entry, Evidence} from '../state/entry.ts'
import {type Attempt, isOpen, type State} from '../state/state.ts'
import type {Outcome, Refusal} from './ports.ts'
import {type ApplyPorts, stopWith, type Tally} from './run.ts'

/** Records what the exchange proved. An ID that another send came to own in the meantime proves nothing. */
export async function recordOutcome(
  ports: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
  intent: number,
  claimed: Outcome,
): Promise<Outcome> {
  const {journal} = ports
  let outcome = claimed
  noteDoubt(ports, tally, outcome)
  try {
    const fresh =
      claimed.is === 'done' ? (state: State): boolean => !isOwnedByAnother(state, claimed.batchID, action.address) : undefined
    if (!(await journal.append(entryOf(action, intent, outcome), fresh))) {
      const why = 'the answer names a batch ID that another send owns'
      outcome = {is: 'unknown', evidence: {phase: 'answer', status: 200, why}}
      noteDoubt(ports, tally, outcome)
      await journal.append(entryOf(action, intent, outcome))
    }
  } catch (error) {
    // What failed may be what comes after the record: then it is recorded, and only the error is left to report.
    if (isRecorded(journal.state.attempts.get(intent), outcome)) tellOutcome(ports, tally, action, outcome)
    else unrecorded(ports, tally, action, outcome)
    throw error
  }
  tellOutcome(ports, tally, action, outcome)
  return outcome
}

/** Whether nothing of the outcome is lost. That others have called it in doubt meanwhile, or a person has settled it, is no record of an ID. */
function isRecorded(attempt: Attempt | undefined, outcome: Outcome): boolean {
  switch (outcome.is) {
    case 'done':
      return attempt?.batchID === outcome.batchID
    case 'not-done':
      return attempt !== undefined && !isOpen(attempt)
    case 'unknown':
      return attempt?.standing !== 'open'
    default:
      return outcome satisfies never
  }
}

/** Whether a batch ID is recorded as another send's. A person may have named it for this very one. */
export const isOwnedByAnother = ({owned}: State, id: BatchId, address: CreateBatch['address']): boolean => {
  const owner = owned.get(id)
  return owner !== undefined && owner !== address
}

/** Before anything is recorded, which takes its time: meanwhile nothing new may start. */
function noteDoubt({limits}: ApplyPorts, tally: Tally, {is}: Outcome): void {
  if (is === 'unknown' && ++tally.unknown >= limits.maxDoubts) tally.stop.abort()
}

function tellOutcome({tell}: ApplyPorts, tally: Tally, {address}: CreateBatch, outcome: Outcome): void {
  if (outcome.is === 'done') {
    tally.batchesCreated++
    tally.retries.answered()
    tell({type: 'batch.created', address, batchID: outcome.batchID})
    for (const detail of outcome.warnings) {
      tell({
        type: 'diagnostic',
        diagnostic: {severity: 'warning', code: 'FW142', summary: 'The answer differs from the documented one', detail},
      })
    }
  }
  if (outcome.is === 'unknown') {
    tally.inDoubt++
    tally.codes.add(exit.doubt)
    tell({type: 'batch.in-doubt', address, why: outcome.evidence.why})
  }
}

function entryOf({address}: CreateBatch, intent: number, outcome: Outcome): Entry {
  switch (outcome.is) {
    case 'done': {
      const {batchID, requestID, date} = outcome
      return {
        type: 'batch.created',
        intent,
        address,
        batchID,
        ...(requestID !== undefined && {requestID}),
        ...(date !== undefined && {date}),
      }
    }
    case 'not-done':
      return {type: 'batch.refused', intent, address, evidence: outcome.evidence}
    case 'unknown':
      return {type: 'batch.in-doubt', intent, address, evidence: outcome.evidence}
    default:
      return outcome satisfies never
  }
}

/** The answer came and can't be recorded: the ID is shown in a line to copy, and nothing more is sent. */
function unrecorded({tell, keepUnrecorded, desired}: ApplyPorts, tally: Tally, {address}: CreateBatch, outcome: Outcome): void {
  stopWith(tally, exit.doubt)
  tally.inDoubt++
  const command =
    outcome.is === 'done'
      ? recover(desired.panel.name, address, outcome.batchID)
      : `fieldwork doubts --panel ${desired.panel.name}`
  tell({
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      code: 'FW143',
      summary: 'An answer came and could not be recorded',
      detail:
        outcome.is === 'done' ? `${address} was created as batch ${outcome.batchID}.` : `${address}: ${outcome.evidence.why}.`,
      help: `When the recorded state can be written again:\n${command}`,
    },
  })
  tell({
    type: 'batch.in-doubt',
    address,
    why: outcome.is === 'done' ? `created as batch ${outcome.batchID}, and not recorded` : outcome.evidence.why,
  })
  // After it was told: the disk that took no record may take no note either.
  keepUnrecorded(`${command}\n`)
}

const recover = (panel: string, address: string, id: BatchId): string =>
  `fieldwork resolve --panel ${panel} '${address}' --batch-id ${id}`

/** Tells of a refusal, and stops what it makes useless: with a wrong key nothing else would go either. */
export function refused(
  {tell, leaving}: ApplyPorts,
  tally: Tally,
  {address}: CreateBatch,
  evidence: Evidence,
  refusal: Refusal,
): void {
  tally.refused++
  tell({type: 'batch.refused', address, why: evidence.why, ...(evidence.status !== undefined && {status: evidence.status})})
  switch (refusal.kind) {
    case 'key':
    case 'permission':
    case 'allowance':
      return stopWith(tally, exit.refused)
    case 'payload':
    case 'rate':
      tally.codes.add(exit.refused)
      return
    case 'not-written':
      // Who leaves before anything was written has nothing in flight.
      if (!leaving.aborted) tally.codes.add(exit.network)
      return
    default:
      refusal satisfies never
  }
}
