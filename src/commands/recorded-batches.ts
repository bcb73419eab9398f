import {type Address, membersAddress} from '../address.ts'
import type {Project} from '../config/campaign.ts'
import {type Instant, millis} from '../instant.ts'
import {closesOf} from '../plan/request.ts'
import {isInDoubt, type Present} from '../state/doubt.ts'
import type {Attempt, State} from '../state/state.ts'
import type {BatchState, StatusBatch, StatusReport} from '../views/status-report.ts'

/** What is recorded of a panel's sends: the newest try of each address, in the order in which they were first tried. */
export function statusReport(
  project: Project,
  state: State,
  present: Present,
  chosen: (address: Address) => boolean = () => true,
): StatusReport {
  const newest = new Map<Address, Attempt>()
  for (const attempt of state.attempts.values()) {
    const known = newest.get(attempt.address)
    // What went out is not hidden by a later try of the same number.
    if (known?.standing !== 'created') newest.set(attempt.address, attempt)
  }
  return {
    formatVersion: 1,
    panel: project.panel.name,
    batches: [...newest.values()]
      .filter(({address}) => chosen(address))
      .map(attempt => statusBatch(project, state, present, attempt)),
    members: [...state.posted.counts()]
      .map(([campaign, posted]) => ({address: membersAddress(campaign), posted}))
      .filter(({address}) => chosen(address)),
  }
}

function statusBatch({panel}: Project, {readings}: State, present: Present, attempt: Attempt): StatusBatch {
  const reading = attempt.batchID === undefined ? undefined : readings.get(attempt.batchID)
  return {
    address: attempt.address,
    state: stateOf(attempt, present),
    batchID: attempt.batchID ?? null,
    surveyID: attempt.intent.written.compose.surveyID,
    status: reading?.status ?? null,
    createdAt: attempt.standing === 'created' ? attempt.at : null,
    checkedAt: reading?.checkedAt ?? null,
    closesAt: closesAt(attempt, panel.timeZone),
  }
}

function closesAt({intent: {written}, at}: Attempt, timeZone: string): Instant | null {
  if (written.closeAt !== undefined) return written.closeAt as Instant
  if (written.closeAfter === undefined) return null
  return closesOf({late: 0, closes: {after: written.closeAfter}}, millis(at), timeZone)?.instant ?? null
}

function stateOf(attempt: Attempt, present: Present): BatchState {
  if (attempt.standing === 'open') return isInDoubt(attempt, present) ? 'in-doubt' : 'in-flight'
  return attempt.standing
}
