import {existsSync, readdirSync, realpathSync, statSync} from 'node:fs'
import {join, relative, resolve} from 'node:path'
import type {Project} from '../config/campaign.ts'
import {findRoot, loadProject} from '../config/load.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {exit, Stop, stop} from '../exit.ts'
import {instant} from '../instant.ts'
import type {Present} from '../state/doubt.ts'
import {type Journal, openJournal} from '../state/journal.ts'
import {isOpen, type State} from '../state/state.ts'
import {isGone} from '../state/stores/holder.ts'
import {localStore} from '../state/stores/local.ts'
import {type Mark, openMarks, type ProjectMarks} from '../state/stores/marks.ts'
import type {Context} from './context.ts'
import {followUp} from './follow-up.ts'

/** A project whose files are good, with the warnings met on the way. */
export interface Opened {
  readonly project: Project
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the project that the options name. Rejects with `Stop` (exit 3) where a file is wrong. */
export async function openProject(context: Context, membersNeeded: boolean): Promise<Opened> {
  const {options, env, cwd} = context
  const panel = options.panel ?? env.FIELDWORK_PANEL
  const url = options.url ?? env.FIELDWORK_URL
  const root = findRoot(options.project === undefined ? cwd : folderOf(resolve(cwd, options.project), options.project))
  const {project, diagnostics} = await loadProject({
    root,
    membersNeeded,
    version: context.version,
    ...(panel ? {panel} : {}),
    ...(url ? {url} : {}),
  })
  if (!project) throw new Stop(exit.invalid, diagnostics)
  return {project, diagnostics: [...diagnostics, ...emptiness(project)]}
}

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
function emptiness({root, campaigns}: Project): readonly Diagnostic[] {
  if (campaigns.length > 0) return []
  return [
    {
      severity: 'warning',
      code: 'FW133',
      summary: 'There is no campaign here',
      detail: `${join(root, 'campaigns')} holds no YAML file.`,
      help: 'Go to the folder that holds campaigns/, or name it: -C DIR',
    },
  ]
}

/** The recorded state of a project's panel, verified against what this machine remembers. */
export interface Recorded {
  readonly journal: Journal
  readonly marks: ProjectMarks
  /** Path of the journal, for messages and for what is kept beside it. */
  readonly path: string
  readonly place: string
  /** True where this machine has no mark for the journal: reading is fine, writing needs `state trust`. */
  readonly untrusted: boolean
  /** What no-one may write over: kept here so that commands can name it. */
  readonly run: string
  readonly present: () => Present
}

/** Opens the recorded state of the project's panel. Rejects with `Stop` (exit 7) where it can't be trusted. `lineage` names a state that isn't begun yet. */
export async function openState(context: Context, project: Project, lineage = context.random(16)): Promise<Recorded> {
  const {clock, random, memory} = context
  const {path, place, marks} = placesOf(project, memory)
  const run = random(8)
  const origin = originOf(project.panel.baseUrl)
  const store = localStore(path, place, ms => clock.sleep(ms))
  const journal = await openJournal(store, marks, () => instant(clock.now()), run, {lineage, panel: project.panel.name, origin})
  const untrusted = await checkMark(context, journal, marks, place)
  checkBinding(context, journal.state, project, origin, place)
  return {journal, marks, path, place, untrusted, run, present: () => present(journal.state, clock.now())}
}

/** Where the journal and the marks of the project's panel are. */
export function placesOf(
  {root, panel, panels}: Project,
  memory: string,
): {readonly path: string; readonly place: string; readonly marks: ProjectMarks} {
  const folder = join(root, '.fieldwork')
  orphans(folder, panels)
  const names = [panel.name, ...panel.formerly]
  const [known = panel.name, other] = names.filter(name => existsSync(join(folder, `${name}.jsonl`)))
  if (other !== undefined) throw twoStates(known, other)
  const path = join(folder, `${known}.jsonl`)
  return {path, place: relative(root, path), marks: openMarks(memory, realpathSync(root), [known, ...names])}
}

const twoStates = (one: string, other: string): Stop =>
  stop(exit.state, {
    code: 'FW134',
    summary: 'A panel has two recorded states',
    detail: `.fieldwork/${one}.jsonl and .fieldwork/${other}.jsonl are both the panel's by its names, and two journals can't be merged.`,
    help: 'Nothing is sent. If they are of two panels, name both of them in fieldwork.yaml, without "formerly".',
  })

/** A journal of a panel that the project no longer names must not be forgotten with what it sent. */
function orphans(folder: string, panels: Project['panels']): void {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) {
    throw stop(exit.state, {
      code: 'FW122',
      summary: 'The recorded state can not be read',
      detail: '.fieldwork is no folder.',
      help: 'Nothing is sent. Recorded states are kept in it: move what stands there away.',
    })
  }
  const known = new Set(panels.flatMap(({name, formerly}) => [name, ...formerly]))
  const orphan = readdirSync(folder).find(file => file.endsWith('.jsonl') && !known.has(file.slice(0, -6)))
  if (orphan !== undefined) {
    throw stop(exit.state, {
      code: 'FW126',
      summary: 'A recorded state belongs to no panel of the project',
      detail: `.fieldwork/${orphan} records what was sent to a panel that fieldwork.yaml doesn't name.`,
      help: `If a panel was renamed, write "formerly: [${orphan.slice(0, -6)}]" at it: renaming must not forget what was sent.`,
    })
  }
}

/** Scheme and host of a base URL; every loopback port counts as the same server. */
export function originOf(baseUrl: string): string {
  const {hostname, origin} = new URL(baseUrl)
  return ['localhost', '[::1]'].includes(hostname) || /^127\./.test(hostname) ? 'loopback' : origin
}

function checkBinding(context: Context, state: State, {panel}: Project, origin: string, place: string): void {
  if (!state.head) return
  const names = [panel.name, ...panel.formerly]
  if (!names.includes(state.panel)) {
    throw stop(exit.state, {
      code: 'FW127',
      summary: 'The recorded state is of another panel',
      detail: `${place} is of panel "${state.panel}", this is "${panel.name}".`,
      help: 'Nothing is sent. Put the right file back.',
    })
  }
  if (state.origin !== origin) {
    throw stop(exit.state, {
      code: 'FW128',
      summary: 'The recorded state is of another server',
      detail: `${place} records what was sent to ${state.origin}, but this run is for ${origin}.`,
      help: [
        'Nothing is sent. Set FIELDWORK_URL (or the data centre) to the server of this state, or use a panel of its own for each server: every project has one for the sandbox.',
        `If this state only records tries against a sandbox, move ${place} away, and then, on a terminal:`,
        followUp(context, 'state trust'),
      ].join('\n'),
    })
  }
}

/** Whether the journal holds the last record that this machine appended. True: this machine has no mark for it. */
async function checkMark(context: Context, journal: Journal, marks: ProjectMarks, place: string): Promise<boolean> {
  for (let tries = 1; ; tries++) {
    const {lineage} = journal.state
    const [ofProject, mark] = [marks.forProject(), marks.forLineage(lineage)]
    const wrong = contradiction(journal, ofProject, mark)
    // Begun here, and stopped (or still at it) before the first mark: nothing is sent without one.
    if (wrong === undefined) return journal.state.head !== null && !mark && !marks.expects(lineage)
    if (tries > 3) throw rolledBack(context, place, wrong)
    // Another run may have appended between the reading of the journal and that of the mark.
    await journal.refresh()
  }
}

/** What the marks say against the journal. */
function contradiction({state, holds}: Journal, ofProject: Mark | undefined, mark: Mark | undefined): string | undefined {
  const known = ofProject ?? mark
  if (!state.head) return known && `this machine has appended ${known.seq} records to it, and here it is gone or empty`
  if (ofProject && ofProject.lineage !== state.lineage) return 'it is not the one that this project had: its lineage is another'
  if (mark && !holds(mark))
    return `record ${mark.seq}, which this machine appended, is not in it: it ends with record ${state.head.seq}`
  return undefined
}

const rolledBack = (context: Context, place: string, what: string) =>
  stop(exit.state, {
    code: 'FW129',
    summary: 'The recorded state is not the one that this machine knows',
    detail: `${place}: ${what}. It was deleted, rolled back, or swapped.`,
    help: `Nothing is sent: an old state would send again what was sent since. Put the newest copy back. If a person is sure that there is no newer one:
${followUp(context, 'state trust')}`,
  })

/** The clock, and the runs with open sends whose process is provably gone. */
function present(state: State, now: number): Present {
  const open = new Set([...state.attempts.values()].filter(isOpen).map(({run}) => run))
  const gone = [...open].filter(run => {
    const holder = state.runs.get(run)
    return holder !== undefined && isGone(holder)
  })
  return {now, gone: new Set(gone)}
}

/** Refuses to write to a journal that this machine has no mark for. */
export function mustTrust(context: Context, {untrusted, place}: Recorded): void {
  if (!untrusted) return
  throw stop(exit.state, {
    code: 'FW131',
    summary: 'This machine does not know the recorded state',
    detail: `${place} was written on another machine, by another user, or was copied here: nobody can tell whether it is the newest one.`,
    help: `People who share a panel must share one state. If this is the newest one:
${followUp(context, 'state trust')}`,
  })
}
