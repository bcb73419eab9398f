import {inWords} from '../config/instants.ts'
import {exit, Stop, stop} from '../exit.ts'
import {millis} from '../instant.ts'
import {isInDoubt} from '../state/doubt.ts'
import {type Attempt, isOpen} from '../state/state.ts'
import type {Desk} from './desk.ts'
import {type Resolved, refuse, type Said, type Statement} from './resolution.ts'
import {resolveById} from './resolve-by-id.ts'
import {resolveByWord} from './resolve-by-word.ts'

/** A statement that fits, with the record of it, or one that doesn't, with the reason. */
export type Weighed =
  | {readonly is: 'fits'; readonly statement: Statement; readonly entry: Resolved}
  | {readonly is: 'refused'; readonly statement: Statement; readonly stop: Stop}

/** Whether a try can be settled at all. */
export const isUnsettled = (attempt: Attempt): boolean => isOpen(attempt) || attempt.standing === 'abandoned'

/** Holds each statement against what is recorded and against what the API says, by itself. Nothing is changed. */
export async function weighAll(desk: Desk, statements: readonly Statement[]): Promise<readonly Weighed[]> {
  const weighed: Weighed[] = []
  let over: Stop | undefined
  for (const statement of statements) {
    const asks = statement.said.is === 'batch-id'
    // A key that the API refuses once it refuses again: it isn't asked about all the others.
    const found = asks && over ? ({is: 'refused', statement, stop: over} as const) : await weighOne(desk, statement)
    if (asks && found.is === 'refused' && found.stop.code === exit.refused) over = found.stop
    weighed.push(found)
  }
  return weighed
}

async function weighOne(desk: Desk, statement: Statement): Promise<Weighed> {
  try {
    return {is: 'fits', statement, entry: await weigh(desk, statement)}
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return {is: 'refused', statement, stop: error}
  }
}

/** The record of a statement. Rejects with `Stop` where it doesn't fit. */
export async function weigh(desk: Desk, {attempt, said}: Statement): Promise<Resolved> {
  mayBeSettled(desk, attempt, said)
  return said.is === 'batch-id' ? resolveById(desk, attempt, said) : resolveByWord(desk, attempt, said)
}

function mayBeSettled({recorded}: Desk, attempt: Attempt, said: Said): void {
  const {address, standing, batchID, intent} = attempt
  // What was abandoned may still turn out to have gone or not; to abandon it again says nothing.
  if (!isUnsettled(attempt) || (standing === 'abandoned' && said.is === 'abandon'))
    throw refuse(
      'FW175',
      'It is not in doubt',
      `${address} is recorded as ${batchID === undefined ? standing.replaceAll('-', ' ') : `batch ${batchID}`}.`,
    )
  if (standing === 'open' && !isInDoubt(attempt, recorded.present())) {
    throw stop(exit.busy, {
      code: 'FW170',
      summary: 'It is still in flight',
      detail: `${address} may still be answered until ${inWords(millis(intent.giveUpBy), 'UTC')}.`,
      help: 'Wait until then, and look again:\nfieldwork doubts',
    })
  }
}
