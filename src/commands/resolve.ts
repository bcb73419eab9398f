import {readFileSync} from 'node:fs'
import {resolve as resolvePath} from 'node:path'
import {type BatchId, batchId} from '../address.ts'
import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {misfit, notSentFrom} from '../apply/desk.ts'
import {inWords} from '../config/instants.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {millis} from '../instant.ts'
import {isInDoubt} from '../state/doubt.ts'
import type {Entry, Verdict} from '../state/entry.ts'
import {type Attempt, isOpen} from '../state/state.ts'
import {isAlive} from '../state/stores/holder.ts'
import {line, toned} from '../views/line.ts'
import {theOne} from './choose.ts'
import {type Context, isInteractive} from './context.ts'
import {mustTrust, type Opened, openProject, openState, type Recorded} from './open.ts'
import {print} from './output.ts'
import {harmlessReason} from './reason.ts'
import {typed} from './typed.ts'

export interface ResolveOptions {
  readonly address: string
  readonly batchId?: number
  readonly verdict?: 'sent' | 'not-sent' | 'abandon'
  readonly reason?: string
  readonly approval?: string
}

const verdicts = {sent: 'sent-without-id', 'not-sent': 'not-sent', abandon: 'abandoned'} as const satisfies Record<
  string,
  Verdict
>

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
      ? await spoken(context, opened, recorded, attempt, options)
      : await checked(context, opened, recorded, attempt, options)
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

/** An exact address wins over a beginning, even if there is nothing to settle at it; a beginning is looked for among what is unsettled. */
function meant(all: readonly Attempt[], unsettled: readonly Attempt[], text: string): Attempt {
  const exact = all.filter(({address}) => address === text)
  const open = exact.find(attempt => unsettled.includes(attempt))
  return open ?? exact.at(-1) ?? theOne(unsettled.some(({address}) => address.startsWith(text)) ? unsettled : all, text)
}

type Resolved = Extract<Entry, {type: 'batch.resolved'}>
const verdictWords = {
  'sent-without-id': 'sent, without an ID',
  'not-sent': 'not sent: it may be sent again',
  abandoned: 'abandoned: it is never sent',
} as const
const wordsOf = ({verdict, batchID}: Resolved): string => (verdict === 'created' ? `batch ${batchID}` : verdictWords[verdict])

/** `--batch-id N`: what GET says of it must fit. */
async function checked(
  context: Context,
  {project}: Opened,
  {journal}: Recorded,
  attempt: Attempt,
  options: ResolveOptions,
): Promise<Resolved> {
  const id = batchId(options.batchId)
  if (id === undefined)
    throw stop(exit.usage, {code: 'FW164', summary: 'That is no batch ID', detail: 'A batch ID is a whole number from 1.'})
  refuseDebugging(context.env)
  const {createReader} = await import('../api/api.ts')
  const {panel, limits, root} = project
  const key = await resolveKey(panel.apiKey, {env: context.env, root})
  const reader = createReader({baseUrl: panel.baseUrl, key, limits, clock: context.clock, version: context.version})
  try {
    const reading = await reader.readBatch(id)
    if (reading.is === 'not-found') throw refuse('FW174', 'It does not fit', `The API knows no batch ${id}.`)
    if (reading.is === 'refused')
      throw stop(exit.refused, {
        code: 'FW172',
        summary: 'The API refused',
        detail: `${reading.evidence.why}.`,
        help: 'Nothing was changed.',
      })
    if (reading.is === 'failed')
      throw stop(exit.network, {
        code: 'FW173',
        summary: 'The batch can not be read',
        detail: `${reading.evidence.why}.`,
        help: 'Nothing was changed. Try again.',
      })
    const why = misfit(attempt, id, reading, journal.state, reader.clockSkew() ?? 0)
    if (why !== undefined) throw refuse('FW174', 'It does not fit', `${why[0]?.toUpperCase()}${why.slice(1)}.`)
    return resolution(
      context,
      attempt,
      'created',
      harmlessReason(context, panel, options.reason ?? 'checked by reading the batch'),
      id,
    )
  } finally {
    reader.close()
  }
}

/** `--sent`, `--not-sent`, `--abandon`: a person's word, with a reason. */
async function spoken(
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

const resolution = ({who}: Context, {seq, address}: Attempt, verdict: Verdict, reason: string, id?: BatchId): Resolved => ({
  type: 'batch.resolved',
  intent: seq,
  address,
  verdict,
  ...(id !== undefined && {batchID: id}),
  who,
  reason,
})

const refuse = (code: string, summary: string, detail: string, help = 'Nothing was changed.') =>
  stop(exit.held, {code, summary, detail, help})
