import {copyFileSync, existsSync, readFileSync} from 'node:fs'
import {dirname} from 'node:path'
import {digestOf} from '../canonical.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {systemDisk, withFile} from '../state/stores/disk.ts'
import {unwritable} from '../state/stores/local-stops.ts'
import {takeLock} from '../state/stores/lock.ts'
import {counted} from '../views/figures.ts'
import {wrapped} from '../views/layout.ts'
import {line, toned} from '../views/line.ts'
import {type Context, columns, isInteractive} from './context.ts'
import {lockNote, lockPath} from './lock-note.ts'
import {mustTrust, openProject, openState} from './open.ts'
import {print} from './output.ts'
import {placesOf} from './places.ts'
import {type Spoilt, spoiltEnd} from './spoilt-end.ts'
import {needsYes, typed} from './typed.ts'

/** `fieldwork state mend`: cuts a torn or damaged end off, after keeping a copy, and says so in the journal. Whole records behind the damage are kept. */
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
  say(context, place, spoilt)
  if (!yes) {
    if (!isInteractive(context)) throw needsYes(context, 'state mend')
    if (!/^y(es)?$/i.test(await typed(context, 'Keep a copy and cut it off? [y/N] '))) return exit.held
  }
  const lock = {path, run: context.random(8)}
  const unlock = await takeLock(lockPath(lock), lockNote(context, lock), 0, context.clock)
  try {
    const copy = await cutOff(path, place, spoilt)
    const recorded = await openState(context, project)
    mustTrust(context, recorded)
    const {bytes} = spoilt
    await recorded.journal.append({type: 'mend', who: context.who, lost: digestOf(bytes), bytes: bytes.length})
    print(context, [line(toned('send', '✓'), ` Mended. A copy is kept: ${copy.slice(path.length - place.length)}`)])
    return exit.done
  } finally {
    unlock()
  }
}

function say(context: Context, place: string, {damage, bytes, kept}: Spoilt): void {
  const width = columns(context.stdout)
  const behind =
    kept.length === 0
      ? 'No whole record is in them, and every send is recorded and marked before it leaves: nothing was sent by them.'
      : `${counted(kept.length, 'whole record')} among them ${kept.length === 1 ? 'is' : 'are'} kept. A send of which nothing is known any more is in doubt then.`
  print(context, [
    ...wrapped(line(`${place}, line ${damage.line}: ${damage.what}.`), width),
    ...wrapped(line(`From there on ${counted(bytes.length, 'byte')}. ${behind}`), width),
  ])
}

/** Puts the sound part and what is kept in the place of the file, in one step, if it still ends as it was shown. Gives the copy's path. */
async function cutOff(path: string, place: string, {bytes, end, kept}: Spoilt): Promise<string> {
  const whole = readFileSync(path)
  if (!whole.subarray(end).equals(bytes)) {
    throw stop(exit.busy, {
      code: 'FW135',
      summary: 'The recorded state has changed meanwhile',
      detail: 'Its end is not the one that was shown.',
      help: 'Look again.',
    })
  }
  const copy = freeName(`${path}.torn`)
  const draft = `${path}.mended`
  const newline = end > 0 && whole[end - 1] !== 10 ? '\n' : ''
  const text = newline + kept.map(record => `${record.text}\n`).join('')
  try {
    copyFileSync(path, copy)
    await withFile(systemDisk, draft, 'replace', async file => {
      for (const part of [whole.subarray(0, end), Buffer.from(text)])
        if ((await file.write(part)) !== part.length) throw new Error('the disk took only a part of it')
      await file.flush()
    })
    await systemDisk.rename(draft, path)
    await systemDisk.flushFolder(dirname(path))
  } catch (error) {
    throw unwritable(place, error)
  }
  return copy
}

function freeName(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}-${number}`)) return `${path}-${number}`
}
