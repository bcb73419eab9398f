import {readFileSync} from 'node:fs'
import {checkRecords} from '../state/journal.ts'
import {type SoundPart, soundPart} from '../state/sound-part.ts'
import {unreadable} from '../state/stores/local-stops.ts'
import type {Context} from './context.ts'

/** The records of a journal as far as they are whole, and what stands behind them. */
export interface Records extends SoundPart {
  /** The damage is a last record that was cut off. */
  readonly torn: boolean
  /** Bytes behind the last record that is whole. */
  readonly bytesLeft: number
  /** Lines that came second in a race: whole, and no records. */
  readonly voidLines: number
}

/** Reads a journal without asking whether it can be trusted. An end that is cut off is looked at again after a second: it may be another run's write. */
export async function readRecords(context: Context, path: string, place: string): Promise<Records> {
  for (let before = -1; ; ) {
    const bytes = bytesOf(path, place)
    const sound = soundPart(bytes)
    const torn = sound.damage !== undefined && bytes.indexOf(10, sound.end) < 0
    if (!torn || bytes.length === before) {
      await checkRecords(place, sound.lines)
      const texts = bytes
        .toString('utf8', 0, sound.end)
        .split('\n')
        .filter(text => text !== '')
      return {...sound, torn, bytesLeft: bytes.length - sound.end, voidLines: texts.length - sound.lines.length}
    }
    before = bytes.length
    await context.clock.sleep(1000)
  }
}

function bytesOf(path: string, place: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw unreadable(place, error)
  }
}
