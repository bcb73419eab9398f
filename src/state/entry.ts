import type {Address, BatchId, Digest, Sum} from '../address.ts'
import type {WrittenBatch} from '../desired/desired.ts'
import type {Instant} from '../instant.ts'
import type {Postings} from './packed.ts'

/** Where an entry stands in the journal: 1, 2, 3… */
export type Seq = number
/** A run of the program: 16 random hexadecimal digits. */
export type RunId = string

/** What proves (or fails to prove) an outcome. Texts are harmless, short, and hold neither key nor address. */
export interface Evidence {
  /** How far the exchange had come. */
  readonly phase: 'connect' | 'before-write' | 'write' | 'answer'
  readonly status?: number
  /** SHA-256 of the body's bytes. */
  readonly body?: Digest
  /** First bytes of the body. */
  readonly text?: string
  /** In words: what happened. */
  readonly why: string
}

/** Which process on which machine holds a run; compared to tell whether it is provably gone. */
export interface Holder {
  /** Digest of machine, boot and process namespace; null where the system doesn't tell. */
  readonly machine: string | null
  readonly pid: number
  /** When the process started, as the system counts; null where it doesn't tell. */
  readonly started: string | null
}

export type Verdict = 'created' | 'sent-without-id' | 'not-sent' | 'abandoned'

/** One fact. Everything fieldwork knows about the past is a fold of these. */
export type Entry =
  | {
      readonly type: 'journal'
      readonly lineage: string
      readonly panel: string
      readonly origin: string
      readonly normalisation: 1
    }
  | {
      readonly type: 'run.start'
      readonly command: string
      readonly version: string
      readonly holder: Holder
      readonly who: string
      /** Digest of the plan that an apply carries out: the saved one's, where it was given one. */
      readonly plan?: Digest
    }
  | {readonly type: 'run.end'; readonly exit: number}
  | BatchIntent
  | BatchAdopted
  | {
      readonly type: 'batch.created'
      readonly intent: Seq
      readonly address: Address
      readonly batchID: BatchId
      readonly requestID?: string
      readonly date?: string
    }
  | {readonly type: 'batch.refused'; readonly intent: Seq; readonly address: Address; readonly evidence: Evidence}
  | {readonly type: 'batch.in-doubt'; readonly intent: Seq; readonly address: Address; readonly evidence: Evidence}
  | {
      readonly type: 'batch.resolved'
      readonly intent: Seq
      readonly address: Address
      readonly verdict: Verdict
      readonly batchID?: BatchId
      readonly who: string
      readonly reason: string
    }
  | {
      readonly type: 'batch.read'
      readonly address: Address
      readonly batchID: BatchId
      readonly surveyID: number
      readonly status: string
      readonly created: string
    }
  | {
      readonly type: 'members.posted'
      readonly campaign: string
      readonly people: Postings
      readonly added: number
      readonly notAdded: number
    }
  | ({readonly type: 'members.file'; readonly campaign: string} & PostedFile)
  | {readonly type: 'halt'; readonly campaign?: string; readonly who: string; readonly reason: string}
  | {readonly type: 'resume'; readonly campaign?: string; readonly who: string}
  | {readonly type: 'mend'; readonly who: string; readonly lost: Digest; readonly bytes: number}

/** A campaign's members are posted, all of them: while its files are the same, nobody has to be looked for. */
export interface PostedFile {
  /** Digest of the member file. */
  readonly file: Digest
  /** Digest of all that else makes its rows what they are: columns, constants, encoding, and the members written out in the campaign. */
  readonly form: Digest
  readonly people: number
  /** Rows that were otherwise when they were posted. */
  readonly changed: number
  /** People posted earlier who are no longer listed. */
  readonly gone: number
}

/** What is sent under an address, as later plans compare it: the same for a send of ours and for one that was made elsewhere. */
export interface Sending {
  readonly address: Address
  /** Salted digest of survey and recipients. */
  readonly content: Digest
  readonly written: WrittenBatch
  /** Known number of people, or null. */
  readonly people: number | null
  /** In words, for the desk: `filter 145 "pet-owners", 480 expected`. */
  readonly reach: string
  /** The resend number that the file stated. */
  readonly round: number
  /** Salted digest of the file's words on why this is another thing than what it looks like. */
  readonly distinct?: Digest
}

/** About to POST. */
export interface BatchIntent extends Sending {
  readonly type: 'batch.intent'
  readonly sendBy: Instant
  readonly giveUpBy: Instant
}

/** A person's word that a batch which was made elsewhere is the one of this address. */
export interface BatchAdopted extends Sending {
  readonly type: 'batch.adopted'
  readonly batchID: BatchId
  /** When the API says that it was created; absent where its words couldn't be read. */
  readonly created?: Instant
  readonly who: string
  readonly reason?: string
}

/** An entry as it stands in the journal. */
export type Line = Entry & {
  readonly seq: Seq
  readonly at: Instant
  readonly run: RunId
  /** Where it was appended together with others and isn't the first of them: that one's `seq`. */
  readonly with?: Seq
  readonly prev: Sum | ''
  readonly sum: Sum
}
