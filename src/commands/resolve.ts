import {inWords} from '../config/instants.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {millis} from '../instant.ts'
import {isInDoubt} from '../state/doubt.ts'
import {type Attempt, isOpen} from '../state/state.ts'
import {line, toned} from '../views/line.ts'
import {theOne} from './choose.ts'
import type {Context} from './context.ts'
import {mustTrust, openProject, openState} from './open.ts'
import {print} from './output.ts'
import {type Resolved, type ResolveOptions, refuse} from './resolution.ts'
import {resolveById} from './resolve-by-id.ts'
import {resolveByWord} from './resolve-by-word.ts'

/** `fieldwork resolve`: a person says what became of a send. */
export async function resolve(context: Context, options: ResolveOptions): Promise<ExitCode> {
  const opened = await openProject(context, false)
  const recorded = await openState(context, opened.project)
  mustTrust(context, recorded)
  const {journal, present} = recorded
  const all = [...journal.state.attempts.values()]
  const unsettled = all.filter(attempt => isOpen(attempt) || attempt.standing === 'abandoned')
  const attempt = meant(all, unsettled, options.address)
  const {address, seq} = attempt
  if (!unsettled.includes(attempt))
    throw refuse(
      'FW175',
      'It is not in doubt',
      `${address} is recorded as ${attempt.batchID === undefined ? attempt.standing.replaceAll('-', ' ') : `batch ${attempt.batchID}`}.`,
    )
  if (attempt.standing === 'open' && !isInDoubt(attempt, present())) {
    throw stop(exit.busy, {
      code: 'FW170',
      summary: 'It is still in flight',
      detail: `${address} may still be answered until ${inWords(millis(attempt.intent.giveUpBy), 'UTC')}.`,
      help: 'Wait until then, and look again: fieldwork doubts',
    })
  }
  const entry =
    options.batchId === undefined
      ? await resolveByWord(context, opened, recorded, attempt, options)
      : await resolveById(context, opened, recorded, attempt, options)
  const settled = await journal.append(
    entry,
    state =>
      state.attempts.get(seq)?.standing === attempt.standing &&
      (entry.batchID === undefined || (state.owned.get(entry.batchID) ?? address) === address),
  )
  if (!settled)
    throw stop(exit.busy, {
      code: 'FW171',
      summary: 'It was settled meanwhile',
      detail: `${address} is no longer as it was.`,
      help: 'Look again: fieldwork doubts',
    })
  print(context, [line(toned('send', '✓'), ` ${address} is recorded as ${wordsOf(entry)}.`)])
  return exit.done
}

/** `fieldwork resolve ADDRESS…`: one after another; the first that can't be settled ends it. */
export async function resolveAll(
  context: Context,
  addresses: readonly string[],
  options: Omit<ResolveOptions, 'address'>,
): Promise<ExitCode> {
  for (const address of addresses) {
    const code = await resolve(context, {...options, address})
    if (code !== exit.done) return code
  }
  return exit.done
}

/** An exact address wins over a beginning, even if there is nothing to settle at it; a beginning is looked for among what is unsettled. */
function meant(all: readonly Attempt[], unsettled: readonly Attempt[], text: string): Attempt {
  const exact = all.filter(({address}) => address === text)
  const open = exact.find(attempt => unsettled.includes(attempt))
  return open ?? exact.at(-1) ?? theOne(unsettled.some(({address}) => address.startsWith(text)) ? unsettled : all, text)
}

const verdictWords = {
  'sent-without-id': 'sent, without an ID',
  'not-sent': 'not sent: it may be sent again',
  abandoned: 'abandoned: it is never sent',
} as const
const wordsOf = ({verdict, batchID}: Resolved): string => (verdict === 'created' ? `batch ${batchID}` : verdictWords[verdict])
