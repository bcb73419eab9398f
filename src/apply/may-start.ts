import {exit} from '../exit.ts'
import {type Milliseconds, millis} from '../instant.ts'
import type {CreateBatch} from '../plan/model.ts'
import {type ApplyPorts, notAttempted, stopWith, type Tally} from './run.ts'

/** How far our clock may be from the server's. */
export const skewAllowed: Milliseconds = 5 * 60_000

/** Asked before each send, and again once the connection is there: the run goes on, the files are as they were read, the clocks agree, and the time is right. */
export function mayStart(ports: ApplyPorts, tally: Tally, action: CreateBatch): boolean {
  const {clock, api, tell} = ports
  if (tally.stop.signal.aborted || ports.stopping.aborted) return notAttempted(tally)
  if (fileChanged(ports, tally)) return notAttempted(tally)
  const skew = api.clockSkew()
  if (skew !== undefined && Math.abs(skew) > skewAllowed) {
    tell({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        code: 'FW141',
        summary: "This machine's clock and the server's differ",
        detail: `By ${Math.round(Math.abs(skew) / 1000)} s; nothing is sent with more than 300 s.`,
        help: 'Set the clock.',
      },
    })
    stopWith(tally, exit.held)
    return notAttempted(tally)
  }
  const now = clock.now()
  if (action.notBefore !== null && now < millis(action.notBefore)) {
    tell({type: 'waiting', address: action.address, reason: 'not-due', until: action.notBefore})
    return notAttempted(tally)
  }
  if (action.notAfter !== null && now > millis(action.notAfter)) {
    tell({type: 'held', address: action.address, reason: 'missed', detail: `it could be sent until ${action.notAfter}`})
    tally.codes.add(exit.held)
    return notAttempted(tally)
  }
  return true
}

/** Whether a file is no longer as it was read: then what is sent wouldn't be what was planned, and nothing more is. */
export function fileChanged(ports: ApplyPorts, tally: Tally): boolean {
  const changed = ports.changedFile()
  if (changed === undefined) return false
  stopForChange(ports, tally, changed)
  return true
}

/** Tells that a file isn't as it was read, and that nothing more is sent. */
export function stopForChange({tell}: ApplyPorts, tally: Tally, changed: string): void {
  tell({
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      code: 'FW140',
      summary: 'A file was changed while the plan was carried out',
      detail: `${changed} is not as it was read. Nothing more is sent.`,
      help: 'Plan again.',
    },
  })
  stopWith(tally, exit.stale)
}
