import type {Digest} from '../address.ts'
import type {Checked} from '../diagnostics.ts'
import type {Calendar} from './calendar.ts'
import type {Compose, Panel} from './campaign.ts'
import type {SourceDocument} from './document.ts'
import type {Names} from './ids.ts'
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
  readonly calendar: Calendar
  /** Reads a member file, its path as the campaign gives it. Absent where members aren't needed. */
  readonly memberFile?: (written: string, from: Source) => Checked<MemberFile>
}

/** A campaign file: its document, what is written in it, its digest. */
export interface Source {
  readonly document: SourceDocument
  readonly written: Written<WrittenCampaign>
  readonly digest: Digest
}

/** A member file as it was read. `file` is its path from the project's root. */
export interface MemberFile {
  readonly file: string
  readonly text: string
  readonly digest: Digest
}
