import {writeFileSync} from 'node:fs'
import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {carryOut} from '../apply/carry-out.ts'
import type {ApplyEvent} from '../apply/events.ts'
import type {KeySource} from '../config/campaign.ts'
import {rosterOf} from '../desired/roster.ts'
import {type ExitCode, exit, gravest, Stop} from '../exit.ts'
import {doubts} from '../state/doubt.ts'
import {beginJournal, tornStop} from '../state/journal.ts'
import {thisHolder} from '../state/stores/holder.ts'
import {takeLock} from '../state/stores/lock.ts'
import {type ApplyOptions, type Job, jobOf, savedPlanOf} from './apply-job.ts'
import {codesOfRest, doubtsBefore, eventsOfRest, nothingToDo} from './apply-rest.ts'
import {approve} from './approve.ts'
import type {Context} from './context.ts'
import {watchFiles} from './file-watch.ts'
import {choiceWords, nextCommands} from './follow-up.ts'
import {lineOptions} from './line-options.ts'
import {lockNote, lockPath} from './lock-note.ts'
import {mustTrust, openProject, openState, type Recorded} from './open.ts'
import {warn} from './output.ts'
import {openTeller} from './teller.ts'

/** `fieldwork apply`: carries a plan out, after asking. */
export async function apply(context: Context, options: ApplyOptions): Promise<ExitCode> {
  refuseDebugging(context.env)
  const saved = await savedPlanOf(context, options)
  const opened = await openProject(context, 'later')
  const changedFile = watchFiles(opened.project)
  const recorded = await openState(context, opened.project, saved?.basis.lineage)
  mustTrust(recorded)
  if (recorded.journal.torn) throw tornStop(recorded.place, recorded.journal.torn)
  const job = (): Job => jobOf(context, {opened, recorded, options, saved, changedFile})
  const first = job()
  if (first.actions.length === 0) return nothingToDo(context, first)
  try {
    return await locked(context, recorded, options, () => carriedOut(context, job))
  } catch (error) {
    throw error instanceof Stop && first.shown.inDoubt.length > 0
      ? new Stop(gravest([error.code, exit.doubt]), error.diagnostics, {cause: error})
      : error
  }
}

async function locked(
  context: Context,
  recorded: Recorded,
  {lockTimeout}: ApplyOptions,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const unlock = await takeLock(lockPath(recorded), lockNote(context, recorded), lockTimeout, context.clock)
  try {
    await recorded.look()
    return await work()
  } finally {
    unlock()
  }
}

/** A bug is told of in its own words, which may hold anything. */
function keyless(event: ApplyEvent, key: string): ApplyEvent {
  if (event.type !== 'diagnostic' || !event.diagnostic.detail?.includes(key)) return event
  return {...event, diagnostic: {...event.diagnostic, detail: event.diagnostic.detail.replaceAll(key, '[key]')}}
}

/** Which key was refused, without a word of it. */
function keyHint(source: KeySource): ApplyEvent {
  const place =
    'env' in source ? source.env : 'file' in source ? source.file : 'command' in source ? source.command[0] : undefined
  const help =
    place === undefined
      ? 'It is the key of the sandbox.'
      : `It came from ${place}: check that it is the one of this panel's data centre.`
  return {type: 'diagnostic', diagnostic: {severity: 'error', code: 'FW182', summary: 'The API refused the key', help}}
}

/** Keeps a note beside a journal that can't be written, if that at least can be done: the same was told already. */
function noteBeside(path: string, text: string): void {
  try {
    writeFileSync(path.replace(/\.jsonl$/, '.unrecorded'), text, {flag: 'a', mode: 0o600})
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** Approval, line 1 where there is none, then the sends. `job` is made anew where another run has begun the state meanwhile. */
async function carriedOut(context: Context, job: () => Job): Promise<ExitCode> {
  const ours = job()
  const {planned, options, actions, shown, changedFile} = ours
  const {recorded, desired, project} = planned
  if (actions.length === 0) return nothingToDo(context, {planned, shown})
  if (context.options.format === 'text') warn(context, planned.diagnostics)
  const {panel, limits, root} = project
  const key = await resolveKey(panel.apiKey, {env: context.env, root})
  const rest = codesOfRest(shown)
  if (!(await approve(context, shown, options))) return gravest([exit.held, ...rest.filter(code => code === exit.doubt)])
  if ((await begin(context, ours)) === 'another lineage') return carriedOut(context, job)
  const {createClient} = await import('../api/api.ts')
  const client = createClient(await lineOptions(context, project, key))
  const interrupts = context.interrupts()
  const teller = await openTeller(context, project, shown, client, interrupts, nextCommands(context, choiceWords(options)))
  teller.tell({type: 'version', formatVersion: 1, tool: shown.tool, panel: shown.panel, plan: shown.digest})
  if (context.options.format === 'json') for (const event of doubtsBefore(shown)) teller.tell(event)
  for (const event of eventsOfRest(shown)) teller.tell(event)
  const files = new Set(actions.map(({source}) => source.file))
  try {
    const code = await carryOut(shown, actions, {
      run: recorded.run,
      journal: recorded.journal,
      present: recorded.present,
      api: client,
      clock: context.clock,
      desired,
      roster: rosterOf(project, recorded.journal.state.lineage, planned.peopleOf),
      limits,
      tell: event => {
        teller.tell(keyless(event, key))
        if (event.type === 'batch.refused' && event.status === 401) teller.tell(keyHint(panel.apiKey))
      },
      changedFile: () => changedFile(files),
      keepUnrecorded: text => noteBeside(recorded.path, text),
      stopping: interrupts.first,
      leaving: interrupts.second,
    })
    // Whoever left it, and whenever: while a send is in doubt, that is what a run ends with.
    await recorded.look().catch(() => undefined)
    const open = doubts(recorded.journal.state, recorded.present())
    const all = gravest([code, ...rest, ...(open.length > 0 ? [exit.doubt] : [])])
    // What the run ended with is told even where the record of it can't be kept any more.
    await recorded.journal.append({type: 'run.end', exit: all}).catch(() => undefined)
    return all
  } finally {
    await teller.close()
    client.close()
  }
}

/** Line 1 where the journal is new, then the run. Who loses the race for line 1 has planned for another lineage. */
async function begin(
  {version, who, pid}: Context,
  {planned: {recorded, plan}, digest}: Job,
): Promise<'begun' | 'another lineage'> {
  const {journal} = recorded
  await beginJournal(journal)
  if (journal.state.lineage !== plan.basis.lineage) return 'another lineage'
  await journal.append({type: 'run.start', command: 'apply', version, holder: thisHolder(pid), who, plan: digest})
  return 'begun'
}
