import {instant, type Milliseconds} from '../instant.ts'
import {sendOf} from '../plan/guard.ts'
import type {BatchRequest, CreateBatch, Reach} from '../plan/model.ts'
import {closesOf, requestOf} from '../plan/request.ts'
import type {BatchIntent, Evidence, Line} from '../state/entry.ts'
import type {ApplyPorts} from './run.ts'

/** Time between the record of an intent and the write of its request. */
export const sendWithin: Milliseconds = 10_000
/** What is left after the longest answer, before the intent counts as given up. */
const grace: Milliseconds = 20_000

/** What is about to be sent: the record of it, and the request with the real address. */
interface Intended {
  readonly entry: BatchIntent
  readonly request: BatchRequest
  /** Wall clock, milliseconds: past it nothing is written. */
  readonly sendBy: number
}

/** What is to be sent, as of now. */
export function intentOf({clock, desired, roster, limits}: ApplyPorts, action: CreateBatch): Intended {
  const now = clock.now()
  const sendBy = now + sendWithin
  const {parts, batch} = sendOf(desired, action.address)
  const reach = wireReach(action.reach, parts.person === undefined ? undefined : roster.written(parts.campaign, parts.person))
  const request = requestOf(batch, reach, closesOf(batch.schedule, now, desired.panel.timeZone))
  const entry: BatchIntent = {
    type: 'batch.intent',
    address: action.address,
    content: action.content,
    written: batch.written,
    people: action.reach.kind === 'person' ? 1 : null,
    reach: reachText(action.reach),
    round: action.round,
    ...(batch.distinct !== undefined && {distinct: batch.distinct}),
    sendBy: instant(sendBy),
    giveUpBy: instant(sendBy + limits.answerTimeout + grace),
  }
  return {entry, request, sendBy}
}

/** Who is reached, with the address as written where it is one person. */
function wireReach(reach: Reach, written: string | undefined): Reach {
  if (reach.kind !== 'person') return reach
  if (written === undefined) throw new TypeError('the person of a planned send is not in the campaign')
  return {kind: 'person', masked: written}
}

/** Who is reached, in words and without an address, as the journal keeps it. */
export function reachText(reach: Reach): string {
  switch (reach.kind) {
    case 'person':
      return 'one person'
    case 'everyone':
      return `everyone, ${reach.expect} expected`
    case 'filter':
      return `filter ${reach.id}${reach.label === undefined ? '' : ` "${reach.label}"`}${reach.expect === undefined ? '' : `, ${reach.expect} expected`}`
    default:
      return reach satisfies never
  }
}

/** The intent, flushed and marked. If it landed but couldn't be marked, it is closed at once: nothing was written yet. */
export async function appendIntent(
  {journal, run}: ApplyPorts,
  entry: BatchIntent,
  allowed: Parameters<typeof journal.append>[1],
): Promise<Line | undefined> {
  try {
    return await journal.append(entry, allowed)
  } catch (error) {
    // What failed may have come after the record: then it is there, and reading on finds it. Where that fails too, the first error is the one to report.
    await journal.refresh().catch(() => undefined)
    const landed = [...journal.state.attempts.values()].findLast(
      attempt => attempt.address === entry.address && attempt.run === run && attempt.standing === 'open',
    )
    if (landed) {
      const evidence: Evidence = {
        phase: 'before-write',
        why: 'its mark could not be kept or looked back at, so that nothing was written',
      }
      // The same trouble may keep this from being recorded too: then the intent stays open and counts as in doubt. The first error is the one to report.
      await journal.append({type: 'batch.refused', intent: landed.seq, address: entry.address, evidence}).catch(() => undefined)
    }
    throw error
  }
}
