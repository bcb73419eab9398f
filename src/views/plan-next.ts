import type {Plan, Waiting} from '../plan/model.ts'
import {counted} from './figures.ts'
import {type Line, line, toned} from './line.ts'
import {momentInWords} from './moments.ts'
import {shownAddress} from './short-address.ts'

/** What to do now: the last line of a plan. */
export function nextLine(plan: Plan, {zone, apply}: {readonly zone: string; readonly apply: string}): Line {
  if (plan.diagnostics.some(({severity}) => severity === 'error'))
    return line('Nothing can be sent until the mistakes are corrected.')
  const doubts = plan.inDoubt.length > 0
  if (plan.actions.length > 0) return next(doubts ? `fieldwork doubts, then ${apply}` : apply)
  if (doubts) return next('fieldwork doubts')
  const [first] = [...plan.waiting].sort(bySoonest)
  if (first) return waitingLine(first, total(plan.waiting), {zone, apply})
  if (plan.held.length > 0)
    return line(`Nothing to do: ${counted(total(plan.held), 'batch is', 'batches are')} held, as shown above.`)
  if (plan.partial && plan.unchanged.length === 0) return line('Nothing to do: nothing of what was chosen is new.')
  return line(
    `Nothing to do: ${plan.summary.campaigns > 0 ? 'everything is recorded as done' : 'there is no campaign (campaigns/*.yaml)'}.`,
  )
}

const next = (command: string): Line => line('Next: ', toned('bold', command))

const total = (rows: readonly {readonly count: number}[]): number => rows.reduce((sum, {count}) => sum + count, 0)

const bySoonest = (a: Waiting, b: Waiting): number => (a.until ?? '9').localeCompare(b.until ?? '9')

function waitingLine(first: Waiting, count: number, {zone, apply}: {readonly zone: string; readonly apply: string}): Line {
  const what =
    count === 1
      ? shownAddress(first.address)
      : `${counted(count, 'batch waits', 'batches wait')}, first ${shownAddress(first.address)}`
  const when = first.until === null ? 'when what it waits for is done' : `from ${momentInWords(Date.parse(first.until), zone)}`
  return line('Nothing to do now. ', toned('bold', apply), ` sends it ${when}: ${what}`)
}
