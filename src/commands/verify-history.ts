import type {Project} from '../config/campaign.ts'
import {instant} from '../instant.ts'
import {openJournal, tornStop} from '../state/journal.ts'
import type {Verified} from '../views/history.ts'
import type {Context} from './context.ts'
import {originOf, placesOf, storeAt} from './places.ts'
import type {Records} from './read-records.ts'
import {checkMark} from './verify-state.ts'

/** Checks every sum, `prev` and `seq` of the journal, and holds it against the marks of this machine. Rejects with `Stop` (exit 7) where something is wrong. */
export async function verifyHistory(context: Context, project: Project, {lines, voidLines}: Records): Promise<Verified> {
  const {path, place, marks} = placesOf(project, context.memory)
  const empty = {lineage: '', panel: project.panel.name, origin: originOf(project.panel.baseUrl)}
  const now = () => instant(context.clock.now())
  const journal = await openJournal(storeAt(context, {path, place}), marks, now, context.random(8), empty)
  if (journal.torn) throw tornStop(place, journal.torn)
  await checkMark(journal, marks, place)
  const {head, lineage} = journal.state
  return {
    records: head?.seq ?? 0,
    first: lines[0]?.at ?? null,
    last: head?.at ?? null,
    lineage: head ? lineage : null,
    voidLines,
    mark: (await marks.forLineage(lineage))?.seq ?? null,
  }
}
