import type {CampaignName, Digest} from '../address.ts'
import type {Json} from '../canonical.ts'
import type {Span} from '../diagnostics.ts'
import type {Milliseconds} from '../instant.ts'
import type {MemberBody} from '../people/digests.ts'
import type {Lock, Pinned} from './lock.ts'
import type {Found} from './members.ts'

/** A campaign as the program uses it: every name resolved, every default and shorthand gone. */
export interface Campaign {
  readonly name: CampaignName
  /** Path from the project's root, `/` between folders. */
  readonly file: string
  /** Earlier names of this campaign: permanent aliases. */
  readonly formerly: readonly string[]
  readonly description?: string
  /** Digest of every file that this campaign is made from (its own and its member files), by path from the root. */
  readonly sources: Readonly<Record<string, Digest>>
  readonly members?: Members
  readonly batches: readonly Batch[]
}

/** Who must be in the panel. */
export interface Members {
  /** Line of the `members` key. */
  readonly line: number
  /** Those written out in the campaign. */
  readonly people: readonly Member[]
  /** Those of its file, who come after them. */
  readonly file?: MemberFile
  /** What is done where a row isn't what it was when it was posted. */
  readonly onChange: 'keep' | 'resend'
}

/** A file of members, which is read row by row and never kept. */
export interface MemberFile {
  /** Path from the project's root. */
  readonly path: string
  readonly digest: Digest
  /** How it is read, in canonical form: equal files with equal forms have equal rows. */
  readonly form: Json
  /** Reads it from its beginning. */
  readonly rows: () => Iterable<Found>
}

/** One person. `body` is what is sent, just as it was given. */
export interface Member {
  /** Normalised address: trimmed, ASCII, lower case. Identity. */
  readonly address: string
  /** Where it is written. */
  readonly span: Span
  /** The member as the API takes it; the address in it is as written. Made when asked for. */
  readonly body: () => MemberBody
}

/** One batch (of one wave, where there are waves). */
export interface Batch {
  readonly name: string
  readonly formerly: readonly string[]
  readonly wave?: Wave
  /** Line of the key that states the batch (`recipients` for the batch `main` of a campaign without `batches`). */
  readonly line: number
  readonly compose: Compose
  readonly recipients: Recipients
  readonly schedule: Schedule
  /** It goes once that batch (of the same wave) is confirmed, and so much later. */
  readonly after?: {readonly batch: string; readonly by: Milliseconds}
  /** The batch that it is a reminder of. */
  readonly reminds?: string
  /** Why this is not the batch that it looks like. */
  readonly distinct?: string
  readonly resend?: {readonly number: number; readonly reason: string}
  /** Place and text of keys that a held batch's advice may quote: path below the batch, such as `compose.surveyLength`. */
  readonly lines: Readonly<Record<string, number>>
}

/** One round of a batch. */
export interface Wave {
  readonly name: string
  readonly formerly: readonly string[]
  /** The rule that made it; absent where an author named it. */
  readonly repeat?: Repeat
}

/** A rule that makes waves. Two are the same if all of it is. */
export interface Repeat {
  readonly every: 'day' | 'week' | 'month' | 'quarter' | 'year'
  /** What the first one's clock shows, in `zone`: `2031-12-01T09:00`. */
  readonly anchor: string
  readonly zone: string
  /** Where the rule begins, in milliseconds since 1970: what would be sent before is left out. */
  readonly from?: number
}

/** The API's own `compose`, as it is sent: only what was given, names resolved to IDs. */
export interface Compose {
  readonly surveyID: number
  readonly surveyAlias?: string
  readonly surveyLength?: number
  readonly surveyLanguageID?: number
  readonly templateID: number
  readonly templateLanguageID?: number
  readonly allowMultipleResponses?: boolean
  readonly incentives?: {readonly completionPoints?: number; readonly quotaPoints?: number; readonly terminationPoints?: number}
}

/** What a project says of every schedule that doesn't say it itself. */
export type ScheduleDefaults = Partial<Pick<Schedule, 'late' | 'closes' | 'responseQuota' | 'emailInvitation'>>

export type Recipients =
  | {readonly kind: 'everyone'; readonly expect: number}
  | {readonly kind: 'filter'; readonly id: number; readonly label?: string; readonly expect?: number}
  /** One batch per person; `form` is only how it was written. */
  | {readonly kind: 'people'; readonly form: 'email' | 'emails'; readonly people: readonly Recipient[]}
  /** The same for the campaign's members, or those of whom all of `where` is so. */
  | {readonly kind: 'members'; readonly where?: Where}

/** What has to be so of a member: of each field one of the values. */
export interface Where {
  readonly fields: Readonly<Record<string, readonly (string | number | boolean)[]>>
  readonly span: Span
}

export interface Recipient {
  /** Normalised. */
  readonly address: string
  /** As written: this is sent. */
  readonly written: string
}

/** Instants are milliseconds since 1970 in UTC. */
export interface Schedule {
  /** The author's zone, in which its instants were written. */
  readonly zone?: string
  /** Absent: as soon as it is applied. */
  readonly sendAt?: number
  /** How long after `sendAt` it may still go. */
  readonly late: Milliseconds
  readonly closes?: {readonly at: number} | {readonly after: Milliseconds}
  readonly responseQuota?: number
  readonly emailInvitation?: boolean
}

/** The panel that is worked on. */
export interface Panel {
  readonly name: string
  readonly formerly: readonly string[]
  /** `https://host/a/api/v2`, without a slash at the end. */
  readonly baseUrl: string
  /** Zone in which the panel reads a closing time. */
  readonly timeZone: string
  /** True where no file states the zone, so that it is only assumed. */
  readonly zoneAssumed: boolean
  readonly apiKey: KeySource
}
export type KeySource =
  | {readonly env: string}
  | {readonly file: string}
  | {readonly command: readonly string[]}
  /** The built-in sandbox's own, which opens nothing else. */
  | {readonly sandbox: true}

export interface Limits {
  readonly callsPerMinute: number
  readonly allowance: number
  readonly membersPerCall: number
  readonly concurrency: number
  readonly singleSends: number
  readonly maxDoubts: number
  readonly connectTimeout: Milliseconds
  readonly answerTimeout: Milliseconds
}

/** Everything that the files say. */
export interface Project {
  /** Absolute path. */
  readonly root: string
  readonly panel: Panel
  /** Names of all panels, `sandbox` among them. */
  readonly panels: readonly {readonly name: string; readonly formerly: readonly string[]}[]
  readonly limits: Limits
  /** In order of their names. */
  readonly campaigns: readonly Campaign[]
  /** What filters and surveys of this panel mean, as fieldwork.lock has it; and the whole of that file. */
  readonly pinned?: Pinned
  readonly lock?: Lock
}
