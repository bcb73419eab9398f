import {exit} from '../exit.ts'
import {instant, millis} from '../instant.ts'
import {guardOf} from '../plan/guard.ts'
import type {CreateBatch} from '../plan/model.ts'
import {appendIntent, intentOf, sendWithin} from './intent.ts'
import {mayStart} from './may-start.ts'
import {meansAsPinned} from './meaning.ts'
import {type BatchConnection, ConnectFailed, type Outcome} from './ports.ts'
import {isOwnedByAnother, recordOutcome, refused} from './record-outcome.ts'
import {type ApplyPorts, notAttempted, stopWith, type Tally} from './run.ts'
import {taken} from './taken.ts'

const connectTries = 3
const rateTries = 5

/**
 * Sends one batch: connect, intent, flush and mark, both clocks, write once, classify, record. Every way out leaves either a record of
 * what happened or an open intent, which counts as in doubt; none leads to a second request that a record doesn't allow.
 */
export async function sendBatch(ports: ApplyPorts, tally: Tally, action: CreateBatch, seen: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    if (!mayStart(ports, tally, action)) return
    if (!(await meansAsPinned(ports, tally, action))) return
    const connection = await connected(ports, tally, action)
    if (!connection) return
    const outcome = await exchange(ports, tally, action, seen, connection).finally(() => connection.close())
    if (outcome?.is !== 'not-done') return
    const {refusal} = outcome
    if (refusal.kind !== 'rate' || tries >= rateTries) return refused(ports, tally, action, outcome.evidence, refusal)
    ports.tell({type: 'waiting', address: action.address, reason: 'rate', until: instant(ports.clock.now() + refusal.after)})
    await ports.clock.sleep(refusal.after, AbortSignal.any([ports.stopping, tally.stop.signal]))
  }
}

/** A fresh socket. Failing here is certainly not sent, so that it may be tried again. */
async function connected(
  {api, clock, tell, stopping}: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
): Promise<BatchConnection | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await api.connect(AbortSignal.any([stopping, tally.stop.signal]))
    } catch (error) {
      if (!(error instanceof ConnectFailed)) throw error
      if (stopping.aborted || tally.stop.signal.aborted) {
        notAttempted(tally)
        return undefined
      }
      if (tries >= connectTries) {
        tell({type: 'batch.refused', address: action.address, why: `no connection: ${error.message}. Certainly nothing was sent`})
        tally.refused++
        stopWith(tally, exit.network)
        return undefined
      }
      await clock.sleep(500 * tries, stopping)
    }
  }
}

/** From the intent to the recorded outcome, on one connection. Undefined where another runner or a halt came first. */
async function exchange(
  ports: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
  seen: number,
  connection: BatchConnection,
): Promise<Outcome | undefined> {
  const {clock, journal, leaving, tell} = ports
  // Connecting may have waited for the rate limit: what came meanwhile is in time.
  if (!mayStart(ports, tally, action)) return undefined
  const {entry, request, sendBy} = intentOf(ports, action)
  const begun = clock.monotonic()
  const intent = await appendIntent(ports, entry, guardOf(ports.desired, action, seen))
  if (!intent) {
    taken(ports, tally, action)
    return undefined
  }
  tell({type: 'batch.intent', address: action.address})
  const outcome = await connection.send(request, {
    mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,
    isOwned: id => isOwnedByAnother(journal.state, id, action.address),
    deadline: millis(entry.giveUpBy) - clock.now(),
    signal: leaving,
  })
  return recordOutcome(ports, tally, action, intent.seq, outcome)
}
