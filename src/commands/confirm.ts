import {resolve as resolvePath} from 'node:path'
import {exit, type Stop, stop} from '../exit.ts'
import {counted, listed} from '../views/figures.ts'
import {meantLines} from '../views/meant-lines.ts'
import {text} from '../views/text.ts'
import {readApproval} from './approval-file.ts'
import {type Context, coloured, columns, isInteractive, whyNobody} from './context.ts'
import {refuse, type Word} from './resolution.ts'
import {questions} from './typed.ts'
import type {Weighed} from './weigh.ts'

type Fitting = Extract<Weighed, {is: 'fits'}>

export interface Confirmation {
  /** Whether a pattern chose more than one send: then a person has to see which. */
  readonly chosen: boolean
  readonly yes: boolean
  /** A file that names the sends that may be said not to have gone. */
  readonly approval?: string
}

/**
 * Asks what has to be asked about verdicts that fit. "Not sent" takes the campaign's name, or an approval file; the others are asked about
 * where a pattern chose them. Gives back those that may not be recorded, as refused. Rejects with `Stop` (10) at a "no": then none is.
 */
export async function confirmed(
  context: Context,
  weighed: readonly Weighed[],
  confirmation: Confirmation,
): Promise<readonly Weighed[]> {
  const {chosen, yes, approval} = confirmation
  const fitting = weighed.filter(each => each.is === 'fits')
  const again = fitting.filter(isNotSent)
  if ((chosen && !(yes && context.options.quiet)) || (again.length > 1 && approval === undefined && isInteractive(context)))
    show(context, chosen ? fitting : again)
  if (again.length > 0) {
    if (approval !== undefined) return byApproval(weighed, resolvePath(context.cwd, approval))
    if (!isInteractive(context))
      return weighed.map(each => (isNotSent(each) ? {...each, is: 'refused', stop: unsaid(again, each)} : each))
    await byName(context, again)
  } else if (chosen && !yes && fitting.length > 0) await byChoice(context, fitting)
  return weighed
}

const isNotSent = (each: Weighed): each is Fitting => each.is === 'fits' && each.statement.said.is === 'not-sent'

const words: Readonly<Record<Word | 'batch-id', string>> = {
  'batch-id': 'it is there',
  sent: 'it went, its ID is unknown',
  'not-sent': 'it did not go, and may be sent again',
  abandon: 'it is never sent',
}

function show(context: Context, fitting: readonly Fitting[]): void {
  const [first] = fitting
  if (!first) return
  const sends = fitting.map(({statement: {attempt}}) => ({address: attempt.address, reach: attempt.intent.reach}))
  const lines = meantLines(words[first.statement.said.is], sends, {width: columns(context.stderr)})
  context.stderr.write(text(lines, {colour: coloured(context, context.stderr)}))
}

async function byChoice(context: Context, fitting: readonly Fitting[]): Promise<void> {
  const count = counted(fitting.length, 'send')
  if (!isInteractive(context)) {
    throw stop(exit.held, {
      code: 'FW152',
      summary: 'Nobody can be asked here',
      detail: `The pattern chooses ${count}, and ${whyNobody(context)}: ${namesOf(fitting)}.`,
      help: 'If all of them are meant, say --yes. Nothing was changed.',
    })
  }
  const {ask, close} = questions(context)
  try {
    if (!/^y(es)?$/i.test(await ask(`Record this of ${count}? [y/N] `))) throw unconfirmed()
  } finally {
    close()
  }
}

async function byName(context: Context, again: readonly Fitting[]): Promise<void> {
  const campaigns = [...new Set(again.map(({statement: {attempt}}) => attempt.parts.campaign))]
  const {ask, close} = questions(context)
  try {
    for (const [index, campaign] of campaigns.entries()) {
      const turn = campaigns.length > 1 ? ` (${index + 1} of ${campaigns.length})` : ''
      const ifWrong = index === 0 ? 'If it went out after all, the same people are invited twice.\n' : ''
      if ((await ask(`${ifWrong}Type ${campaign} to say that it was not sent${turn}: `)) !== campaign) throw unconfirmed()
    }
  } finally {
    close()
  }
}

function byApproval(weighed: readonly Weighed[], path: string): readonly Weighed[] {
  const approved = readApproval(path)
  return weighed.map(each => {
    if (!isNotSent(each)) return each
    const {address, seq} = each.statement.attempt
    if (approved.some(one => one.address === address && one.seq === seq)) return each
    const stop = refuse('FW180', 'The approval is for something else', `It has to name ${address} and record ${seq}.`)
    return {...each, is: 'refused', stop}
  })
}

function unsaid(again: readonly Fitting[], {statement: {attempt}}: Fitting): Stop {
  const all = again.map(
    ({
      statement: {
        attempt: {address, seq},
      },
    }) => JSON.stringify({address, seq}),
  )
  return refuse(
    'FW177',
    'A person has to say it',
    `"Not sent" lets ${attempt.address} be sent again.`,
    `On a machine: --approval FILE with ${all.length > 1 ? `[${all.join(', ')}]` : all[0]}`,
  )
}

const namesOf = (fitting: readonly Fitting[]): string => {
  const names = fitting.map(({statement: {attempt}}) => attempt.address)
  return listed(names.length > 5 ? [...names.slice(0, 5), `${names.length - 5} more`] : names)
}

const unconfirmed = (): Stop => refuse('FW178', 'It was not confirmed', 'Nothing was changed.', 'Look again:\nfieldwork doubts')
