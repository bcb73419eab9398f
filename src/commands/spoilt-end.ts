import {existsSync, readFileSync} from 'node:fs'
import {exit, type Stop, stop} from '../exit.ts'
import type {Damage} from '../state/chain.ts'
import type {Sealed} from '../state/line.ts'
import {salvage} from '../state/salvage.ts'
import {type SoundPart, soundPart} from '../state/sound-part.ts'
import type {ProjectMarks} from '../state/stores/marks.ts'
import type {Context} from './context.ts'

/** What stands behind the sound part of a journal. */
export interface Spoilt {
  /** Where the sound part ends, in bytes. */
  readonly end: number
  readonly bytes: Buffer
  readonly damage: Damage
  /** Whole records that stand behind the damage, as they will follow the sound part. */
  readonly kept: readonly Sealed[]
}

/** What is spoilt at the end of the journal, if it is still so after a second: until then it may be another run's write. */
export async function spoiltEnd(context: Context, path: string, place: string, marks: ProjectMarks): Promise<Spoilt | undefined> {
  if (!existsSync(path)) return undefined
  for (let before = -1; ; ) {
    const bytes = readFileSync(path)
    const {end, damage, lines} = soundPart(bytes)
    if (!damage) return undefined
    if (bytes.length === before) {
      await mustStandBehindTheMark(place, {lines, end, damage}, marks)
      const behind = bytes.subarray(end)
      return {end, damage, bytes: behind, kept: keptOf(place, {lines, end, damage}, behind)}
    }
    before = bytes.length
    await context.clock.sleep(1000)
  }
}

function keptOf(place: string, {lines, damage}: SoundPart, behind: Buffer): readonly Sealed[] {
  const salvaged = salvage(lines, behind)
  if (salvaged.is === 'kept') return salvaged.records
  throw cannotCut(
    `${place}, line ${damage?.line}: ${damage?.what}. Record ${salvaged.seq} behind it says what became of a send whose own record is lost.`,
  )
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
