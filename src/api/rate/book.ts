import type {Milliseconds} from '../../instant.ts'
import type {Complaint} from './allowed.ts'
import {emptyPage, type Page, pageAt, readOn} from './page.ts'

/** The pages of a ledger, where every process of the machine finds them. `list`, `read` and `begin` throw `Stop` where the system refuses. */
export interface Pages {
  /** The numbers of the pages that are there, in order. */
  list(): readonly number[]
  /** What stands on a page after the first `from` characters; undefined where there is no such page, or where it is shorter. */
  read(page: number, from: number): string | undefined
  /** Adds a text at the end of a page in one write, whatever others write meanwhile; makes the page where it isn't there. */
  begin(page: number, text: string): void
  /** The same on a page that is there. Gives up where it isn't, or where it can't be written: then a slot comes free later than it could. */
  end(page: number, text: string): void
  /** Takes a page away that nobody needs any more, if it can. */
  remove(page: number): void
}

/** What one process has read of the pages. */
export interface Book {
  /** Reads on, and takes away what nobody needs any more. */
  look(now: number): void
  /** The calls that count at a time. Undefined `before`: the line of `id` isn't there. */
  standing(now: number, id?: string): Standing
  readonly complaints: readonly Complaint[]
  /** Until when no call may be made, since the count was harmed. */
  readonly blocked: number
}

export interface Standing {
  readonly count: number
  /** How many of them stand before the line of `id`. */
  readonly before: number | undefined
  /** When the first of them comes free. */
  readonly next: number
}

/** `spoilt` is how long a line that can't be read counts as a call, `penalty` how long nobody calls after harm to a page. */
export function openBook(pages: Pages, spoilt: Milliseconds, penalty: Milliseconds): Book {
  const known = new Map<number, Page>()
  let blocked = 0

  const lookAt = (number: number, isThere: boolean, now: number): void => {
    const page = known.get(number) ?? emptyPage()
    known.set(number, page)
    const text = isThere ? pages.read(number, page.length) : undefined
    if (text !== undefined) readOn(page, number, text, spoilt)
    // Nobody gets a slot on a page whose minute has passed.
    if (number < pageAt(now) && page.matters <= now) {
      pages.remove(number)
      known.delete(number)
    } else if (text === undefined && page.length > 0) {
      // Somebody has taken away what still counts: what was read stays counted, and it is as if all slots had been used just now.
      page.length = 0
      blocked = now + penalty
    }
  }
  return {
    look: now => {
      const there = new Set(pages.list())
      for (const number of new Set([...there, ...known.keys()])) lookAt(number, there.has(number), now)
    },
    standing: (now, id) => {
      // Pages to come were left by a machine that has been started anew since.
      const numbers = [...known.keys()].filter(number => number <= pageAt(now)).sort((a, b) => a - b)
      return standingIn(
        numbers.map(number => known.get(number)?.calls ?? new Map()),
        now,
        id,
      )
    },
    get complaints() {
      return [...known.values()].flatMap(page => page.complaints)
    },
    get blocked() {
      return blocked
    },
  }
}

function standingIn(pages: readonly ReadonlyMap<string, number>[], now: number, id: string | undefined): Standing {
  let [count, next] = [0, Number.POSITIVE_INFINITY]
  let before: number | undefined
  for (const calls of pages) {
    for (const [key, until] of calls) {
      if (key === id) before = count
      if (until <= now) continue
      count++
      next = Math.min(next, until)
    }
  }
  return {count, before, next}
}
