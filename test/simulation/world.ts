// Loaded before time is simulated: what is loaded later takes turns of its own.
import '#validators/validateEntry'
import {createClient} from '../../src/api/client.ts'
import {carryOut} from '../../src/apply/carry-out.ts'
import type {ApplyEvent} from '../../src/apply/events.ts'
import {checkMark} from '../../src/commands/verify-state.ts'
import {desired} from '../../src/desired/desire.ts'
import type {Desired} from '../../src/desired/desired.ts'
import {rosterOf} from '../../src/desired/roster.ts'
import {exit, Stop} from '../../src/exit.ts'
import {instant} from '../../src/instant.ts'
import type {Plan} from '../../src/plan/model.ts'
import {plan} from '../../src/plan/plan.ts'
import type {Present} from '../../src/state/doubt.ts'
import {beginJournal, type Journal, openJournal} from '../../src/state/journal.ts'
import {isOpen, type State} from '../../src/state/state.ts'
import {openMarks} from '../../src/state/stores/marks.ts'
import {project} from '../plan/scene.ts'
import {randomness} from '../support/long.ts'
import {storeOn} from '../support/store.ts'
import {createDisk, type SimulatedDisk} from './disk.ts'
import {read, type Written} from './files.ts'
import {createServer, type Server} from './server.ts'
import {createTimeline, type Fate, type Process, type Timeline} from './timeline.ts'

export const journalPath = '/project/.fieldwork/default.jsonl'

/** A machine with a disk, a project on it, a server somewhere, and everything that can go wrong between them. */
export interface World {
  readonly timeline: Timeline
  readonly disk: SimulatedDisk
  readonly server: Server
  files: readonly Written[]
  /** Goes up with each edit. */
  edition: number
  /** The most sends of each survey that an author has ever asked for. */
  readonly asked: Map<number, number>
  readonly runs: Run[]
  /** Opens the journal as every command does: exit 7 where it isn't the one that this machine knows. */
  open(process: Process, memory?: string): Promise<Opened>
  plan(opened: Opened): Plan
  /** What the files ask for now, in the digests of a journal. */
  desired(opened: Opened): Desired
  /** The process that a run of the journal was. */
  processOf(run: string): Process | undefined
  /** Starts an apply. */
  apply(fate?: Fate, memory?: string): Run
}

export interface Opened {
  readonly journal: Journal
  readonly run: string
  readonly present: () => Present
}

/** An apply, and what it came to. */
export interface Run {
  readonly process: Process
  readonly events: ApplyEvent[]
  /** The files that it was planned from. */
  files: readonly Written[]
  code?: number
  /** The code of the error that ended it. */
  stop?: string
}

export function createWorld(seed: number, files: readonly Written[]): World {
  const timeline = createTimeline(randomness(seed))
  const disk = createDisk(timeline)
  const server = createServer(timeline)
  const byRun = new Map<string, Process>()
  const hex = (bytes: number): string =>
    Array.from({length: bytes * 2}, () => Math.floor(timeline.random() * 16).toString(16)).join('')

  const present = (state: State, process: Process): Present => {
    const open = [...state.attempts.values()].filter(isOpen).map(({run}) => run)
    // Of before the last boot nothing is provable.
    const gone = open.filter(run => {
      const other = byRun.get(run)
      return other !== undefined && other.boot === process.boot && other.state !== 'running'
    })
    return {now: timeline.wall(), gone: new Set(gone)}
  }
  const limits = {callsPerMinute: 100_000, concurrency: 2, membersPerCall: 2}
  const projectNow = () => project(read(world.files), limits)
  const world: World = {
    timeline,
    disk,
    server,
    files,
    edition: 0,
    asked: new Map(),
    runs: [],
    processOf: run => byRun.get(run),
    open: async (process, memory = '/memory') => {
      const clock = timeline.clockOf(process)
      const store = storeOn(journalPath, ms => clock.sleep(ms), disk.of(process))
      const marks = openMarks(disk.of(process), memory, '/project', ['default'])
      const run = hex(8)
      byRun.set(run, process)
      const journal = await openJournal(store, marks, () => instant(clock.now()), run, {
        lineage: hex(16),
        panel: 'default',
        origin: 'https://api.example.com',
      })
      const untrusted = await checkMark(journal, marks, journalPath)
      if (untrusted)
        throw new Stop(exit.state, [{severity: 'error', code: 'FW131', summary: 'This machine does not know the recorded state'}])
      return {journal, run, present: () => present(journal.state, process)}
    },
    plan: opened => plan(world.desired(opened), opened.journal.state, opened.present(), {version: '1.0.0'}),
    desired: ({journal}) => desired(projectNow(), journal.state.lineage),
    apply: (fate = {}, memory) => {
      const events: ApplyEvent[] = []
      const runs: Run[] = []
      timeline.begin(`r${world.runs.length + 1}`, fate, async process => {
        const run: Run = {process, events, files: world.files}
        runs.push(run)
        world.runs.push(run)
        try {
          run.code = await applied(run, memory)
        } catch (error) {
          if (!(error instanceof Stop)) throw error
          run.code = error.code
          run.stop = error.diagnostics[0]?.code ?? ''
          timeline.note(process, `stops: ${run.stop} ${error.diagnostics[0]?.detail ?? ''}`)
        }
        timeline.note(process, `exit ${run.code}`)
      })
      const [run] = runs
      if (!run) throw new TypeError('a process begins at once')
      return run
    },
  }

  /** As the command does it: read, plan, (approve), begin, carry out. */
  const applied = async (ours: Run, memory: string | undefined): Promise<number> => {
    const {process, events} = ours
    const opened = await world.open(process, memory)
    const {journal, run} = opened
    const {edition} = world
    ours.files = world.files
    const files = projectNow()
    const made = world.plan(opened)
    if (journal.torn) return exit.state
    if (made.actions.length === 0) return made.inDoubt.length > 0 ? exit.doubt : made.held.length > 0 ? exit.held : exit.done
    // While a person reads the plan, anything may happen.
    await timeline.step(process, 'approve')
    await beginJournal(journal)
    if (journal.state.lineage !== made.basis.lineage) return exit.stale
    await journal.append({
      type: 'run.start',
      command: 'apply',
      version: '1.0.0',
      who: process.name,
      holder: {machine: String(process.boot), pid: 1, started: '1'},
      plan: made.digest,
    })
    const code = await carryOut(made, made.actions, {
      run,
      journal,
      present: opened.present,
      api: createClient({
        baseUrl: 'https://api.example.com/a/api/v2',
        key: 'the-key',
        limits: files.limits,
        clock: timeline.clockOf(process),
        version: '1.0.0',
        transport: server.transportOf(process),
      }),
      clock: timeline.clockOf(process),
      desired: desired(files, journal.state.lineage),
      roster: rosterOf(files, journal.state.lineage),
      limits: files.limits,
      tell: event => {
        events.push(event)
        timeline.note(
          process,
          `tells ${event.type} ${'address' in event ? event.address : ''}${event.type === 'diagnostic' ? `${event.diagnostic.code} ${event.diagnostic.detail}` : ''}`,
        )
      },
      changedFile: () => (world.edition === edition ? undefined : 'campaigns/a.yaml'),
      keepUnrecorded: () => {},
      stopping: process.stopping.signal,
      leaving: process.leaving.signal,
    })
    await journal.append({type: 'run.end', exit: code}).catch(() => undefined)
    return made.inDoubt.length > 0 ? exit.doubt : code
  }
  return world
}
