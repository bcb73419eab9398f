import {closeSync, copyFileSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync} from 'node:fs'
import {digestOf} from '../canonical.ts'
import {type ExitCode, exit, type Stop, stop} from '../exit.ts'
import type {Damage} from '../state/chain.ts'
import {type SoundPart, soundPart} from '../state/sound-part.ts'
import {takeLock} from '../state/stores/lock.ts'
import type {ProjectMarks} from '../state/stores/marks.ts'
import {counted} from '../views/figures.ts'
import {line, toned} from '../views/line.ts'
import {type Context, isInteractive} from './context.ts'
import {lockNote, lockPath} from './lock-note.ts'
import {mustTrust, openProject, openState} from './open.ts'
import {print} from './output.ts'
import {placesOf} from './places.ts'
import {needsYes, typed} from './typed.ts'

/** What stands behind the sound part of a journal. */
interface Spoilt {
  /** Where the sound part ends, in bytes. */
  readonly end: number
  readonly bytes: Buffer
  readonly damage: Damage
}

/** `fieldwork state mend`: cuts a torn or damaged end off, after keeping a copy, and says so in the journal. */
export async function mend(context: Context, yes: boolean): Promise<ExitCode> {
  const {project} = await openProject(context, false)
  const {path, place, marks} = placesOf(project, context.memory)
  const spoilt = await spoiltEnd(context, path, place, marks)
  if (!spoilt) {
    // What else may be wrong with it is said, in place of "nothing".
    mustTrust(context, await openState(context, project))
    print(context, [line(`Nothing to mend: ${place} ends with a whole record.`)])
    return exit.done
  }
  const {damage, bytes, end} = spoilt
  const count = counted(bytes.length, 'byte')
  print(context, [line(`${place}, line ${damage.line}: ${damage.what}.`)])
  print(context, [
    line(`From there on ${count}. Every send is marked before it leaves, and no mark is of them: nothing was sent by them.`),
  ])
  if (!yes) {
    if (!isInteractive(context)) throw needsYes(context, 'state mend')
    if (!/^y(es)?$/i.test(await typed(context, 'Keep a copy and cut them off? [y/N] '))) return exit.held
  }
  const lock = {path, run: context.random(8)}
  const unlock = await takeLock(lockPath(lock), lockNote(context, lock), 0, context.clock)
  try {
    const copy = cutOff(path, {bytes, end, damage})
    const recorded = await openState(context, project)
    mustTrust(context, recorded)
    await recorded.journal.append({type: 'mend', who: context.who, lost: digestOf(bytes), bytes: bytes.length})
    print(context, [line(toned('send', '✓'), ` Mended. A copy is kept: ${copy.slice(path.length - place.length)}`)])
    return exit.done
  } finally {
    unlock()
  }
}

/** What is spoilt at the end of the journal, if it is still so after a second: until then it may be another run's write. */
async function spoiltEnd(context: Context, path: string, place: string, marks: ProjectMarks): Promise<Spoilt | undefined> {
  if (!existsSync(path)) return undefined
  for (let before = -1; ; ) {
    const bytes = readFileSync(path)
    const {end, damage, lines} = soundPart(bytes)
    if (!damage) return undefined
    if (bytes.length === before) {
      await mustStandBehindTheMark(place, {lines, end, damage}, marks)
      return {end, damage, bytes: bytes.subarray(end)}
    }
    before = bytes.length
    await context.clock.sleep(1000)
  }
}

/** A record that was marked may have been sent on: it is never cut off. */
async function mustStandBehindTheMark(place: string, {lines, damage}: SoundPart, marks: ProjectMarks): Promise<void> {
  const [first] = lines
  const ofProject = await marks.forProject()
  const mark = first?.type === 'journal' ? ((await marks.forLineage(first.lineage)) ?? ofProject) : ofProject
  const begunHere = first?.type === 'journal' && !mark && (await marks.expects(first.lineage))
  if (begunHere || (mark && lines[mark.seq - 1]?.sum === mark.sum)) return
  throw cannotCut(
    `${place}, line ${damage?.line}: ${damage?.what}. ${mark ? `It stands before record ${mark.seq}, which this machine has appended.` : 'This machine remembers no record of it.'}`,
  )
}

const cannotCut = (detail: string): Stop =>
  stop(exit.state, {
    code: 'FW137',
    summary: 'The damage can not be cut off',
    detail,
    help: 'Put the file back as it was, from a backup that is not older than the last apply. Nothing is sent until then.',
  })

/** Cuts off just the bytes that were shown, if they are still the end of the file. */
function cutOff(path: string, {bytes, end}: Spoilt): string {
  if (!readFileSync(path).subarray(end).equals(bytes)) {
    throw stop(exit.busy, {
      code: 'FW135',
      summary: 'The recorded state has changed meanwhile',
      detail: 'Its end is not the one that was shown.',
      help: 'Look again.',
    })
  }
  const copy = freeName(`${path}.torn`)
  copyFileSync(path, copy)
  const file = openSync(path, 'r+')
  try {
    ftruncateSync(file, end)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return copy
}

function freeName(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}-${number}`)) return `${path}-${number}`
}
