import {statSync, writeFileSync} from 'node:fs'
import {extname, resolve} from 'node:path'
import {refuseDebugging} from '../api/debugging.ts'
import {resolveKey} from '../api/key.ts'
import {carryOut} from '../apply/carry-out.ts'
import type {ApplyEvent} from '../apply/events.ts'
import {rosterOf} from '../desired/roster.ts'
import {type ExitCode, exit, gravest, stop} from '../exit.ts'
import {instant, type Milliseconds} from '../instant.ts'
import type {Action, Plan} from '../plan/model.ts'
import {compare, type Saved} from '../plan/stale.ts'
import {tornStop} from '../state/journal.ts'
import {thisHolder} from '../state/stores/holder.ts'
import {takeLock} from '../state/stores/lock.ts'
import {eventJson} from '../views/json.ts'
import {planLines} from '../views/plan-lines.ts'
import {approve} from './approve.ts'
import {type Context, columns} from './context.ts'
import {changedFileOf} from './file-watch.ts'
import {mustTrust, openProject, openState, originOf, type Recorded} from './open.ts'
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
  const [savedPath] = options.paths
  const saved =
    savedPath !== undefined && isSavedPlan(context, options.paths)
      ? await readSavedPlan(resolve(context.cwd, savedPath), savedPath)
      : undefined
  const opened = await openProject(context, true)
  const recorded = await openState(context, opened.project, saved?.basis.lineage)
  mustTrust(recorded)
  if (recorded.journal.torn) throw tornStop(recorded.place, recorded.journal.torn)
  const unlock = await takeLock(lockPath(recorded), noteOf(context, recorded), options.lockTimeout, context.clock)
  try {
    await recorded.journal.refresh()
    const planned = planOf(context, opened, recorded, saved ? {paths: []} : options)
    return await applyPlanned(context, planned, options, saved)
  } finally {
    unlock()
  }
}

const lockPath = ({path}: Recorded): string => path.replace(/\.jsonl$/, '.lock')
const noteOf = ({who, pid, clock}: Context, {run}: Recorded) => ({run, who, since: instant(clock.now()), holder: thisHolder(pid)})

/** A single argument that is a file and not YAML is a saved plan. */
function isSavedPlan({cwd}: Context, paths: readonly string[]): boolean {
  const [path] = paths
  if (path === undefined || paths.length > 1 || ['.yaml', '.yml'].includes(extname(path))) return false
  return statSync(resolve(cwd, path), {throwIfNoEntry: false})?.isFile() ?? false
}

async function applyPlanned(
  context: Context,
  planned: Planned,
  options: ApplyOptions,
  saved: Plan | undefined,
): Promise<ExitCode> {
  const {plan, recorded, desired} = planned
  const actions = saved ? stillGood(saved, planned) : plan.actions
  const shown: Plan = saved && actions.length < plan.actions.length ? narrowed(plan, actions) : plan
  const rest = codesOfRest(shown)
  if (context.options.format === 'text') warn(context, planned.diagnostics)
  if (actions.length === 0) {
    await nothingToDo(context, shown)
    return gravest(rest)
  }
  const {createClient} = await import('../api/api.ts')
  const {panel, limits, root} = planned.project
  const key = await resolveKey(panel.apiKey, {env: context.env, root})
  if (!(await approve(context, shown, options.yes))) return gravest([exit.held, ...rest.filter(code => code === exit.doubt)])
  const begun = await begin(context, planned)
  if (begun === 'another lineage') return again(context, planned, options, saved)
  const client = createClient({baseUrl: panel.baseUrl, key, limits, clock: context.clock, version: context.version})
  const interrupts = context.interrupts()
  const teller = await openTeller(context, planned.project, shown, client, interrupts)
  teller.tell({type: 'version', formatVersion: 1, tool: plan.tool, panel: plan.panel, plan: plan.digest})
  for (const event of eventsOfRest(shown)) teller.tell(event)
  try {
    const code = await carryOut(shown, actions, {
      run: recorded.run,
      journal: recorded.journal,
      api: client,
      clock: context.clock,
      desired,
      roster: rosterOf(planned.project, recorded.journal.state.lineage),
      limits,
      tell: teller.tell,
      changedFile: changedFileOf(root, actions, desired.campaigns),
      keepUnrecorded: text => writeFileSync(recorded.path.replace(/\.jsonl$/, '.unrecorded'), text, {flag: 'a', mode: 0o600}),
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
  throw stop(exit.stale, {
    code: 'FW150',
    summary: 'The saved plan is stale',
    detail: `Nothing was sent. ${result.differences.slice(0, 10).join('; ')}${result.differences.length > 10 ? `; and ${result.differences.length - 10} more` : ''}.`,
    help: 'Plan again, look at it, and apply the new plan.',
  })
}

/** What is shown and approved of a plan of which only some actions are carried out. */
function narrowed(plan: Plan, actions: readonly Action[]): Plan {
  const batches = actions.filter(action => action.type === 'create-batch')
  const members = actions.filter(action => action.type === 'add-members')
  return {
    ...plan,
    actions,
    summary: {...plan.summary, batchesToCreate: batches.length, membersToAdd: members.reduce((sum, {count}) => sum + count, 0)},
  }
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

async function nothingToDo(context: Context, plan: Plan): Promise<void> {
  if (context.options.format === 'text') return print(context, planLines(plan, {width: columns(context.stdout)}))
  const events: readonly ApplyEvent[] = [
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
  for (const event of events) context.stdout.write(eventJson(event))
}

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

/** Plans anew on the state that another run has just begun. A saved plan was made for another state. */
async function again(
  context: Context,
  {recorded, ...opened}: Planned,
  options: ApplyOptions,
  saved: Plan | undefined,
): Promise<ExitCode> {
  return applyPlanned(context, planOf(context, opened, recorded, saved ? {paths: []} : options), options, saved)
}
