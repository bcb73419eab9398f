import type {Milliseconds} from '../../instant.ts'
import {type Complaint, remembered} from './allowed.ts'
import {minute} from './ledger.ts'
import {readNote} from './note.ts'

/** The number of the page that calls are written on at a time of the machine's clock: a page a minute. */
export const pageAt = (time: number): number => Math.floor(time / minute)

/** What stands on one page, as far as it was read. */
export interface Page {
  /** When the slot of each call comes free, by the call's ID, in the order in which they were written. */
  readonly calls: Map<string, number>
  readonly complaints: Complaint[]
  /** Until when it may matter to somebody who has read only the beginnings of its calls. */
  matters: number
  /** How many characters were read. */
  length: number
}

export const emptyPage = (): Page => ({calls: new Map(), complaints: [], matters: 0, length: 0})

/** No call counts longer than this, whatever a line says. */
export const longest: Milliseconds = 24 * 60 * minute

/**
 * Reads on: `text` is what follows on page `number`. A last line without its end is left for the next time. A line that can't be read counts as
 * a call for `spoilt` milliseconds after the page's end: it may have been one.
 */
export function readOn(page: Page, number: number, text: string, spoilt: Milliseconds): void {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  page.length += whole.length
  for (const line of whole.split('\n')) if (line !== '') readLine(page, number, line, spoilt)
}

function readLine(page: Page, number: number, line: string, spoilt: Milliseconds): void {
  const {calls, complaints} = page
  const [note, end] = [readNote(line), (number + 1) * minute]
  const matters = (until: number): void => {
    page.matters = Math.max(page.matters, until)
  }
  if (note?.is === 'taken' && pageAt(note.at) === number && note.until <= end + longest && !calls.has(note.id)) {
    calls.set(note.id, note.until)
    matters(note.until)
  } else if (note?.is === 'over') {
    const until = calls.get(note.id)
    // An end can only bring it forward.
    if (until !== undefined) calls.set(note.id, Math.min(until, note.until))
  } else if (note?.is === 'complaint' && note.at <= end + longest) {
    complaints.push({taken: note.taken, at: note.at})
    matters(note.at + remembered)
  } else {
    calls.set(`spoilt ${calls.size}`, end + spoilt)
    matters(end + spoilt)
  }
}
