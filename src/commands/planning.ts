import {existsSync, realpathSync, statSync} from 'node:fs'
import {relative, resolve, sep} from 'node:path'
import {inOrder} from '../config/file-mistakes.ts'
import {desired as desire} from '../desired/desire.ts'
import type {Desired} from '../desired/desired.ts'
import type {PeopleOf} from '../desired/people-of.ts'
import {exit, stop} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import {plan} from '../plan/plan.ts'
import {type Selection, selector} from '../plan/selection.ts'
import {tornStop} from '../state/journal.ts'
import type {State} from '../state/state.ts'
import type {Context} from './context.ts'
import {type Opened, openProject, openState, type Recorded} from './open.ts'

/** What chooses the actions of a plan. */
export interface Choice {
  readonly paths: readonly string[]
  readonly only?: readonly string[]
  readonly exclude?: readonly string[]
  /** Just these addresses: those of a saved plan. */
  readonly addresses?: ReadonlySet<string>
}

/** A plan with all that it was made from. */
export interface Planned extends Opened {
  readonly recorded: Recorded
  readonly desired: Desired
  readonly peopleOf: PeopleOf
  readonly plan: Plan
}

/** What a plan is made for. */
export interface PlanFor {
  /** Another state than the recorded one, to ask "what if". */
  readonly state?: State
  /** It will be carried out: each row is needed as it is posted. */
  readonly carriedOut?: boolean
}

/** Reads the project and its state, and plans. `lineage` names a state that isn't begun yet. */
export async function makePlan(context: Context, choice: Choice, lineage?: string): Promise<Planned> {
  const opened = await openProject(context, 'later')
  const recorded = await openState(context, opened.project, lineage)
  if (recorded.journal.torn) throw tornStop(recorded.place, recorded.journal.torn)
  return planOf(context, opened, recorded, choice)
}

/** Plans from what was read. Throws `Stop` (exit 3) with every mistake in member files. */
export function planOf(
  context: Context,
  opened: Opened,
  recorded: Recorded,
  choice: Choice,
  {state = recorded.journal.state, carriedOut = false}: PlanFor = {},
): Planned {
  const {peopleOf, diagnostics: met} = opened.people(state, carriedOut)
  const diagnostics = met.length > 0 ? inOrder([...opened.diagnostics, ...met]) : opened.diagnostics
  const desired = desire(opened.project, state.lineage, peopleOf)
  const selection = selectionOf(context, opened, choice)
  const {unmatched} = selector(selection, desired)
  if (unmatched.length > 0) throw notFound(unmatched)
  const made = plan(desired, state, recorded.present(), {selection, version: context.version, diagnostics})
  return {...opened, diagnostics, recorded, desired, peopleOf, plan: made}
}

const notFound = (patterns: readonly string[]) =>
  stop(exit.usage, {
    code: 'FW160',
    summary: 'No campaign has such an address',
    detail: `${patterns.map(pattern => JSON.stringify(pattern)).join(', ')} fits nothing in the campaigns.`,
    help: 'An address is CAMPAIGN/BATCH or CAMPAIGN/members; a beginning of one is enough.',
  })

function selectionOf({cwd}: Context, {project}: Opened, {paths, only, exclude, addresses}: Choice): Selection {
  return {
    ...(paths.length > 0 && {
      files: new Set(
        paths.flatMap(path =>
          filesOf(
            path,
            cwd,
            project.root,
            project.campaigns.map(({file}) => file),
          ),
        ),
      ),
    }),
    ...(only && {only}),
    ...(exclude && {exclude}),
    ...(addresses && {addresses}),
  }
}

/** Campaign files that a path names: the file, or all in the folder. */
function filesOf(path: string, cwd: string, root: string, files: readonly string[]): readonly string[] {
  const whole = resolve(cwd, path)
  if (!existsSync(whole)) throw noFile(path, 'there is no such file or folder')
  const inside = relative(realpathSync(root), realpathSync(whole)).split(sep).join('/')
  const found = statSync(whole).isDirectory()
    ? files.filter(file => inside === '' || file.startsWith(`${inside}/`))
    : files.filter(file => file === inside)
  if (found.length === 0) throw noFile(path, "it isn't a campaign file of this project (campaigns/**/*.yaml)")
  return found
}

const noFile = (path: string, why: string) =>
  stop(exit.usage, {code: 'FW161', summary: 'That path names no campaign', detail: `${JSON.stringify(path)}: ${why}.`})
