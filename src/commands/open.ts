import {statSync} from 'node:fs'
import {join, resolve} from 'node:path'
import type {Project} from '../config/campaign.ts'
import {findRoot, type LoadOptions, loadProject} from '../config/load.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {exit, Stop, stop} from '../exit.ts'
import {instant} from '../instant.ts'
import type {Present} from '../state/doubt.ts'
import type {RunId} from '../state/entry.ts'
import {type Journal, openJournal} from '../state/journal.ts'
import {isOpen, type State} from '../state/state.ts'
import {isGone} from '../state/stores/holder.ts'
import type {ProjectMarks} from '../state/stores/marks.ts'
import type {Context} from './context.ts'
import {type ReadPeople, readingPeople} from './people.ts'
import {originOf, placesOf, storeAt} from './places.ts'
import {reading} from './reading.ts'
import {checkBinding, checkMark} from './verify-state.ts'

/** A project whose files are good, with the warnings met on the way. */
export interface Opened {
  readonly project: Project
  readonly diagnostics: readonly Diagnostic[]
  readonly people: ReadPeople
}

/** Reads the project that the options name; its members as `LoadOptions` has it. Rejects with `Stop` (exit 3) where a file is wrong. */
export async function openProject(
  context: Context,
  members: LoadOptions['members'],
  {lockNeeded = true}: Pick<LoadOptions, 'lockNeeded'> = {},
): Promise<Opened> {
  const told = reading(context)
  const {project, diagnostics} = await loadProject({
    ...asked(context),
    members,
    lockNeeded,
    progress: told.campaigns,
    rows: told.rows,
  }).finally(told.end)
  if (!project) throw new Stop(exit.invalid, diagnostics)
  const warnings = project.campaigns.length > 0 ? diagnostics : [...diagnostics, noCampaignHere(project.root)]
  return {project, diagnostics: warnings, people: readingPeople(project, () => reading(context))}
}

/** Which project, and for which panel and server, as options and environment say. Throws `Stop` (64) where there is no such folder. */
export function asked(context: Context): Pick<LoadOptions, 'root' | 'version' | 'panel' | 'url'> {
  const {options, env, version} = context
  const url = (options.url ?? env.FIELDWORK_URL) || undefined
  return {root: rootOf(context), version, panel: panelAsked(context), url}
}

/** The panel that the options or the environment name. */
export const panelAsked = ({options, env}: Context): string | undefined => (options.panel ?? env.FIELDWORK_PANEL) || undefined

/** The folder of the project that the options name. Throws `Stop` (64) where there is none. */
export const rootOf = ({options: {project}, cwd}: Context): string =>
  findRoot(project === undefined ? cwd : folderOf(resolve(cwd, project), project))

function folderOf(path: string, shown: string): string {
  if (statSync(path, {throwIfNoEntry: false})?.isDirectory()) return path
  throw stop(exit.usage, {
    code: 'FW157',
    summary: 'There is no such project folder',
    detail: `-C ${JSON.stringify(shown)} is no folder.`,
    help: 'Name the folder that holds campaigns/.',
  })
}

/** A wrong folder looks just like one in which nothing was sent yet: better to say where one is. */
export const noCampaignHere = (root: string): Diagnostic => ({
  severity: 'warning',
  code: 'FW133',
  summary: 'There is no campaign here',
  detail: `${join(root, 'campaigns')} holds no YAML file.`,
  help: 'Go to the folder that holds campaigns/, or name it: -C DIR',
})

/** The recorded state of a project's panel, verified against what this machine remembers. */
export interface Recorded {
  readonly journal: Journal
  readonly marks: ProjectMarks
  /** Path of the journal, for messages and for what is kept beside it. */
  readonly path: string
  readonly place: string
  /** True where this machine has no mark for the journal: reading is fine, writing needs `state trust`. */
  readonly untrusted: boolean
  /** The name of this run in the journal. */
  readonly run: string
  /** The clock, and the runs that were gone when the records were last looked at. */
  readonly present: () => Present
  /**
   * Reads what others have added. Who is gone is asked first, and the records after that: of a run that has ended since, its outcome is
   * there, and a send without one is in doubt indeed.
   */
  readonly look: () => Promise<void>
}

/** Opens the recorded state of the project's panel. Rejects with `Stop` (exit 7) where it can't be trusted. `lineage` names a state that isn't begun yet. */
export async function openState(context: Context, project: Project, lineage = context.random(16)): Promise<Recorded> {
  const {clock, random, memory} = context
  const {path, place, marks} = placesOf(project, memory)
  const run = random(8)
  const origin = originOf(project.panel.baseUrl)
  const store = storeAt(context, {path, place})
  const journal = await openJournal(store, marks, () => instant(clock.now()), run, {lineage, panel: project.panel.name, origin})
  const untrusted = await checkMark(journal, marks, place)
  checkBinding(journal.state, project, origin, place)
  let gone = goneOf(journal.state)
  const look = async (): Promise<void> => {
    const before = goneOf(journal.state)
    await journal.refresh()
    gone = before
  }
  if (gone.size > 0) await look()
  return {journal, marks, path, place, untrusted, run, present: () => ({now: clock.now(), gone}), look}
}

/** The runs with open sends whose process is provably gone. */
function goneOf(state: State): ReadonlySet<RunId> {
  const open = new Set([...state.attempts.values()].filter(isOpen).map(({run}) => run))
  return new Set(
    [...open].filter(run => {
      const holder = state.runs.get(run)
      return holder !== undefined && isGone(holder)
    }),
  )
}

/** Refuses to write to a journal that this machine has no mark for. */
export function mustTrust({untrusted, place}: Recorded): void {
  if (!untrusted) return
  throw stop(exit.state, {
    code: 'FW131',
    summary: 'This machine does not know the recorded state',
    detail: `${place} was written on another machine, by another user, or was copied here: nobody can tell whether it is the newest one.`,
    help: `People who share a panel must share one state. If this is the newest one:
fieldwork state trust`,
  })
}
