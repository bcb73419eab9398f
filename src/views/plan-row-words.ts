import type {AddMembers, Waiting} from '../plan/model.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {type Line, line, toned} from './line.ts'
import {momentInWords} from './moments.ts'
import type {Row} from './plan-row.ts'
import {reachInWords} from './reach.ts'

/** What a row says beside its label. */
export function wordsOf(row: Row, zone: string): Line {
  const {kind, of} = row
  switch (kind) {
    case 'members':
      return line(membersInWords(of))
    case 'send':
      return line(reachInWords(of.reach))
    case 'waiting':
      return line(...waitingWords(of, zone), peopleOf(of.count))
    case 'held':
      // That reason counts its people itself.
      return line(harmless(of.detail), of.reason === 'single-sends' ? '' : peopleOf(of.count))
    case 'in-doubt':
      return line(toned('doubt', 'in doubt'), ': it may have been sent; nothing of it is sent until you settle it')
    default:
      return row satisfies never
  }
}

/** How many are new, and how many are posted once more. */
function membersInWords({count, listed, changed = 0}: AddMembers): string {
  const added = count - changed
  const words = [
    ...(added > 0 || changed === 0 ? [`${thousands(added)} of ${thousands(listed)} ${added === 1 ? 'is' : 'are'} new`] : []),
    ...(changed > 0 ? [`${counted(changed, 'row')} changed since posted: posted again`] : []),
  ]
  return words.join(' · ')
}

/** People of one list who share a line. */
const peopleOf = (count: number): string => (count > 1 ? ` · ${counted(count, 'person', 'people')}` : '')

function waitingWords({reason, until}: Waiting, zone: string): Line {
  const when = until === null ? '' : ` until ${momentInWords(Date.parse(until), zone)}`
  switch (reason) {
    case 'not-due':
      return line(`waits${when}`)
    case 'after':
      return line(`waits${when} for the batch that it comes after`)
    case 'members':
      return line("waits until the campaign's members are added")
    case 'in-flight':
      return line(`is being sent by another run${until === null ? '' : `; known${when.replace(' until', ' by')}`}`)
    default:
      return reason satisfies never
  }
}
