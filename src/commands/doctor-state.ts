import {accessSync, constants, existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {BatchId} from '../address.ts'
import type {Project} from '../config/campaign.ts'
import {exit} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import {doubts} from '../state/doubt.ts'
import {tornStop} from '../state/journal.ts'
import {isGone} from '../state/stores/holder.ts'
import {noteOf} from '../state/stores/lock.ts'
import {remoteName} from '../state/stores/remote.ts'
import {counted} from '../views/figures.ts'
import type {Context} from './context.ts'
import {doubtful, type Finding, fine, passed, stopped, wrong} from './finding.ts'
import {lockPath} from './lock-note.ts'
import {mustTrust, openState, type Recorded} from './open.ts'

/** What is recorded, whether it can be trusted and written, and what waits in it; `batchID` is the last one that was created. */
export async function stateChecked(
  context: Context,
  project: Project,
): Promise<{readonly findings: readonly Finding[]; readonly batchID?: BatchId}> {
  const places = [diskChecked(project.root), memoryChecked(context.memory)]
  try {
    const recorded = await openState(context, project)
    const {state} = recorded.journal
    const batchID = [...state.attempts.values()].findLast(
      ({standing, batchID}) => standing === 'created' && batchID !== undefined,
    )?.batchID
    return {
      findings: [recordsChecked(recorded), ...places, lockChecked(recorded), ...waiting(recorded)],
      ...(batchID !== undefined && {batchID}),
    }
  } catch (error) {
    const why = 'not before the recorded state can be read'
    return {findings: [stopped('state', error), ...places, ...['lock', 'doubts'].map(name => passed(name, why))]}
  }
}

function recordsChecked(recorded: Recorded): Finding {
  const {journal, place, path} = recorded
  try {
    if (journal.torn) throw tornStop(place, journal.torn)
    mustTrust(recorded)
  } catch (error) {
    return stopped('state', error)
  }
  const unwritable = whyNotWritable(path)
  if (unwritable !== undefined) return wrong('state', exit.state, `${place} can be read, but not written: ${unwritable}.`)
  const {head} = journal.state
  if (!head) return fine('state', `nothing recorded yet; it will be in ${place}`)
  return fine('state', `${place}: ${counted(head.seq, 'record')}, all sums right, the last one that this machine knows is in it`)
}

function diskChecked(root: string): Finding {
  const remote = remoteName(join(root, '.fieldwork'))
  if (remote === undefined) return fine('disk', 'of this machine')
  return wrong(
    'disk',
    exit.state,
    `The project is on ${remote}: two machines that append at once could both be told that they were first.`,
    'Keep the project on a disk of this machine.',
  )
}

function memoryChecked(memory: string): Finding {
  const unwritable = whyNotWritable(memory)
  return unwritable === undefined
    ? fine('memory', `${memory}, for the marks that an old copy of the records is noticed by`)
    : wrong('memory', exit.state, `${memory} can not be written: ${unwritable}.`, 'Make it writable, or set XDG_STATE_HOME.')
}

/** Why a file couldn't be written, or made, or the folder that it would be made in. */
function whyNotWritable(path: string): string | undefined {
  let at = path
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  try {
    accessSync(at, constants.W_OK)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

function lockChecked(recorded: Recorded): Finding {
  const path = lockPath(recorded)
  const note = noteOf(path)
  if (note && isGone(note.holder)) return fine('lock', 'left by a run that is gone; the next one takes it over')
  if (note)
    return doubtful(
      'lock',
      `${note.who} (process ${note.holder.pid}) is at work since ${note.since}.`,
      'Wait for it, or give apply --lock-timeout.',
    )
  return existsSync(path)
    ? doubtful('lock', `${path} is there and does not say whose it is.`, 'If no run is at work, remove it: it is a courtesy.')
    : fine('lock', 'no other run is at work')
}

function waiting({journal: {state}, present}: Recorded): readonly Finding[] {
  const open = doubts(state, present()).length
  const halts = (state.halted ? 1 : 0) + state.haltedCampaigns.size
  return [
    open > 0
      ? doubtful(
          'doubts',
          `${counted(open, 'send is', 'sends are')} in doubt: nothing of their families is sent.`,
          'What to say of them:\nfieldwork doubts',
        )
      : fine('doubts', 'no send is in doubt'),
    ...(halts > 0
      ? [
          doubtful(
            'halts',
            state.halted ? 'Everything is halted.' : `${counted(halts, 'campaign is', 'campaigns are')} halted.`,
            'To lift it:\nfieldwork resume',
          ),
        ]
      : []),
  ]
}
