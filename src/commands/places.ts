import {existsSync, readdirSync, realpathSync, statSync} from 'node:fs'
import {join, relative} from 'node:path'
import type {Project} from '../config/campaign.ts'
import {exit, type Stop, stop} from '../exit.ts'
import type {StateStore} from '../state/journal.ts'
import {systemDisk} from '../state/stores/disk.ts'
import {localStore} from '../state/stores/local.ts'
import {unreadable} from '../state/stores/local-stops.ts'
import {openMarks, type ProjectMarks} from '../state/stores/marks.ts'
import {remoteName} from '../state/stores/remote.ts'
import type {Context} from './context.ts'

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
  return {path, place: relative(root, path), marks: openMarks(systemDisk, memory, realpathSync(root), [known, ...names])}
}

/** The journal that stands at a path of this machine. */
export const storeAt = ({clock}: Context, at: {readonly path: string; readonly place: string}): StateStore =>
  localStore({...at, disk: systemDisk, sleep: ms => clock.sleep(ms), remote: remoteName})

const twoStates = (one: string, other: string): Stop =>
  stop(exit.state, {
    code: 'FW134',
    summary: 'A panel has two recorded states',
    detail: `.fieldwork/${one}.jsonl and .fieldwork/${other}.jsonl are both the panel's by its names, and two journals can't be merged.`,
    help: 'Nothing is sent. If they are of two panels, name both of them in fieldwork.yaml, without "formerly".',
  })

/** Names in the folder of recorded states. Rejects with `Stop` (exit 7) where the system refuses them. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    throw unreadable('.fieldwork', error)
  }
}

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
  const orphan = filesIn(folder).find(file => file.endsWith('.jsonl') && !known.has(file.slice(0, -6)))
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
