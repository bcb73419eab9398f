import {type Address, type BatchId, type Digest, membersAddress, parseAddress} from '../address.ts'
import type {Instant} from '../instant.ts'
import type {Line, RunId, Seq, Verdict} from '../state/entry.ts'

/** What the journal says happened, record by record: no digest of a person's row, no evidence's body, only what a reader asks for. */
export type HistoryEntry = {readonly seq: Seq; readonly at: Instant; readonly run: RunId} & Happened

type Happened =
  | {readonly type: 'journal'; readonly lineage: string}
  | {
      readonly type: 'run.start'
      readonly command: string
      readonly version: string
      readonly who: string
      readonly plan: Digest | null
    }
  | {readonly type: 'run.end'; readonly exit: number}
  | ({readonly type: 'batch.intent'} & Sent)
  | {readonly type: 'batch.created'; readonly address: Address; readonly intent: Seq; readonly batchID: BatchId}
  | {
      readonly type: 'batch.refused' | 'batch.in-doubt'
      readonly address: Address
      readonly intent: Seq
      readonly why: string
      readonly status: number | null
    }
  | {
      readonly type: 'batch.resolved'
      readonly address: Address
      readonly intent: Seq
      readonly verdict: Verdict
      readonly batchID: BatchId | null
      readonly who: string
      readonly reason: string
    }
  | ({
      readonly type: 'batch.adopted'
      readonly batchID: BatchId
      readonly created: Instant | null
      readonly who: string
      readonly reason: string | null
    } & Sent)
  | {readonly type: 'batch.read'; readonly address: Address; readonly batchID: BatchId; readonly status: string}
  | {
      readonly type: 'members.posted'
      readonly address: Address
      readonly posted: number
      readonly added: number
      readonly notAdded: number
    }
  | {readonly type: 'halt'; readonly campaign: string | null; readonly who: string; readonly reason: string}
  | {readonly type: 'resume'; readonly campaign: string | null; readonly who: string}
  | {readonly type: 'mend'; readonly who: string; readonly bytes: number}

interface Sent {
  readonly address: Address
  readonly surveyID: number
  /** Known number of people, or null. */
  readonly people: number | null
  /** In words. */
  readonly reach: string
}

/** The object that `history` prints. */
export interface HistoryReport {
  readonly panel: string
  readonly entries: readonly HistoryEntry[]
  /** Where the records end in something that can't be there: behind it nothing is told. */
  readonly damage: {readonly line: number; readonly what: string} | null
  /** What was checked, where that was asked for. */
  readonly verified?: Verified
}

/** What a check of the whole journal found, where it found nothing wrong. */
export interface Verified {
  readonly records: number
  readonly first: Instant | null
  readonly last: Instant | null
  readonly lineage: string | null
  /** Lines that came second in a race and so are no records. */
  readonly voidLines: number
  /** The last record that this machine remembers; null where it remembers none. */
  readonly mark: Seq | null
}

/** A record that only spares the program some reading: nothing happened. */
type Bookkeeping = Extract<Line, {type: 'members.file'}>

/** Records as a reader gets them. */
export const historyEntries = (lines: readonly Line[]): readonly HistoryEntry[] =>
  lines.flatMap(line => (line.type === 'members.file' ? [] : historyEntry(line)))

function historyEntry(line: Exclude<Line, Bookkeeping>): HistoryEntry {
  const {seq, at, run} = line
  return {seq, at, run, ...happened(line)}
}

function happened(line: Exclude<Line, Bookkeeping>): Happened {
  switch (line.type) {
    case 'journal':
      return {type: line.type, lineage: line.lineage}
    case 'run.start':
      return {type: line.type, command: line.command, version: line.version, who: line.who, plan: line.plan ?? null}
    case 'run.end':
      return {type: line.type, exit: line.exit}
    case 'batch.intent':
      return {type: line.type, ...sent(line)}
    case 'batch.created':
      return {type: line.type, address: line.address, intent: line.intent, batchID: line.batchID}
    case 'batch.refused':
    case 'batch.in-doubt': {
      const {why, status = null} = line.evidence
      return {type: line.type, address: line.address, intent: line.intent, why, status}
    }
    case 'batch.resolved': {
      const {type, address, intent, verdict, batchID = null, who, reason} = line
      return {type, address, intent, verdict, batchID, who, reason}
    }
    case 'batch.adopted': {
      const {type, batchID, created = null, who, reason = null} = line
      return {type, ...sent(line), batchID, created, who, reason}
    }
    case 'batch.read':
      return {type: line.type, address: line.address, batchID: line.batchID, status: line.status}
    case 'members.posted': {
      const {type, campaign, people, added, notAdded} = line
      return {type, address: membersAddress(campaign), posted: people.length, added, notAdded}
    }
    case 'halt':
      return {type: line.type, campaign: line.campaign ?? null, who: line.who, reason: line.reason}
    case 'resume':
      return {type: line.type, campaign: line.campaign ?? null, who: line.who}
    case 'mend':
      return {type: line.type, who: line.who, bytes: line.bytes}
    default:
      return line satisfies never
  }
}

const sent = ({address, written, people, reach}: Extract<Line, {type: 'batch.intent' | 'batch.adopted'}>): Sent => ({
  address,
  surveyID: written.compose.surveyID,
  people,
  reach,
})

/** The campaign that an entry is about; null where it is about all of them, undefined where it is about none. */
export function campaignOfEntry(entry: HistoryEntry): string | null | undefined {
  if (entry.type === 'halt' || entry.type === 'resume') return entry.campaign
  if (!('address' in entry)) return undefined
  return parseAddress(entry.address)?.campaign
}

/** What of a history is asked for. */
export interface HistoryFilter {
  /** Milliseconds since 1970 in UTC. */
  readonly since?: number
  /** All names of one campaign. */
  readonly campaigns?: readonly string[]
}

/** The entries that are asked for. Of a campaign: what is about it or about all, and the runs that did it. */
export function chosenEntries(entries: readonly HistoryEntry[], {since, campaigns}: HistoryFilter): readonly HistoryEntry[] {
  const recent = since === undefined ? entries : entries.filter(({at}) => Date.parse(at) >= since)
  if (!campaigns) return recent
  const isMeant = (entry: HistoryEntry): boolean => {
    const campaign = campaignOfEntry(entry)
    return campaign === null || (campaign !== undefined && campaigns.includes(campaign))
  }
  const runs = new Set(recent.filter(isMeant).map(({run}) => run))
  return recent.filter(
    entry => isMeant(entry) || ((entry.type === 'run.start' || entry.type === 'run.end') && runs.has(entry.run)),
  )
}
