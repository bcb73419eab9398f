import {join} from 'node:path'
import {isReadBack, type Lock, lockFile, lockText, nothingPinned, type Pinned} from '../config/lock.ts'
import {type ExitCode, exit, Stop, stop} from '../exit.ts'
import {pinJson} from '../views/json.ts'
import {pinLines} from '../views/pin-lines.ts'
import type {Context} from './context.ts'
import {columns} from './context.ts'
import {readMeanings, type Used} from './meanings.ts'
import {notThere} from './online.ts'
import {openProject} from './open.ts'
import {print, warn} from './output.ts'
import {writeWhole} from './write-whole.ts'

/** `fieldwork pin`: writes what the filters and surveys of the campaigns mean into fieldwork.lock, and shows what changed. Only reads from the API. */
export async function pin(context: Context): Promise<ExitCode> {
  const {project, diagnostics} = await openProject(context, 'never', {lockNeeded: false})
  warn(context, diagnostics)
  const used = await readMeanings(context, project)
  const missing = notThere(used)
  if (missing.length > 0) throw new Stop(exit.invalid, missing)
  const before = project.pinned ?? nothingPinned
  const now = pinnedOf(used)
  const {name, formerly} = project.panel
  const others = [...(project.lock ?? new Map())].filter(([panel]) => panel !== name && !formerly.includes(panel))
  const lock: Lock = new Map([...others, [name, now]])
  const text = lockText(lock)
  if (!(await isReadBack(lock, text))) throw tooMuch()
  writeWhole(join(project.root, lockFile), text, context.random(4))
  if (context.options.format === 'json') context.stdout.write(pinJson(name, now))
  else print(context, pinLines(before, now, columns(context.stdout)))
  return exit.done
}

const tooMuch = () =>
  stop(exit.invalid, {
    code: 'FW189',
    summary: 'What was read can not be kept',
    detail: 'The filters and surveys have more words than a file of this project may hold (1 MiB).',
    help: 'fieldwork.lock is as it was. Use fewer filters, or shorten their criteria in the panel.',
  })

const pinnedOf = (used: readonly Used[]): Pinned => ({
  filters: new Map(used.flatMap(each => (each.is === 'filter' && each.meaning !== 'not there' ? [[each.id, each.meaning]] : []))),
  surveys: new Map(used.flatMap(each => (each.is === 'survey' && each.meaning !== 'not there' ? [[each.id, each.meaning]] : []))),
})
