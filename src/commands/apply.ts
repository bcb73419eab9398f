import {statSync, writeFileSync} from 'node:fs'
import {extname, resolve} from 'node:path'
import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {carryOut} from '../apply/carry-out.ts'
import type {ApplyEvent} from '../apply/events.ts'
import {rosterOf} from '../desired/roster.ts'
import {type ExitCode, exit, gravest, stop} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import type {Action, Plan} from '../plan/model.ts'
import {narrowed} from '../plan/narrow.ts'
import {compare, type Saved} from '../plan/stale.ts'
import {tornStop} from '../state/journal.ts'
import {thisHolder} from '../state/stores/holder.ts'
import {takeLock} from '../state/stores/lock.ts'
import {eventJson} from '../views/json.ts'
import {planLines} from '../views/plan-lines.ts'
import {approve} from './approve.ts'
import {type Context, columns} from './context.ts'
import {type ChangedFile, watchFiles} from './file-watch.ts'
import {choiceWords, followUp, nextCommands} from './follow-up.ts'
import {lockNote, lockPath} from './lock-note.ts'
import {mustTrust, openProject, openState, originOf} from './open.ts'
import {print, warn} from './output.ts'
import {type Choice, type Planned, planOf} from './planning.ts'
import {readSavedPlan} from './saved-plan.ts'
import {openTeller} from './teller.ts'

export interface ApplyOptions extends Choice {
  readonly yes: boolean
  readonly lockTimeout: Milliseconds
}

/** `fieldwork apply`: carries a plan out, after asking. */
export async function apply(context: Context, options: ApplyOptions): Promise<ExitCode> {
  refuseDebugging(context.env)
  const saved = await savedPlanOf(context, options)
  const opened = await openProject(context, true)
  const changedFile = watchFiles(opened.project)
  const recorded = await openState(context, opened.project, saved?.basis.lineage)
  mustTrust(context, recorded)
  if (recorded.journal.torn) throw tornStop(recorded.place, recorded.journal.torn)
  const job = (): Job =>
    jobOf(
      planOf(
        context,
        opened,
        recorded,
        saved ? {paths: [], addresses: new Set(saved.actions.map(({address}) => address))} : options,
      ),
      options,
      saved,
      changedFile,
    )
  const first = job()
  if (first.actions.length === 0) return nothingToDo(context, first)
  const unlock = await takeLock(lockPath(recorded), lockNote(context, recorded), options.lockTimeout, context.clock)
  try {
    await recorded.journal.refresh()
    return await carriedOut(context, job)
  } finally {
    unlock()
  }
}

/** A plan that is ready to be shown, approved and carried out. */
interface Job {
  readonly planned: Planned
  readonly options: ApplyOptions
  readonly actions: readonly Action[]
  /** The plan with just these actions. */
  readonly shown: Plan
  readonly changedFile: ChangedFile
}

function jobOf(planned: Planned, options: ApplyOptions, saved: Plan | undefined, changedFile: ChangedFile): Job {
  const actions = saved ? stillGood(saved, planned) : planned.plan.actions
  return {planned, options, actions, shown: narrowed(planned.plan, actions, planned.desired), changedFile}
}

async function savedPlanOf(context: Context, {paths, only, exclude}: ApplyOptions): Promise<Plan | undefined> {
  const [path] = paths
  if (path === undefined || !isSavedPlan(context, paths)) return undefined
  if (!only && !exclude) return readSavedPlan(resolve(context.cwd, path), path)
  throw stop(exit.usage, {
    code: 'FW153',
    summary: 'A saved plan is applied whole',
    detail: '--only and --exclude choose the actions when a plan is made, not when it is applied.',
    help: `Make a plan of just these, look at it, and apply that:\n${followUp(context, 'plan', ...choiceWords({paths: [], ...(only && {only}), ...(exclude && {exclude})}), '--out', path)}`,
  })
}

/** Keeps a note beside a journal that can't be written, if that at least can be done: the same was told already. */
function noteBeside(path: string, text: string): void {
  try {
    writeFileSync(path.replace(/\.jsonl$/, '.unrecorded'), text, {flag: 'a', mode: 0o600})
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** A single argument that is a file and not YAML is a saved plan. */
function isSavedPlan({cwd}: Context, paths: readonly string[]): boolean {
  const [path] = paths
  if (path === undefined || paths.length > 1 || ['.yaml', '.yml'].includes(extname(path))) return false
  return statSync(resolve(cwd, path), {throwIfNoEntry: false})?.isFile() ?? false
}

/** Approval, line 1 where there is none, then the sends. `job` is made anew where another run has begun the state meanwhile. */
async function carriedOut(context: Context, job: () => Job): Promise<ExitCode> {
  const {planned, options, actions, shown, changedFile} = job()
  const {recorded, desired, project} = planned
  if (actions.length === 0) return nothingToDo(context, {planned, shown})
  if (context.options.format === 'text') warn(context, planned.diagnostics)
  const {panel, limits, root} = project
  const key = await resolveKey(panel.apiKey, {env: context.env, root})
  const rest = codesOfRest(shown)
  if (!(await approve(context, shown, options))) return gravest([exit.held, ...rest.filter(code => code === exit.doubt)])
  if ((await begin(context, planned)) === 'another lineage') return carriedOut(context, job)
  const {createClient} = await import('../api/api.ts')
  const client = createClient({baseUrl: panel.baseUrl, key, limits, clock: context.clock, version: context.version})
  const interrupts = context.interrupts()
  const teller = await openTeller(context, project, shown, client, interrupts, nextCommands(context, choiceWords(options)))
  teller.tell({type: 'version', formatVersion: 1, tool: shown.tool, panel: shown.panel, plan: shown.digest})
  for (const event of eventsOfRest(shown)) teller.tell(event)
  const files = new Set(actions.map(({source}) => source.file))
  try {
    const code = await carryOut(shown, actions, {
      run: recorded.run,
      journal: recorded.journal,
      api: client,
      clock: context.clock,
      desired,
      roster: rosterOf(project, recorded.journal.state.lineage),
      limits,
      tell: teller.tell,
      changedFile: () => changedFile(files),
      keepUnrecorded: text => noteBeside(recorded.path, text),
      stopping: interrupts.first,
      leaving: interrupts.second,
    })
    const all = gravest([code, ...rest])
    // What the run ended with is told even where the record of it can't be kept any more.
    await recorded.journal.append({type: 'run.end', exit: all}).catch(() => undefined)
    return all
  } finally {
    await teller.close()
    client.close()
  }
}

/** The actions of a saved plan that are left to do, or exit 8 with the difference. */
function stillGood(saved: Plan, {plan, desired, recorded}: Planned): readonly Action[] {
  const {journal} = recorded
  const {head} = saved.basis
  // A plan made from a state that isn't here would begin that state anew, beside the real one.
  const result: Saved =
    head && !journal.holds(head)
      ? {is: 'stale', differences: [`it was made from a recorded state that is not here (record ${head.seq})`]}
      : compare(saved, plan, desired, journal.state)
  if (result.is === 'good') return result.actions
  throw stop(gravest([exit.stale, ...(plan.inDoubt.length > 0 ? [exit.doubt] : [])]), {
    code: 'FW150',
    summary: 'The saved plan is stale',
    detail: `Nothing was sent: ${result.differences.slice(0, 10).join('; ')}${result.differences.length > 10 ? `; and ${result.differences.length - 10} more` : ''}.`,
    help: 'Plan again, look at it, and apply the new plan.',
  })
}

function codesOfRest({held, inDoubt, waiting}: Plan): ExitCode[] {
  return [
    ...(inDoubt.length > 0 ? [exit.doubt] : []),
    ...(held.length > 0 ? [exit.held] : []),
    ...(waiting.some(({reason}) => reason === 'in-flight') ? [exit.busy] : []),
  ]
}

const eventsOfRest = ({held, waiting}: Plan): readonly ApplyEvent[] => [
  ...waiting.map(({address, reason, until}) => ({type: 'waiting' as const, address, reason, until})),
  ...held.map(({address, reason, detail}) => ({type: 'held' as const, address, reason, detail})),
]

function nothingToDo(context: Context, {planned, shown}: Pick<Job, 'planned' | 'shown'>): ExitCode {
  if (context.options.format === 'json') for (const event of eventsOfNothing(shown)) context.stdout.write(eventJson(event))
  else {
    warn(context, planned.diagnostics)
    print(
      context,
      planLines(shown, {width: columns(context.stdout), commands: nextCommands(context), root: planned.project.root}),
    )
  }
  return gravest(codesOfRest(shown))
}

const eventsOfNothing = (plan: Plan): readonly ApplyEvent[] => [
  {type: 'version', formatVersion: 1, tool: plan.tool, panel: plan.panel, plan: plan.digest},
  ...eventsOfRest(plan),
  {
    type: 'summary',
    membersPosted: 0,
    membersAdded: 0,
    membersNotAdded: 0,
    batchesCreated: 0,
    refused: 0,
    inDoubt: 0,
    held: plan.summary.held,
    notAttempted: 0,
  },
]

/** Line 1 where the journal is new, then the run. Who loses the race for line 1 has planned for another lineage. */
async function begin({version, who, pid}: Context, {recorded, plan, project}: Planned): Promise<'begun' | 'another lineage'> {
  const {journal} = recorded
  if (!journal.state.head) {
    const {lineage} = plan.basis
    const origin = originOf(project.panel.baseUrl)
    await journal.append(
      {type: 'journal', lineage, panel: project.panel.name, origin, normalisation: 1},
      state => state.head === null,
    )
    if (journal.state.lineage !== lineage) return 'another lineage'
  }
  await journal.append({type: 'run.start', command: 'apply', version, holder: thisHolder(pid), who})
  return 'begun'
}
