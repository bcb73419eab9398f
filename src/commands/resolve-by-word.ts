import {readFileSync} from 'node:fs'
import {resolve as resolvePath} from 'node:path'
import {notSentFrom} from '../apply/desk.ts'
import {inWords} from '../config/instants.ts'
import {exit, stop} from '../exit.ts'
import {millis} from '../instant.ts'
import type {Verdict} from '../state/entry.ts'
import type {Attempt} from '../state/state.ts'
import {isAlive} from '../state/stores/holder.ts'
import {type Context, isInteractive} from './context.ts'
import type {Opened, Recorded} from './open.ts'
import {harmlessReason} from './reason.ts'
import {type Resolved, type ResolveOptions, refuse, resolution} from './resolution.ts'
import {typed} from './typed.ts'

const verdicts = {sent: 'sent-without-id', 'not-sent': 'not-sent', abandon: 'abandoned'} as const satisfies Record<
  string,
  Verdict
>

/** `--sent`, `--not-sent`, `--abandon`: a person's word, with a reason. */
export async function resolveByWord(
  context: Context,
  opened: Opened,
  recorded: Recorded,
  attempt: Attempt,
  {verdict, reason, approval}: ResolveOptions,
): Promise<Resolved> {
  if (verdict === undefined || reason === undefined || reason.trim() === '') {
    throw stop(exit.usage, {
      code: 'FW165',
      summary: 'What became of it is not said',
      detail: 'Give --batch-id N, or one of --sent, --not-sent, --abandon with --reason TEXT.',
      help: `fieldwork resolve '${attempt.address}' --sent --reason "…"`,
    })
  }
  if (verdict === 'not-sent') await mayBeSentAgain(context, recorded, attempt, approval)
  return resolution(context, attempt, verdicts[verdict], harmlessReason(context, opened.project.panel, reason))
}

/** "It was not sent" is the one word that can make a second send: it takes time, and the campaign's name typed (or an approval file). */
async function mayBeSentAgain(
  context: Context,
  {journal}: Recorded,
  attempt: Attempt,
  approval: string | undefined,
): Promise<void> {
  const from = notSentFrom(attempt)
  if (context.clock.now() < millis(from))
    throw refuse(
      'FW176',
      'It is too early to say',
      `${attempt.address} may still appear. "Not sent" can be said from ${inWords(millis(from), 'UTC')}.`,
    )
  const holder = journal.state.runs.get(attempt.run)
  if (holder && isAlive(holder))
    throw refuse('FW181', 'Its run is still alive', `Process ${holder.pid} sent it and hasn't ended.`)
  const {campaign} = attempt.parts
  if (approval !== undefined) return checkApproval(resolvePath(context.cwd, approval), attempt)
  if (!isInteractive(context)) {
    throw refuse(
      'FW177',
      'A person has to say it',
      `"Not sent" lets ${attempt.address} be sent again.`,
      `On a machine: --approval FILE with {"address": "${attempt.address}", "seq": ${attempt.seq}}`,
    )
  }
  const words = `If it went out after all, the same people are invited twice. Type ${campaign} to say that it was not sent: `
  if ((await typed(context, words)) !== campaign) throw refuse('FW178', 'It was not confirmed', 'Nothing was changed.')
  await journal.refresh()
}

function checkApproval(path: string, {address, seq}: Attempt): void {
  let approval: unknown
  try {
    approval = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw refuse('FW179', 'The approval can not be read', 'It has to be a JSON file.', `{"address": "${address}", "seq": ${seq}}`)
  }
  const fits =
    typeof approval === 'object' &&
    approval !== null &&
    'address' in approval &&
    'seq' in approval &&
    approval.address === address &&
    approval.seq === seq
  if (!fits) throw refuse('FW180', 'The approval is for something else', `It has to name ${address} and record ${seq}.`)
}
