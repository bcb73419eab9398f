import {exit, Stop, stop} from '../../exit.ts'
import {reasonOf} from '../../os-error.ts'

/** The journal holds something that can't be. `line` is where, from 1; the words continue a sentence. */
export const damaged = (place: string, line: number | undefined, what: string): Stop =>
  stop(exit.state, {
    code: 'FW121',
    summary: 'The recorded state is damaged',
    detail: line === undefined ? `${place} ${what}.` : `${place}, line ${line}: ${what}.`,
    help: 'Nothing is sent. Put the file back as it was (from a backup that is not older than the last apply). fieldwork never repairs it by itself.',
  })

/** The journal can't be read. A `Stop` stays what it is; a text says why. */
export const unreadable = (place: string, why: unknown): Stop =>
  why instanceof Stop
    ? why
    : stop(
        exit.state,
        {
          code: 'FW122',
          summary: 'The recorded state can not be read',
          detail: `${place}: ${wordsOf(why)}.`,
          help: 'Nothing is sent.',
        },
        why,
      )

/** The journal can't be written. A `Stop` stays what it is; a text says why. */
export const unwritable = (place: string, why: unknown): Stop =>
  why instanceof Stop
    ? why
    : stop(
        exit.state,
        {
          code: 'FW123',
          summary: 'The recorded state can not be written',
          detail: `${place}: ${wordsOf(why)}.`,
          help: 'Nothing new is sent. Make room or mend the permissions, then run again.',
        },
        why,
      )

const wordsOf = (why: unknown): string => (typeof why === 'string' ? why : reasonOf(why))
