import type {CampaignName, Digest, Person, RowDigest} from '../address.ts'
import type {Compose, Limits, Repeat, Schedule} from '../config/campaign.ts'
import type {Pinned} from '../config/lock.ts'
import type {Milliseconds} from '../instant.ts'
import type {PersonTable} from '../people/person-table.ts'
import type {PostedWhole} from './people-of.ts'

/** What should exist, as the planner compares it: no e-mail address in it, people are digests. */
export interface Desired {
  readonly panel: {
    readonly name: string
    readonly host: string
    readonly timeZone: string
    readonly zoneAssumed: boolean
  }
  readonly limits: Limits
  /** What filters and surveys meant when somebody has seen to it. */
  readonly pinned: Pinned
  /** In order of their names. */
  readonly campaigns: readonly DesiredCampaign[]
}

export interface DesiredCampaign {
  readonly name: CampaignName
  /** Its name and all earlier ones. */
  readonly names: readonly string[]
  readonly file: string
  readonly sources: Readonly<Record<string, Digest>>
  readonly members?: DesiredMembers
  readonly batches: readonly DesiredBatch[]
}

export interface DesiredMembers {
  readonly line: number
  /** How many people. */
  readonly listed: number
  /** Each person once, in row order; or what is recorded of them, where the records say that all are posted. */
  readonly people: PersonTable | PostedWhole
  /** Headers of the file that are no field and not sent. */
  readonly ignoredColumns: readonly string[]
  /** Digest of the row of the person at a place. */
  readonly row: (place: number) => RowDigest
  readonly onChange: 'keep' | 'resend'
  /** Path and digest of the file, and the digest of all else that makes the rows what they are; absent where there is no file. */
  readonly file?: {readonly path: string; readonly digest: Digest; readonly form: Digest}
}

export interface DesiredBatch {
  readonly name: string
  readonly names: readonly string[]
  readonly wave?: string
  /** Its wave's name and all earlier ones; none where there are no waves. */
  readonly waves: readonly string[]
  /** The rule that made its wave. */
  readonly repeat?: Repeat
  readonly after?: {readonly batch: string; readonly by: Milliseconds}
  readonly reminds?: string
  readonly line: number
  readonly lines: Readonly<Record<string, number>>
  readonly compose: Compose
  readonly schedule: Schedule
  readonly recipients: DesiredRecipients
  readonly written: WrittenBatch
  /** Salted digest of why this is another thing than what it looks like: only whether it is said, and anew, matters. */
  readonly distinct?: Digest
  readonly resend?: {readonly number: number; readonly reason: string}
}

export type DesiredRecipients =
  | {readonly kind: 'everyone'; readonly expect: number; readonly content: Digest}
  | {readonly kind: 'filter'; readonly id: number; readonly label?: string; readonly expect?: number; readonly content: Digest}
  | {readonly kind: 'people'; readonly people: readonly DesiredPerson[]}

export interface DesiredPerson {
  readonly person: Person
  /** `a***@e***` */
  readonly masked: string
  /** What is sent to whom: survey and recipient, salted with the lineage. */
  readonly content: Digest
}

/** What a sent batch is compared by: canonical, without e-mail addresses. Kept in the journal for the later diff. */
export interface WrittenBatch {
  readonly compose: Compose
  /** `person` for every one-person batch: who it is stands in the address. */
  readonly recipients: 'everyone' | 'person' | {readonly filter: number}
  readonly sendAt?: string
  readonly closeAt?: string
  readonly closeAfter?: Milliseconds
  readonly responseQuota?: number
  readonly emailInvitation?: boolean
  /** The rule that made the wave. */
  readonly repeat?: Repeat
}
