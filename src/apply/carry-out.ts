import {type Address, campaignOf} from '../address.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {type ExitCode, exit, gravest, Stop} from '../exit.ts'
import type {Action, AddMembers, CreateBatch, Plan} from '../plan/model.ts'
import {postMembers} from './post-members.ts'
import {endedSilently, recordDoubts} from './record-doubts.ts'
import {type ApplyPorts, newTally, summaryOf, type Tally} from './run.ts'
import {sendBatch} from './send-batch.ts'

/** Carries out the actions of a plan: doubts are recorded, then come all members, campaign by campaign, then the batches. It decides nothing. The answer is the exit code. */
export async function carryOut(plan: Plan, actions: readonly Action[], ports: ApplyPorts): Promise<ExitCode> {
  const tally = newTally()
  const seen = plan.basis.head?.seq ?? 0
  try {
    await ports.journal.refresh()
    for (const address of await recordDoubts(ports))
      if (!plan.inDoubt.some(known => known.address === address)) newDoubt(ports, tally, address)
    const ready = await addMembers(ports, tally, actions)
    await sendAll(ports, tally, actions, ready, seen)
  } catch (error) {
    // Whatever broke, what is known by now is told and counts: a doubt is not hidden behind an error.
    const {diagnostics, code} = error instanceof Stop ? error : unforeseen(error)
    for (const diagnostic of diagnostics) ports.tell({type: 'diagnostic', diagnostic})
    tally.codes.add(code)
  }
  if (ports.stopping.aborted) tally.codes.add(exit.interrupted)
  ports.tell(summaryOf(tally, plan.summary))
  return gravest(tally.codes)
}

/** One that was in flight still when the plan was made. */
function newDoubt({tell}: ApplyPorts, tally: Tally, address: Address): void {
  tally.inDoubt++
  tally.codes.add(exit.doubt)
  tell({type: 'batch.in-doubt', address, why: endedSilently})
}

/** Campaigns whose batches may go: those without members of their own to add, and those whose members are all recorded. */
async function addMembers(
  ports: ApplyPorts,
  tally: Tally,
  actions: readonly Action[],
): Promise<(action: CreateBatch) => boolean> {
  const unready = new Set<string>()
  for (const action of actions.filter((each): each is AddMembers => each.type === 'add-members')) {
    if (!(await postMembers(ports, tally, action))) unready.add(campaignOf(action.address))
  }
  return action => !unready.has(campaignOf(action.address))
}

/** Up to `concurrency` sends at once, begun in the order of the plan. */
async function sendAll(
  ports: ApplyPorts,
  tally: Tally,
  actions: readonly Action[],
  ready: (action: CreateBatch) => boolean,
  seen: number,
): Promise<void> {
  const queue = actions.filter((action): action is CreateBatch => action.type === 'create-batch')
  const worker = async (): Promise<void> => {
    for (let action = queue.shift(); action; action = queue.shift()) {
      if (ready(action)) await sendBatch(ports, tally, action, seen)
      else tally.notAttempted++
    }
  }
  const failed = (
    await Promise.allSettled(Array.from({length: ports.limits.concurrency}, () => stopOnError(worker, tally)))
  ).flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []))
  if (failed.length > 0) throw failed[0]
}

/** What stops one worker stops all: the rest of the queue isn't attempted, but what is in flight is waited for. */
async function stopOnError(worker: () => Promise<void>, tally: Tally): Promise<void> {
  try {
    await worker()
  } catch (error) {
    tally.stop.abort()
    throw error
  }
}

function unforeseen(error: unknown): {readonly diagnostics: readonly Diagnostic[]; readonly code: ExitCode} {
  const detail = error instanceof Error ? `${error.name}: ${error.message}`.replace(/[^\s@]+@[^\s@]+/g, '[address]') : 'unknown'
  const help = 'This is a bug. Nothing is retried by itself: look at the status and the doubts before it is run again.'
  return {
    diagnostics: [{severity: 'error', code: 'FW100', summary: 'Something failed that should not', detail, help}],
    code: exit.bug,
  }
}
