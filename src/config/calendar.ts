import {anchorOf, type Occurrences, occurrences} from './occurrences.ts'
import {type ReadInstant, readInstant, statedZone} from './read-instant.ts'

/** All that needs a library of calendars, which most files don't. */
export interface Calendar {
  readonly readInstant: ReadInstant
  readonly statedZone: typeof statedZone
  readonly anchorOf: typeof anchorOf
  readonly occurrences: Occurrences
}
export const calendar: Calendar = {readInstant, statedZone, anchorOf, occurrences}
