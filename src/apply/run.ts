import type {Limits} from '../config/campaign.ts'
import type {Desired} from '../desired/desired.ts'
import type {Roster} from '../desired/roster.ts'
import type {ExitCode} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import type {Present} from '../state/doubt.ts'
import type {RunId} from '../state/entry.ts'
import type {Journal} from '../state/journal.ts'
import type {ApplyEvent, Summary} from './events.ts'
import type {Clock, PanelApi} from './ports.ts'
import {newRetryBudget, type RetryBudget} from './retry-budget.ts'

/** All that an apply works with. It reads nothing else. */
export interface ApplyPorts {
  readonly run: RunId
  readonly journal: Journal
  /** The clock, and which runs are gone, by the newest state that was read. */
  readonly present: () => Present
  readonly api: PanelApi
  readonly clock: Clock
  readonly desired: Desired
  readonly roster: Roster
  readonly limits: Limits
  readonly tell: (event: ApplyEvent) => void
  /** Names a file that was changed since it was read, if there is one: asked before each send. */
  readonly changedFile: () => string | undefined
  /** Keeps a text beside the journal where the journal itself can't be written any more. */
  readonly keepUnrecorded: (text: string) => void
  /** Aborted by the first Ctrl-C: nothing new starts. */
  readonly stopping: AbortSignal
  /** Aborted by the second: what is in flight becomes in doubt. */
  readonly leaving: AbortSignal
}

/** What an apply keeps count of while it runs. */
export interface Tally {
  membersPosted: number
  membersAdded: number
  membersNotAdded: number
  batchesCreated: number
  refused: number
  inDoubt: number
  notAttempted: number
  /** Held since the plan was made. */
  held: number
  /** Unknown outcomes so far, counted before anything is recorded of them. */
  unknown: number
  readonly retries: RetryBudget
  /** Aborted where nothing new may start any more. */
  readonly stop: AbortController
  readonly codes: Set<ExitCode>
}

export const newTally = (): Tally => ({
  membersPosted: 0,
  membersAdded: 0,
  membersNotAdded: 0,
  batchesCreated: 0,
  refused: 0,
  inDoubt: 0,
  notAttempted: 0,
  held: 0,
  unknown: 0,
  retries: newRetryBudget(),
  stop: new AbortController(),
  codes: new Set(),
})

/** What a run came to, as its last event, with what the plan has held and found in doubt. */
export function summaryOf(tally: Tally, {held, inDoubt: earlier}: Pick<Plan['summary'], 'held' | 'inDoubt'>): Summary {
  const {membersPosted, membersAdded, membersNotAdded, batchesCreated, refused, notAttempted} = tally
  const inDoubt = tally.inDoubt + earlier
  return {
    type: 'summary',
    membersPosted,
    membersAdded,
    membersNotAdded,
    batchesCreated,
    refused,
    inDoubt,
    held: held + tally.held,
    notAttempted,
  }
}

/** Remembers a reason to end with `code`, and that nothing new may start. */
export function stopWith(tally: Tally, code: ExitCode): void {
  tally.codes.add(code)
  tally.stop.abort()
}

/** Counts an action that was not begun. */
export function notAttempted(tally: Tally): false {
  tally.notAttempted++
  return false
}

/** A campaign's name and all earlier ones. */
export const namesOf = ({desired}: ApplyPorts, campaign: string): readonly string[] =>
  desired.campaigns.find(({name}) => name === campaign)?.names ?? [campaign]
