import {Stop} from '../exit.ts'
import {isOpen} from '../state/state.ts'
import type {DeskAnswer, DeskDoubt, DeskRequest, DeskVerdict, Settled} from '../views/desk-scene.ts'
import {timeOfDay} from '../views/moments.ts'
import {verdictWords} from '../views/verdict-words.ts'
import {coloured} from './context.ts'
import type {Desk} from './desk.ts'
import {followUp} from './follow-up.ts'
import {mustTrust} from './open.ts'
import {recordVerdicts} from './record-verdicts.ts'
import {type Said, type Statement, settledMeanwhile} from './resolution.ts'
import {fittingBatch} from './resolve-by-id.ts'
import {weigh} from './weigh.ts'

/** The desk on a screen: it shows, and asks here for what is to be read or recorded. Gives how many doubts are left. */
export async function deskOnScreen(desk: Desk, doubts: () => readonly DeskDoubt[]): Promise<number> {
  const {context, project} = desk
  const {stdin, stdout, clock} = context
  const {deskScreen} = await import('../views/ink/screens.ts')
  const {open} = await deskScreen({
    panel: project.panel.name,
    doubts: doubts(),
    clock,
    stdin,
    stdout,
    colour: coloured(context, stdout),
    command: followUp(context, 'doubts'),
    ask: (request, signal) => answer(desk, request, doubts, signal),
  })
  return open
}

async function answer(
  desk: Desk,
  request: DeskRequest,
  doubts: () => readonly DeskDoubt[],
  signal: AbortSignal,
): Promise<DeskAnswer> {
  try {
    switch (request.is) {
      case 'reader':
        await desk.reader()
        return {is: 'ready'}
      case 'read':
        return {is: 'fits', words: await read(desk, request, signal)}
      case 'settle':
        return {is: 'settled', ...(await settle(desk, request)), doubts: doubts()}
      default:
        return request satisfies never
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return {is: 'refused', why: error.message, doubts: doubts()}
  }
}

async function read(desk: Desk, {seq, id}: Extract<DeskRequest, {is: 'read'}>, signal: AbortSignal): Promise<string> {
  const {attempt} = await current(desk, seq, {is: 'batch-id', id})
  const {surveyID, created, status} = await fittingBatch(desk, attempt, id, signal)
  return `Batch ${id} fits: survey ${surveyID}, created at ${timeOfDay(Date.parse(created))} UTC, ${status}.`
}

async function settle(desk: Desk, {seq, verdict, reason}: Extract<DeskRequest, {is: 'settle'}>): Promise<Settled> {
  mustTrust(desk.recorded)
  const statement = await current(desk, seq, saidOf(verdict, reason))
  const entry = await weigh(desk, statement)
  const [recorded] = await recordVerdicts(desk.recorded.journal, [{statement, entry}])
  if (!recorded) throw settledMeanwhile(statement.attempt.address)
  return {address: entry.address, words: verdictWords(entry.verdict, entry.batchID)}
}

/** The try as it stands now, which may be otherwise than when it was drawn. */
async function current({recorded}: Desk, seq: number, said: Said): Promise<Statement> {
  await recorded.look()
  const attempt = recorded.journal.state.attempts.get(seq)
  if (!attempt) throw new TypeError(`record ${seq} is no try`)
  if (!isOpen(attempt)) throw settledMeanwhile(attempt.address)
  return {attempt, said}
}

const saidOf = (verdict: DeskVerdict, reason: string): Said =>
  verdict.is === 'batch-id' ? {is: 'batch-id', id: verdict.id, reason} : {is: verdict.is, reason}
