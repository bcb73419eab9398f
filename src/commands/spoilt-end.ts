import {existsSync, readFileSync} from 'node:fs'
import {exit, type Stop, stop} from '../exit.ts'
import type {Damage} from '../state/chain.ts'
import {fold} from '../state/fold.ts'
import {salvage} from '../state/salvage.ts'
import {type SoundPart, soundPart} from '../state/sound-part.ts'
import {unreadable} from '../state/stores/local-stops.ts'
import type {Mark, ProjectMarks} from '../state/stores/marks.ts'
import type {Context} from './context.ts'

/** A journal that is spoilt behind the last record that this machine has marked. */
export interface Spoilt {
  /** The file as it was looked at. */
  readonly whole: Buffer
  /** What stands behind the sound part. */
  readonly bytes: Buffer
  readonly damage: Damage
  /** The journal without what can't be read. */
  readonly mended: Buffer
  /** Whole records behind the damage. */
  readonly kept: number
  /** Records that this machine hasn't marked: somebody else appends here too, and may have sent on what is cut off. */
  readonly others: boolean
}

/** What is spoilt at the end of the journal, if it is still so after a second: until then it may be another run's write. */
export async function spoiltEnd(context: Context, path: string, place: string, marks: ProjectMarks): Promise<Spoilt | undefined> {
  if (!existsSync(path)) return undefined
  for (let before = -1; ; ) {
    const whole = bytesOf(path, place)
    const sound = soundPart(whole)
    const {damage} = sound
    if (!damage) return undefined
    if (whole.length === before) return spoilt(place, whole, {...sound, damage}, await markBefore(place, whole, sound, marks))
    before = whole.length
    await context.clock.sleep(1000)
  }
}

/** All bytes of the journal. Rejects with `Stop` (exit 7) where the system refuses them. */
export function bytesOf(path: string, place: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw unreadable(place, error)
  }
}

function spoilt(
  place: string,
  whole: Buffer,
  {lines, end, damage}: SoundPart & {damage: Damage},
  mark: Mark | undefined,
): Spoilt {
  const salvaged = salvage(whole)
  if (salvaged.is === 'gap') {
    const {line, what} = salvaged.damage
    throw cannotCut(
      `${place}, line ${damage.line}: ${damage.what}. Line ${line} stands behind it whole, and doesn't follow: ${what}. A record that counted is lost, and nobody knows whether it was of a send.`,
    )
  }
  // What can't be folded must not be left behind as a journal.
  fold(salvaged.lines)
  return {
    whole,
    bytes: whole.subarray(end),
    damage,
    mended: Buffer.from(salvaged.texts.map(text => `${text}\n`).join('')),
    kept: salvaged.lines.length - lines.length,
    others: (lines.at(-1)?.seq ?? 0) > (mark?.seq ?? 0) || salvaged.lines.length > lines.length,
  }
}

/** A record that was marked may have been sent on: it is never cut off. Gives the last mark; none where this machine has begun the state and not come further. */
async function markBefore(
  place: string,
  whole: Buffer,
  {lines, damage}: SoundPart,
  marks: ProjectMarks,
): Promise<Mark | undefined> {
  const [first] = lines
  const ofProject = await marks.forProject()
  const mark = first?.type === 'journal' ? ((await marks.forLineage(first.lineage)) ?? ofProject) : ofProject
  // The very first record, cut off: no other was ever written, so that nothing was sent.
  const isOnlyBegun = !mark && lines.length === 0 && /^\{"seq":1,"at":"[^\n]*$/.test(whole.toString('latin1'))
  const begunHere = first?.type === 'journal' && !mark && (await marks.expects(first.lineage))
  if (begunHere || isOnlyBegun || (mark && lines[mark.seq - 1]?.sum === mark.sum)) return mark
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
