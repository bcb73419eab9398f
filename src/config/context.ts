import type {Validator} from '#validators/validateMember'
import type {Digest} from '../address.ts'
import type {Checked, Diagnostic} from '../diagnostics.ts'
import type {Calendar} from './calendar.ts'
import type {Compose, Panel, ScheduleDefaults} from './campaign.ts'
import type {SourceDocument} from './document.ts'
import type {Names} from './ids.ts'
import type {Encoding} from './member-text.ts'
import type {Written} from './schema.ts'
import type {WrittenCampaign} from './written.ts'

/** What a campaign is read against. */
export interface Context {
  readonly panel: Panel
  readonly names: Names
  /** Zone of instants that state none. */
  readonly authorZone: string
  /** Laid under each campaign's compose, names resolved. */
  readonly composeDefaults: Partial<Compose>
  /** Laid under each campaign's schedule. */
  readonly scheduleDefaults: ScheduleDefaults
  readonly calendar: Calendar
  /** Finds a member file, its path as the campaign gives it. Absent where members aren't needed. */
  readonly memberFile?: (written: string, from: Source) => Checked<FoundFile>
}

/** A campaign file: its document, what is written in it, its digest. */
export interface Source {
  readonly document: SourceDocument
  readonly written: Written<WrittenCampaign>
  readonly digest: Digest
}

/** A member file that is there and can be read. */
export interface FoundFile {
  /** Path from the project's root. */
  readonly path: string
  readonly digest: Digest
  readonly isNdjson: boolean
  /** Its text from the beginning, in pieces of whole lines. */
  readonly text: (encoding: Encoding) => Iterable<string | Diagnostic>
  /** Holds a line of NDJSON against the schema of a member. */
  readonly validate: Validator
}
