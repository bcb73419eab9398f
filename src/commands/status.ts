import type {BatchId} from '../address.ts'
import type {BatchReader} from '../apply/ports.ts'
import {type ExitCode, exit} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import {harmless} from '../views/harmless.ts'
import {statusJson} from '../views/json.ts'
import {narrow} from '../views/layout.ts'
import {line} from '../views/line.ts'
import {statusLines, tableLines} from '../views/status-lines.ts'
import {allDelivered, isPending, type StatusReport} from '../views/status-report.ts'
import {channel} from './channel.ts'
import {chosenBy} from './choose.ts'
import {type Context, coloured, columns, hasScreen} from './context.ts'
import {nextCommands} from './follow-up.ts'
import {mustTrust, type Opened, openProject, openState, type Recorded} from './open.ts'
import {openReader} from './open-reader.ts'
import {print, say} from './output.ts'
import {statusReport} from './recorded-batches.ts'

export interface StatusOptions {
  readonly address?: string
  readonly refresh: boolean
  readonly watch: boolean
  readonly every: Milliseconds
}

/** `fieldwork status`: recorded batches with ID and status; `--refresh` reads them, `--watch` goes on reading. */
export async function status(context: Context, options: StatusOptions): Promise<ExitCode> {
  const opened = await openProject(context, 'never')
  const recorded = await openState(context, opened.project)
  const {journal} = recorded
  const chosen = options.address === undefined ? undefined : chosenBy(journal.state, options.address)
  const report = (): StatusReport => statusReport(opened.project, journal.state, recorded.present(), chosen)
  if (options.refresh || options.watch) {
    const reader = await readerOf(
      options.watch && watchesOnScreen(context) ? quiet(context) : context,
      opened,
      recorded,
      report(),
    )
    try {
      const code = options.watch
        ? await watch(context, {every: options.every, allowance: opened.project.limits.allowance}, recorded, reader, report)
        : await refresh(context, recorded, reader, report())
      if (options.watch) return code
      show(context, report())
      return code
    } finally {
      reader?.close()
    }
  }
  show(context, report())
  return exit.done
}

function show(context: Context, report: StatusReport): void {
  if (context.options.format === 'json') context.stdout.write(statusJson(report))
  else
    print(
      context,
      statusLines(report, {width: columns(context.stdout), nowMs: context.clock.now(), commands: nextCommands(context)}),
    )
}

/** What has changed since the last reading, appended: a log is read from top to bottom. */
function showChanges(context: Context, before: StatusReport, now: StatusReport): void {
  const known = new Map(before.batches.map(({address, state, status}) => [address, `${state} ${status}`]))
  const changed = now.batches.filter(({address, state, status}) => known.get(address) !== `${state} ${status}`)
  if (changed.length === 0) return
  if (context.options.format === 'json') return show(context, now)
  const view = {width: columns(context.stdout), nowMs: context.clock.now()}
  print(context, tableLines({...now, batches: changed}, view).slice(view.width < narrow ? 0 : 1))
}

const watchesOnScreen = (context: Context): boolean => hasScreen(context) && context.options.format === 'text'
/** A screen tells in its own lines what is wrong. */
const quiet = (context: Context): Context => ({...context, options: {...context.options, quiet: true}})

type Reader = BatchReader & {close(): void}

/** A client that can only read; none where there is nothing to read, so that no key is needed. */
async function readerOf(
  context: Context,
  {project}: Opened,
  recorded: Recorded,
  report: StatusReport,
): Promise<Reader | undefined> {
  if (!report.batches.some(isReadable)) return undefined
  mustTrust(recorded)
  return openReader(context, project)
}

const isReadable = (batch: StatusReport['batches'][number]): batch is typeof batch & {batchID: BatchId} =>
  batch.batchID !== null && isPending(batch)

/** How often all batches are read, and out of how many calls. */
interface Pace {
  readonly every: Milliseconds
  readonly allowance: number
}

/** What a reading of all batches does as it goes on. */
interface Reading {
  readonly signal?: AbortSignal
  /** After each batch. */
  readonly each?: () => void
}

/** Reads every batch that isn't delivered yet, and records what changed. */
async function refresh(
  context: Context,
  {journal}: Recorded,
  reader: Reader | undefined,
  report: StatusReport,
  {signal, each}: Reading = {},
): Promise<ExitCode> {
  for (const {address, batchID} of report.batches.filter(isReadable)) {
    const reading = await reader?.readBatch(batchID, signal)
    if (!reading || signal?.aborted) break
    if (reading.is === 'read') {
      const known = journal.state.readings.get(batchID)
      const {surveyID, status, created} = reading
      if (known?.status !== status) await journal.append({type: 'batch.read', address, batchID, surveyID, status, created})
      each?.()
      continue
    }
    say(context, [line(`Batch ${batchID} could not be read: ${harmless(reading.evidence.why)}.`)])
    if (reading.is === 'refused') return exit.refused
    if (reading.is === 'failed') return exit.network
  }
  return exit.done
}

async function watch(
  context: Context,
  {every, allowance}: Pace,
  recorded: Recorded,
  reader: Reader | undefined,
  report: () => StatusReport,
): Promise<ExitCode> {
  const interrupts = context.interrupts()
  if (watchesOnScreen(context)) return watchOnScreen(context, {every, allowance}, recorded, reader, report)
  for (let before: StatusReport | undefined; ; ) {
    const code = await refresh(context, recorded, reader, report(), {signal: interrupts.first})
    const now = report()
    if (before) showChanges(context, before, now)
    else show(context, now)
    before = now
    if (allDelivered(report())) return code
    if (code === exit.refused) return code
    await context.clock.sleep(every, interrupts.first)
    if (interrupts.first.aborted) return exit.done
  }
}

async function watchOnScreen(
  context: Context,
  {every, allowance}: Pace,
  recorded: Recorded,
  reader: Reader | undefined,
  report: () => StatusReport,
): Promise<ExitCode> {
  const {watchScreen} = await import('../views/ink/screens.ts')
  const {stdin, stdout, clock} = context
  const left = new AbortController()
  const changes = channel<StatusReport>()
  let code = exit.done as ExitCode
  const reading = (async (): Promise<void> => {
    while (!left.signal.aborted) {
      // The screen's own lines tell what is wrong; it goes on trying.
      code = await refresh(quiet(context), recorded, reader, report(), {signal: left.signal, each: () => changes.push(report())})
      changes.push(report())
      if (allDelivered(report()) || code === exit.refused) break
      await clock.sleep(every, left.signal)
    }
    changes.end()
  })()
  await watchScreen({
    report: report(),
    everySeconds: Math.round(every / 1000),
    allowance,
    commands: nextCommands(context),
    clock,
    stdin,
    stdout,
    colour: coloured(context, stdout),
    subscribe: show => {
      void (async () => {
        for await (const change of changes) show(change, problemOf(code))
      })()
      return () => left.abort()
    },
  })
  left.abort()
  await reading
  return code === exit.refused ? code : exit.done
}

const problemOf = (code: ExitCode): string | undefined =>
  code === exit.network
    ? 'the API could not be reached; trying again'
    : code === exit.refused
      ? 'the API refused to be read'
      : undefined
