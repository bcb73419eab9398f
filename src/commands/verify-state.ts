import type {Project} from '../config/campaign.ts'
import {exit, stop} from '../exit.ts'
import type {Journal} from '../state/journal.ts'
import {rolledBack} from '../state/rolled-back.ts'
import type {State} from '../state/state.ts'
import {lastOf, type Mark, type ProjectMarks} from '../state/stores/marks.ts'

/** Rejects with `Stop` (exit 7) where the journal is another panel's or another server's. */
export function checkBinding(state: State, {panel}: Project, origin: string, place: string): void {
  if (!state.head) return
  const names = [panel.name, ...panel.formerly]
  if (!names.includes(state.panel)) {
    throw stop(exit.state, {
      code: 'FW127',
      summary: 'The recorded state is of another panel',
      detail: `${place} is of panel "${state.panel}", this is "${panel.name}".`,
      help: 'Nothing is sent. Put the right file back.',
    })
  }
  if (state.origin !== origin) {
    throw stop(exit.state, {
      code: 'FW128',
      summary: 'The recorded state is of another server',
      detail: `${place} records what was sent to ${state.origin}, but this run is for ${origin}.`,
      help: [
        'Nothing is sent. Set FIELDWORK_URL (or the data centre) to the server of this state, or use a panel of its own for each server: every project has one for the sandbox.',
        `If this state only records tries against a sandbox, move ${place} away, and then, on a terminal:`,
        'fieldwork state trust',
      ].join('\n'),
    })
  }
}

/** Whether the journal holds the last record that this machine appended. True: this machine has no mark for it. */
export async function checkMark(journal: Journal, marks: ProjectMarks, place: string): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const {lineage} = journal.state
    // The marks first, then the records: a mark is only ever of a record that is there already, while others go on appending.
    const [ofProject, every] = [await marks.forProject(), await marks.every(lineage)]
    await journal.refresh()
    const wrong = contradiction(journal, ofProject, every)
    // Begun here, and stopped (or still at it) before the first mark: nothing is sent without one.
    if (wrong === undefined)
      return journal.state.head !== null && every.length === 0 && !(await knows(marks, journal.state.lineage))
    // A lineage that appeared with the refresh has marks that weren't read yet.
    if (tries > 2) throw rolledBack(place, wrong)
  }
}

const knows = async (marks: ProjectMarks, lineage: string): Promise<boolean> =>
  (await marks.expects(lineage)) || (await marks.forLineage(lineage)) !== undefined

/** What the marks say against the journal. */
function contradiction({state, holds}: Journal, ofProject: Mark | undefined, every: readonly Mark[]): string | undefined {
  const known = ofProject ?? lastOf(every)
  if (!state.head) return known && `this machine has appended ${known.seq} records to it, and here it is gone or empty`
  if (ofProject && ofProject.lineage !== state.lineage) return 'it is not the one that this project had: its lineage is another'
  const lost = every.findLast(mark => !holds(mark))
  return lost && `record ${lost.seq}, which this machine appended, is not in it: it ends with record ${state.head.seq}`
}
