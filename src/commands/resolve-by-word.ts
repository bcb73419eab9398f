import {notSentFrom} from '../apply/desk.ts'
import {inWords} from '../config/instants.ts'
import {millis} from '../instant.ts'
import type {Verdict} from '../state/entry.ts'
import type {Attempt} from '../state/state.ts'
import {isAlive} from '../state/stores/holder.ts'
import type {Desk} from './desk.ts'
import {harmlessReason} from './reason.ts'
import {type Resolved, refuse, resolution, type Word} from './resolution.ts'

const verdicts = {sent: 'sent-without-id', 'not-sent': 'not-sent', abandon: 'abandoned'} as const satisfies Record<Word, Verdict>

/** `--sent`, `--not-sent`, `--abandon`: a person's word, with a reason. Throws `Stop` (10) where it can't be said (yet). */
export function resolveByWord(
  desk: Desk,
  attempt: Attempt,
  {is, reason}: {readonly is: Word; readonly reason: string},
): Resolved {
  const {context, project} = desk
  if (is === 'not-sent') mayBeSaidNotToHaveGone(desk, attempt)
  return resolution(context, attempt, verdicts[is], harmlessReason(context, project, reason))
}

/** "It was not sent" is the one word that can make a second send: it takes time, and a run that is not at work any more. */
function mayBeSaidNotToHaveGone({context, recorded}: Desk, attempt: Attempt): void {
  const from = notSentFrom(attempt)
  if (context.clock.now() < millis(from))
    throw refuse(
      'FW176',
      'It is too early to say',
      `${attempt.address} may still appear. "Not sent" can be said from ${inWords(millis(from), 'UTC')}.`,
    )
  const holder = recorded.journal.state.runs.get(attempt.run)
  if (holder && isAlive(holder))
    throw refuse('FW181', 'Its run is still alive', `Process ${holder.pid} sent ${attempt.address} and hasn't ended.`)
}
