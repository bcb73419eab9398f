import {cpSync, existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {carryOut} from '../apply/carry-out.ts'
import type {PanelApi} from '../apply/ports.ts'
import type {Project} from '../config/campaign.ts'
import {mask} from '../config/mask.ts'
import {rosterOf} from '../desired/roster.ts'
import type {ExitCode} from '../exit.ts'
import {instant} from '../instant.ts'
import type {BatchRequest} from '../plan/model.ts'
import {beginJournal, openJournal} from '../state/journal.ts'
import {systemDisk} from '../state/stores/disk.ts'
import {openMarks} from '../state/stores/marks.ts'
import {counted} from '../views/figures.ts'
import {line, toned} from '../views/line.ts'
import {planLines} from '../views/plan-lines.ts'
import {requestLines} from '../views/request-lines.ts'
import {type Context, columns} from './context.ts'
import {followUp, nextCommands} from './follow-up.ts'
import {openProject, openState, type Recorded} from './open.ts'
import {print, warn} from './output.ts'
import {placesOf, storeAt} from './places.ts'
import {type Choice, type Planned, planOf} from './planning.ts'
import {openTeller} from './teller.ts'

/** `fieldwork rehearse`: the whole apply against the built-in sandbox, on a copy of the state that is thrown away. The panel's server and key are never used. */
export async function rehearse(context: Context, choice: Choice): Promise<ExitCode> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-rehearsal-'))
  try {
    const opened = await openProject(context, 'later')
    const recorded = await copied(context, opened.project, folder)
    const {startSandbox} = await import('../sandbox/server.ts')
    const {createClient} = await import('../api/api.ts')
    const firstId = [...recorded.journal.state.owned.keys()].reduce((most, id) => Math.max(most, id), 1399) + 1
    const sandbox = await startSandbox({clock: context.clock, firstId})
    // Nothing has to be spared here but the reader's time.
    const limits = {...opened.project.limits, callsPerMinute: 1_000_000}
    const client = createClient({baseUrl: sandbox.url, key: sandbox.key, limits, clock: context.clock, version: context.version})
    try {
      return await rehearsed(
        {...context, options: {...context.options, tui: false}},
        planOf(context, opened, recorded, choice, {carriedOut: true}),
        {...client, ...shown(context, client)},
        client,
      )
    } finally {
      client.close()
      await sandbox.close()
    }
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** The state as it is, read to see that it can be trusted, and again from a copy that may be written. */
async function copied(context: Context, project: Project, folder: string): Promise<Recorded> {
  const original = await openState(context, project)
  const {path, place} = placesOf(project, context.memory)
  const copy = join(folder, 'state.jsonl')
  if (existsSync(path)) cpSync(path, copy)
  const marks = openMarks(systemDisk, join(folder, 'marks'), folder, [project.panel.name])
  const {lineage, panel, origin} = original.journal.state
  const store = storeAt(context, {path: copy, place})
  const journal = await openJournal(store, marks, () => instant(context.clock.now()), original.run, {lineage, panel, origin})
  return {...original, journal, marks, path: copy, untrusted: false}
}

async function rehearsed(
  context: Context,
  planned: Planned,
  api: PanelApi,
  reader: Parameters<typeof openTeller>[3],
): Promise<ExitCode> {
  const {plan, recorded, desired, project} = planned
  const {journal} = recorded
  if (context.options.format === 'text') {
    warn(context, planned.diagnostics)
    print(context, [line(toned('bold', 'Rehearsal: nothing leaves this machine, nothing is recorded.')), line('')])
    print(context, planLines(plan, {width: columns(context.stdout), commands: nextCommands(context), apply: null}))
  }
  if (plan.actions.length === 0) return 0
  await beginJournal(journal)
  const {first, second} = context.interrupts()
  const teller = await openTeller(
    context,
    project,
    plan,
    reader,
    {first, second, interrupt: () => {}},
    {
      ...nextCommands(context),
      // What was rehearsed wasn't recorded: the next step is the real thing.
      status: followUp(context, 'apply'),
    },
  )
  teller.tell({type: 'version', formatVersion: 1, tool: plan.tool, panel: plan.panel, plan: plan.digest})
  const code = await carryOut(plan, plan.actions, {
    run: recorded.run,
    journal,
    present: recorded.present,
    api,
    clock: context.clock,
    desired,
    roster: rosterOf(project, journal.state.lineage, planned.peopleOf),
    limits: project.limits,
    tell: teller.tell,
    changedFile: () => undefined,
    keepUnrecorded: () => {},
    stopping: first,
    leaving: second,
  })
  await teller.close()
  return code
}

/** The same API, with each request shown before it is made. */
function shown(context: Context, api: PanelApi): Pick<PanelApi, 'connect' | 'addMembers'> {
  const json = context.options.format === 'json'
  const request = (path: string, body: unknown): void =>
    void context.stdout.write(`${JSON.stringify({type: 'request', method: 'POST', path, body})}\n`)
  return {
    connect: async signal => {
      const connection = await api.connect(signal)
      return {
        close: connection.close,
        send: (body, conditions) => {
          if (json) request('/micropanel/batches', masked(body))
          else print(context, requestLines(masked(body)))
          return connection.send(body, conditions)
        },
      }
    },
    addMembers: (members, conditions) => {
      const people = members.map(({emailAddress}) => mask(String(emailAddress)))
      if (json) request('/micropanel/members', {members: people.length})
      else
        print(context, [
          line(
            toned(
              'dim',
              `POST /micropanel/members  ${counted(people.length, 'member')}: ${people.slice(0, 3).join(', ')}${people.length > 3 ? ', …' : ''}`,
            ),
          ),
        ])
      return api.addMembers(members, conditions)
    },
  }
}

const masked = (request: BatchRequest): BatchRequest =>
  request.recipients.filterType === 2
    ? {...request, recipients: {...request.recipients, emailAddress: mask(request.recipients.emailAddress)}}
    : request
