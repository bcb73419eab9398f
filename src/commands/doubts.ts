import {notSentFrom} from '../apply/desk.ts'
import {endedSilently} from '../apply/record-doubts.ts'
import {type ExitCode, exit} from '../exit.ts'
import {doubts as inDoubt} from '../state/doubt.ts'
import type {Attempt} from '../state/state.ts'
import {type Doubt, doubtsLines} from '../views/doubts-lines.ts'
import {doubtsJson} from '../views/json.ts'
import {type Context, columns} from './context.ts'
import {followUp} from './follow-up.ts'
import {openProject, openState} from './open.ts'
import {print} from './output.ts'

/** `fieldwork doubts`: the sends whose outcome nobody knows. Ends with 4 while there is one. */
export async function doubts(context: Context): Promise<ExitCode> {
  const {project} = await openProject(context, false)
  const {journal, present} = await openState(context, project)
  const open = inDoubt(journal.state, present()).map(attempt => doubtOf(context, attempt))
  if (context.options.format === 'json') context.stdout.write(doubtsJson(open))
  else print(context, doubtsLines(open, {width: columns(context.stdout), nowMs: context.clock.now()}))
  return open.length > 0 ? exit.doubt : exit.done
}

/** A try in doubt, as the desk shows it. */
export function doubtOf(context: Context, attempt: Attempt): Doubt {
  const {address, at, intent, evidence} = attempt
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
  }
}
