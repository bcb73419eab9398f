import {statSync} from 'node:fs'
import {extname, resolve} from 'node:path'
import type {Digest} from '../address.ts'
import {exit, gravest, stop} from '../exit.ts'
import type {Milliseconds} from '../instant.ts'
import type {Action, Plan} from '../plan/model.ts'
import {narrowed} from '../plan/narrow.ts'
import {compare, type Saved} from '../plan/stale.ts'
import type {Context} from './context.ts'
import type {ChangedFile} from './file-watch.ts'
import {choiceWords, followUp} from './follow-up.ts'
import type {Opened, Recorded} from './open.ts'
import {type Choice, type Planned, planOf} from './planning.ts'
import {readSavedPlan} from './saved-plan.ts'

export interface ApplyOptions extends Choice {
  readonly yes: boolean
  readonly lockTimeout: Milliseconds
}

/** A plan that is ready to be shown, approved and carried out. */
export interface Job {
  readonly planned: Planned
  readonly options: ApplyOptions
  readonly actions: readonly Action[]
  /** The plan with just these actions. */
  readonly shown: Plan
  /** Of the plan that is carried out: of the saved one, since that is what was reviewed. */
  readonly digest: Digest
  readonly changedFile: ChangedFile
}

/** What there is to do now, by the newest state that was read. Of a saved plan: what is left of it. */
export function jobOf(context: Context, {opened, recorded, options, saved, changedFile}: JobSource): Job {
  const choice = saved ? {paths: [], addresses: new Set(saved.actions.map(({address}) => address))} : options
  const planned = planOf(context, opened, recorded, choice, {carriedOut: true})
  const actions = saved ? stillGood(saved, planned) : planned.plan.actions
  const shown = narrowed(planned.plan, actions, planned.desired)
  return {planned, options, actions, shown, digest: (saved ?? shown).digest, changedFile}
}

/** What a job is made from: the files and the state, read once, and what was asked for. */
export interface JobSource {
  readonly opened: Opened
  readonly recorded: Recorded
  readonly options: ApplyOptions
  readonly saved: Plan | undefined
  readonly changedFile: ChangedFile
}

/** The saved plan that the arguments name, if they name one. */
export async function savedPlanOf(context: Context, {paths, only, exclude}: ApplyOptions): Promise<Plan | undefined> {
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

/** A single argument that is a file and not YAML is a saved plan. */
function isSavedPlan({cwd}: Context, paths: readonly string[]): boolean {
  const [path] = paths
  if (path === undefined || paths.length > 1 || ['.yaml', '.yml'].includes(extname(path))) return false
  return statSync(resolve(cwd, path), {throwIfNoEntry: false})?.isFile() ?? false
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
