import {copyFileSync, existsSync} from 'node:fs'
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
import {ended, print} from './output.ts'
import {placesOf} from './places.ts'
import {bytesOf, type Spoilt, spoiltEnd} from './spoilt-end.ts'
import {needsYes, typed} from './typed.ts'

/** `fieldwork state mend`: cuts a torn or damaged end off, after keeping a copy, and says so in the journal. Whole records behind the damage are kept. */
export async function mend(context: Context, yes: boolean): Promise<ExitCode> {
  const {project} = await openProject(context, 'never')
  const panel = project.panel.name
  const {path, place, marks} = placesOf(project, context.memory)
  const spoilt = await spoiltEnd(context, path, place, marks)
  if (!spoilt) {
    // What else may be wrong with it is said, in place of "nothing".
    mustTrust(await openState(context, project))
    print(context, [line(`Nothing to mend: ${place} ends with a whole record.`)])
    return ended(context, panel, exit.done)
  }
  say(context, place, spoilt)
  if (!(await agreed(context, panel, spoilt, yes))) return ended(context, panel, exit.held)
  const lock = {path, run: context.random(8)}
  const unlock = await takeLock(lockPath(lock), lockNote(context, lock), 0, context.clock)
  try {
    const copy = await cutOff(path, place, spoilt)
    const recorded = await openState(context, project)
    mustTrust(recorded)
    const {bytes} = spoilt
    // Where not even its first record was whole, it begins anew.
    const mended = recorded.journal.state.head
      ? await recorded.journal.append({type: 'mend', who: context.who, lost: digestOf(bytes), bytes: bytes.length})
      : undefined
    print(context, [line(toned('send', '✓'), ` Mended. A copy is kept: ${copy.slice(path.length - place.length)}`)])
    return ended(context, panel, exit.done, mended && [mended])
  } finally {
    unlock()
  }
}

function say(context: Context, place: string, {damage, bytes, kept, others}: Spoilt): void {
  const width = columns(context.stdout)
  const sent = others
    ? 'Others than this user append to it. Whatever they have sent by what can not be read would be forgotten, and sent again.'
    : 'Every send is recorded and marked before it leaves, and no mark is of them: nothing was sent by them.'
  print(context, [
    ...wrapped(line(`${place}, line ${damage.line}: ${damage.what}.`), width),
    ...wrapped(
      line(
        `From there on ${counted(bytes.length, 'byte')}${kept > 0 ? `, with ${counted(kept, 'whole record')} that will be kept` : ''}. ${sent}`,
      ),
      width,
    ),
  ])
}

/** Where somebody else may have sent by what is cut off, a person has to say so: a script would say it too. */
async function agreed(context: Context, panel: string, {others}: Spoilt, yes: boolean): Promise<boolean> {
  if (!others && yes) return true
  if (!isInteractive(context)) {
    if (!others) throw needsYes(context, 'state mend')
    throw stop(exit.held, {
      code: 'FW138',
      summary: 'A person has to say that nothing is forgotten',
      detail: 'Others append to this recorded state, and may have sent by what can not be read.',
      help: 'Ask them, or put the file back from a backup that is newer than their last apply. Then, on a terminal:\nfieldwork state mend',
    })
  }
  if (others) return (await typed(context, `Type ${panel} if nothing was sent by it: `)) === panel
  return /^y(es)?$/i.test(await typed(context, 'Keep a copy and cut it off? [y/N] '))
}

/** Puts the mended journal in the place of the file, in one step, if it still is as it was shown. Gives the copy's path. */
async function cutOff(path: string, place: string, {whole, mended}: Spoilt): Promise<string> {
  if (!bytesOf(path, place).equals(whole)) {
    throw stop(exit.busy, {
      code: 'FW135',
      summary: 'The recorded state has changed meanwhile',
      detail: 'It is not as it was shown.',
      help: 'Look again.',
    })
  }
  const copy = freeName(`${path}.torn`)
  const draft = `${path}.mended`
  try {
    copyFileSync(path, copy)
    await withFile(systemDisk, draft, 'replace', async file => {
      if ((await file.write(mended)) !== mended.length) throw new Error('the disk took only a part of it')
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
