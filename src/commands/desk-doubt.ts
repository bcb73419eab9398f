import {notSentFrom} from '../apply/desk.ts'
import {endedSilently} from '../apply/record-doubts.ts'
import type {Attempt} from '../state/state.ts'
import type {DeskDoubt} from '../views/desk-scene.ts'
import type {Context} from './context.ts'
import {followUp} from './follow-up.ts'

/** A try in doubt, as the desk shows it. */
export function deskDoubt(context: Context, attempt: Attempt): DeskDoubt {
  const {address, at, intent, evidence, seq, parts} = attempt
  const resolve = (...words: readonly string[]): string => followUp(context, 'resolve', address, ...words)
  return {
    address,
    // Where the run saw the connection break, the request had left before that.
    window: {from: at, to: attempt.standing === 'in-doubt' && attempt.toldAt ? attempt.toldAt : intent.giveUpBy},
    surveyID: intent.written.compose.surveyID,
    people: intent.people,
    phase: evidence?.phase ?? 'write',
    evidence: evidence?.why ?? endedSilently,
    commands: [
      resolve('--batch-id', 'N'),
      resolve('--sent', '--reason', '…'),
      resolve('--not-sent', '--reason', '…'),
      resolve('--abandon', '--reason', '…'),
    ],
    reach: intent.reach,
    notSentFrom: notSentFrom(attempt),
    seq,
    campaign: parts.campaign,
    ...(evidence?.status !== undefined && {status: evidence.status}),
    ...(evidence?.text !== undefined && {answer: evidence.text}),
  }
}
