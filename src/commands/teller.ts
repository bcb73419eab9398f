import type {ApplyEvent} from '../apply/events.ts'
import type {BatchReader} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import {Stop} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import {applied, initialModel} from '../views/apply-model.ts'
import {columnFor, eventLines} from '../views/apply-row-lines.ts'
import {summaryLines} from '../views/apply-summary.ts'
import {eventJson} from '../views/json.ts'
import type {NextCommands} from '../views/next-commands.ts'
import {digitsFor} from '../views/short-address.ts'
import {channel} from './channel.ts'
import {type Context, coloured, columns, hasScreen, type Interrupts} from './context.ts'
import {pasteable, print, say} from './output.ts'

/** Where the events of an apply go: JSON lines, plain lines, or the screen. */
export interface Teller {
  readonly tell: (event: ApplyEvent) => void
  /** After the last event: what stays is written. */
  close(): Promise<void>
}

export async function openTeller(
  context: Context,
  project: Project,
  plan: Plan,
  reader: BatchReader,
  interrupts: Interrupts,
  commands: NextCommands,
): Promise<Teller> {
  const {tell, close} =
    context.options.format === 'json'
      ? {tell: (event: ApplyEvent) => void context.stdout.write(eventJson(event)), close: async () => {}}
      : hasScreen(context)
        ? await onScreen(context, project, plan, reader, interrupts, commands)
        : inLines(context, plan, commands)
  return {
    tell: event => tell(event.type === 'diagnostic' ? {...event, diagnostic: pasteable(context, event.diagnostic)} : event),
    close,
  }
}

function inLines(context: Context, plan: Plan, commands: NextCommands): Teller {
  const addresses = plan.actions.map(({address}) => address)
  const digits = digitsFor(addresses)
  const column = columnFor(addresses, digits)
  let model = initialModel(plan)
  return {
    tell: event => {
      model = applied(model, event, context.clock.now())
      say(context, eventLines(event, {width: columns(context.stderr), digits, column}))
    },
    close: async () => print(context, summaryLines(model, {width: columns(context.stdout), digits, commands})),
  }
}

/** One status is read so often while the apply goes on: a tenth of the rate at most, the rest is for the sends. */
const readEvery = 2000
/** How long the last look may take, all together. */
const lastLook = 2000
const delivered = 'Delivery Successful'

/** Calls can't be counted: the sends meet the same, and tell it. */
function refusedToCount(error: unknown): undefined {
  if (!(error instanceof Stop)) throw error
}

/** The screen follows what was created. It alone reads statuses, and it gives way at once to whoever wants to leave. */
async function onScreen(
  context: Context,
  {limits}: Project,
  plan: Plan,
  reader: BatchReader,
  interrupts: Interrupts,
  commands: NextCommands,
): Promise<Teller> {
  const {applyScreen} = await import('../views/ink/screens.ts')
  const {clock, stdin, stdout} = context
  const events = channel<ApplyEvent>()
  const pending: (ApplyEvent & {type: 'batch.created'})[] = []
  const ended = new AbortController()
  let last: ApplyEvent | undefined
  const readNext = async (signal: AbortSignal): Promise<void> => {
    const next = pending.shift()
    if (!next || signal.aborted) return
    const {address, batchID} = next
    const reading = await reader.readBatch(batchID, signal).catch(refusedToCount)
    // With a wrong key or a spent allowance no later look would tell more, and each would be one call.
    if (reading === undefined || (reading.is === 'refused' && reading.refusal.kind !== 'rate')) return void pending.splice(0)
    if (reading.is === 'refused' && reading.refusal.kind === 'rate') await clock.sleep(reading.refusal.after, signal)
    if (reading.is === 'read') events.push({type: 'batch.read', address, batchID, status: reading.status})
    if (reading.is !== 'read' || reading.status !== delivered) pending.push(next)
  }
  const during = AbortSignal.any([ended.signal, interrupts.first])
  const follow = (async (): Promise<void> => {
    while (!during.aborted) {
      await clock.sleep(readEvery, during)
      await readNext(during)
    }
  })()
  const screen = applyScreen({
    plan,
    events,
    clock,
    stdin,
    stdout,
    colour: coloured(context, stdout),
    callsPerMinute: limits.callsPerMinute,
    commands,
    onInterrupt: () => interrupts.interrupt(),
  })
  return {
    tell: event => {
      if (event.type === 'batch.created') pending.push(event)
      if (event.type === 'summary') last = event
      else events.push(event)
    },
    close: async () => {
      ended.abort()
      await follow
      const until = AbortSignal.any([interrupts.first, AbortSignal.timeout(lastLook)])
      for (let left = pending.length; left > 0 && !until.aborted; left--) await readNext(until)
      if (last) events.push(last)
      events.end()
      await screen
    },
  }
}
