import {exit, Stop, stop} from '../../exit.ts'
import {reasonOf} from '../../os-error.ts'

const asItWas = 'the file back as it was (from a backup that is not older than the last apply)'

/** The journal is not the file that it was. `line` is where, from 1; the words continue a sentence. */
export const damaged = (place: string, line: number | undefined, what: string): Stop =>
  damage(place, line, what, `Nothing is sent. Put ${asItWas}. fieldwork never repairs it by itself.`)

/** The journal holds something that can't be. What stands behind the last mark can be cut off, if a person says so. */
export const spoilt = (place: string, line: number, what: string): Stop =>
  damage(
    place,
    line,
    what,
    `Nothing is sent, and fieldwork never repairs it by itself: put ${asItWas}. If no send was recorded from there on, this keeps a copy and cuts it off, and otherwise says why not:\nfieldwork state mend`,
  )

const damage = (place: string, line: number | undefined, what: string, help: string): Stop =>
  stop(exit.state, {
    code: 'FW121',
    summary: 'The recorded state is damaged',
    detail: line === undefined ? `${place} ${what}.` : `${place}, line ${line}: ${what}.`,
    help,
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
