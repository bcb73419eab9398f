import type {Clock} from '../../apply/ports.ts'
import type {Milliseconds} from '../../instant.ts'
import {allowedAt} from './allowed.ts'
import {openBook, type Pages} from './book.ts'
import {afterlife, type Ledger, minute, type Slot} from './ledger.ts'
import {type Note, noteText} from './note.ts'
import {longest, pageAt} from './page.ts'

export interface LedgerOptions {
  readonly callsPerMinute: number
  /** How long after it was taken a slot may be used, and how long the call may then last. */
  readonly lease: Milliseconds
  readonly answerTimeout: Milliseconds
  /** `monotonic` is one clock for all processes of the machine. */
  readonly clock: Pick<Clock, 'monotonic'>
  /** Sixteen hexadecimal digits that nobody else has. */
  readonly newId: () => string
}

/** Our clock and the server's may run at slightly different speeds: at most 0.05 % (as far as NTP slews a clock), and a little more. */
const drift: Milliseconds = 100
/** Another process may give back a slot that it didn't use: so often is looked. */
const glance: Milliseconds = 1000

/**
 * Counts the calls of all processes of the machine, without a lock: there is nothing to take over from a process that was killed or frozen.
 *
 * A page a minute, to which everybody only adds. Whoever wants to call writes "taken" on the page of this minute, then reads all pages, and may call if
 * (1) the minute of its page is still running and (2) fewer than `callsPerMinute` calls that still count stand before its own line. Otherwise it
 * strikes its line out and waits.
 *
 * Why never more than that are made: of all calls that the server counts in some 60 s, take the one whose line is last. The others' lines stood before it when
 * it read: on the same page since its own line came after theirs; on earlier pages since those had been written by (1) before that page's minute was
 * over, and it read after that. And each of them still counted, since a slot comes free 60 s after the answer, or later. So by (2) they were fewer than the limit.
 * What else happens (lost ends, spoilt lines, a process that dies or is frozen anywhere) makes calls count longer, never shorter.
 */
export function sharedLedger(pages: Pages, options: LedgerOptions): Ledger {
  const {clock, lease, answerTimeout, newId} = options
  const full = Math.max(1, Math.floor(options.callsPerMinute))
  /** The longest that a call can matter from when its slot was taken: used at the last moment, answered at the last moment or not at all. */
  const hold = Math.min(lease + answerTimeout + afterlife + minute + drift, longest)
  const book = openBook(pages, hold, minute + drift)
  const allowed = (now: number): number => allowedAt(full, book.complaints, now)
  const wait = (now: number, next: number): Milliseconds =>
    Math.max(1, Math.ceil((book.blocked > now ? book.blocked : Math.min(next, now + glance)) - now))

  const slotOf = (id: string, at: number): Slot => {
    const over = (now: number, after: Milliseconds): Note => ({is: 'over', id, until: Math.ceil(now + after)})
    const write = (...notes: readonly Note[]): void => pages.end(pageAt(at), noteText(...notes))
    return {
      isGood: () => clock.monotonic() <= at + lease,
      answered: () => write(over(clock.monotonic(), minute + drift)),
      lost: () => write(over(clock.monotonic(), minute + drift + afterlife)),
      unused: () => write(over(clock.monotonic(), 0)),
      tooMany: () => {
        const now = clock.monotonic()
        write({is: 'complaint', taken: Math.floor(at), at: Math.floor(now)}, over(now, minute + drift))
      },
    }
  }
  /** Writes the line, and looks what stood before it. */
  const claim = (at: number): Slot | Milliseconds => {
    const id = newId()
    pages.begin(pageAt(at), noteText({is: 'taken', id, at: Math.floor(at), until: Math.ceil(at + hold)}))
    book.look(clock.monotonic())
    const now = clock.monotonic()
    const {before, next} = book.standing(now, id)
    const slot = slotOf(id, at)
    const isOn = pageAt(now) === pageAt(at)
    if (isOn && book.blocked <= now && before !== undefined && before < allowed(now)) return slot
    slot.unused()
    return isOn ? wait(now, next) : 1
  }
  return {
    enter: () => {
      book.look(clock.monotonic())
      const at = clock.monotonic()
      const {count, next} = book.standing(at)
      return book.blocked > at || count >= allowed(at) ? wait(at, next) : claim(at)
    },
  }
}
