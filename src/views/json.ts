import type {ApplyEvent} from '../apply/events.ts'
import type {Pinned} from '../config/lock.ts'
import {type Diagnostic, flatDiagnostic} from '../diagnostics.ts'
import type {Plan} from '../plan/model.ts'
import type {Entry} from '../state/entry.ts'
import type {Check} from './doctor-lines.ts'
import type {Doubt} from './doubts-lines.ts'
import type {HistoryEntry, HistoryReport} from './history.ts'
import type {StatusBatch, StatusReport} from './status-report.ts'

/** The plan as one object: the saved plan, and what every other face of it shows. */
export function planJson(plan: Plan): string {
  const {
    formatVersion,
    tool,
    panel,
    host,
    partial,
    basis,
    summary,
    actions,
    waiting,
    held,
    inDoubt,
    unchanged,
    notes,
    digest,
    diagnostics,
    ...rest
  } = plan
  return encoded({
    formatVersion,
    tool,
    panel,
    host,
    partial,
    basis,
    summary,
    actions,
    waiting,
    held,
    inDoubt,
    unchanged,
    notes,
    ...rest,
    digest,
    diagnostics,
  })
}

/** What `validate` prints, and any command that fails before it has something better to print. */
export const diagnosticsJson = (diagnostics: readonly Diagnostic[]): string =>
  encoded({formatVersion: 1, diagnostics: diagnostics.map(flatDiagnostic)})

/** What is pinned of a panel. */
export const pinJson = (panel: string, {filters, surveys}: Pinned): string =>
  encoded({formatVersion: 1, panel, filters: Object.fromEntries(filters), surveys: Object.fromEntries(surveys)})

/** Which files were laid out anew, and what is said of the others. */
export const formattedJson = (changed: readonly string[], diagnostics: readonly Diagnostic[]): string =>
  encoded({formatVersion: 1, changed, diagnostics: diagnostics.map(flatDiagnostic)})

/** Whether everything is set up. */
export const doctorJson = (checks: readonly Check[]): string =>
  encoded({
    formatVersion: 1,
    checks: checks.map(({name, state, detail, help}) => ({name, state, detail, ...(help !== undefined && {help})})),
  })

/** One event of an apply: one line. */
export const eventJson = (event: ApplyEvent): string =>
  encoded(event.type === 'diagnostic' ? {type: event.type, diagnostic: flatDiagnostic(event.diagnostic)} : event)

/** What is recorded. */
export const statusJson = ({panel, batches, members}: StatusReport): string =>
  encoded({
    formatVersion: 1,
    panel,
    batches: batches.map(statusBatch),
    members: members.map(({address, posted}) => ({address, posted})),
  })

const statusBatch = ({address, state, batchID, surveyID, status, createdAt, checkedAt, closesAt}: StatusBatch) => ({
  address,
  state,
  batchID,
  surveyID,
  status,
  createdAt,
  checkedAt,
  ...(closesAt !== undefined && {closesAt}),
})

/** What is in doubt. */
export const doubtsJson = (doubts: readonly Doubt[]): string =>
  encoded({
    formatVersion: 1,
    doubts: doubts.map(({address, window, surveyID, people, phase, status, answer, evidence, commands, reach, notSentFrom}) => ({
      address,
      window: {from: window.from, to: window.to},
      surveyID,
      people,
      phase,
      ...(status !== undefined && {status}),
      ...(answer !== undefined && {answer}),
      evidence,
      commands,
      reach,
      notSentFrom,
    })),
  })

/** What a person has settled, and what was refused. */
export const resolveJson = (
  settled: readonly Extract<Entry, {type: 'batch.resolved'}>[],
  refused: readonly Diagnostic[],
): string =>
  encoded({
    formatVersion: 1,
    settled: settled.map(({address, verdict, batchID}) => ({address, verdict, batchID: batchID ?? null})),
    diagnostics: refused.map(flatDiagnostic),
  })

/** What a command has recorded. */
export const recordedJson = ({panel, recorded}: {readonly panel: string; readonly recorded: readonly HistoryEntry[]}): string =>
  encoded({formatVersion: 1, panel, recorded})

/** What happened. */
export const historyJson = ({panel, entries, damage, verified}: HistoryReport): string =>
  encoded({formatVersion: 1, panel, entries, damage, ...(verified && {verified})})

/** Beyond what JSON must escape: what a terminal would take for a command, or a reader wouldn't see. */
const unseen = /[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** One line of JSON with its newline, and nothing in it that acts on a terminal. */
const encoded = (value: unknown): string => `${JSON.stringify(value).replace(unseen, escaped)}\n`

const escaped = (character: string): string =>
  character
    .split('')
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
