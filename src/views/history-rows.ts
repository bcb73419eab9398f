import type {Address} from '../address.ts'
import type {Instant} from '../instant.ts'
import {thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import type {HistoryEntry} from './history.ts'
import {type Segment, toned} from './line.ts'
import {momentInWords} from './moments.ts'

/** One fact as a reader sees it: when, what about, and what. */
export interface HistoryRow {
  readonly at: Instant
  readonly glyph: Segment
  /** An address, a campaign, or what else it is about. */
  readonly about: {readonly address: Address} | {readonly words: string}
  /** In words, piece by piece: a line is broken between two of them where that will do. */
  readonly said: readonly string[]
  /** What is sent to one person of a list, and so may stand with its like in one row. */
  readonly batchID?: number
}

/** What other entries say that a row needs. */
export interface HistoryContext {
  readonly intents: ReadonlyMap<number, HistoryEntry & {type: 'batch.intent'}>
  /** Intents that the run which recorded them has answered itself. */
  readonly answered: ReadonlySet<number>
}

/** Reads from a whole history what its rows need. */
export function historyContext(all: readonly HistoryEntry[]): HistoryContext {
  const intents = new Map<number, HistoryEntry & {type: 'batch.intent'}>()
  const answered = new Set<number>()
  for (const entry of all) {
    if (entry.type === 'batch.intent') intents.set(entry.seq, entry)
    else if ('intent' in entry && intents.get(entry.intent)?.run === entry.run) answered.add(entry.intent)
  }
  return {intents, answered}
}

const begun = toned('send', '→')
const done = toned('send', '✓')
const refused = toned('refused', '✗')
const doubt = toned('doubt', '?')
const held = toned('wait', '!')
const plain: Segment = {text: '·'}

/** The row of an entry; undefined where it is no fact of its own. Reads of a status are told only where everything is asked for. */
export function historyRow(entry: HistoryEntry, context: HistoryContext, everything: boolean): HistoryRow | undefined {
  const {at} = entry
  const row = (glyph: Segment, about: HistoryRow['about'], ...said: readonly string[]): HistoryRow => ({at, glyph, about, said})
  switch (entry.type) {
    case 'run.start':
    case 'run.end':
      return undefined
    case 'journal':
      return row(plain, {words: 'state'}, `begins, lineage ${entry.lineage.slice(0, 8)}`)
    case 'batch.intent':
      return context.answered.has(entry.seq)
        ? undefined
        : row(begun, entry, 'begun, and no answer recorded by this run', ...reachOf(entry))
    case 'batch.created': {
      const intent = context.intents.get(entry.intent)
      return {...row(done, entry, ...(intent ? reachOf(intent) : [])), batchID: entry.batchID}
    }
    case 'batch.refused':
      return row(refused, entry, `refused, not sent: ${harmless(entry.why)}`)
    case 'batch.in-doubt':
      return row(doubt, entry, `in doubt: ${harmless(entry.why)}`)
    case 'batch.resolved':
      return resolvedRow(entry)
    case 'batch.adopted':
      return {...row(done, entry, ...adoptedInWords(entry), ...reachOf(entry)), batchID: entry.batchID}
    case 'batch.read':
      return everything ? {...row(plain, entry, harmless(entry.status)), batchID: entry.batchID} : undefined
    case 'members.posted':
      return row(toned('send', '+'), entry, postedInWords(entry))
    case 'halt':
      return row(held, aboutAll(entry), `halted by ${harmless(entry.who)}: ${harmless(entry.reason)}`)
    case 'resume':
      return row(done, aboutAll(entry), `halt lifted by ${harmless(entry.who)}`)
    case 'mend':
      return row(held, {words: 'state'}, `mended by ${harmless(entry.who)}: ${thousands(entry.bytes)} torn bytes cut off`)
    default:
      return entry satisfies never
  }
}

const aboutAll = ({campaign}: {readonly campaign: string | null}): HistoryRow['about'] => ({
  words: campaign === null ? 'everything' : harmless(campaign),
})

const reachOf = ({reach, surveyID}: {readonly reach: string; readonly surveyID: number}): readonly string[] => [
  harmless(reach),
  `survey ${surveyID}`,
]

function resolvedRow(entry: HistoryEntry & {type: 'batch.resolved'}): HistoryRow {
  const {at, verdict, batchID} = entry
  const said = `${verdictWords[verdict]} by ${harmless(entry.who)}: ${harmless(entry.reason)}`
  const glyph = verdict === 'created' || verdict === 'sent-without-id' ? done : verdict === 'not-sent' ? refused : held
  return {at, glyph, about: entry, said: [said], ...(batchID !== null && {batchID})}
}

const verdictWords = {
  created: 'settled',
  'sent-without-id': 'settled as sent, ID unknown,',
  'not-sent': 'settled as not sent',
  abandoned: 'abandoned',
} as const

function adoptedInWords({created, who, reason}: HistoryEntry & {type: 'batch.adopted'}): readonly string[] {
  const when = created === null ? '' : ` ${momentInWords(Date.parse(created), 'UTC')}`
  return [`created elsewhere${when}`, `adopted by ${harmless(who)}${reason === null ? '' : `: ${harmless(reason)}`}`]
}

/** Claims no more than is known: the API doesn't tell why somebody wasn't added. */
const postedInWords = ({posted, added, notAdded}: HistoryEntry & {type: 'members.posted'}): string =>
  `posted ${thousands(posted)}: ${thousands(added)} added${notAdded > 0 ? `, ${thousands(notAdded)} not added (already there or refused)` : ''}`
