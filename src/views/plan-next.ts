import type {Plan, Waiting} from '../plan/model.ts'
import {nextSteps} from './advice-lines.ts'
import {counted} from './figures.ts'
import {harmless} from './harmless.ts'
import {wrapped} from './layout.ts'
import {type Line, line} from './line.ts'
import {momentInWords} from './moments.ts'
import {shownAddress} from './short-address.ts'

export interface NextView {
  readonly width: number
  readonly zone: string
  readonly apply: string
  readonly doubts: string
  /** The folder that was looked at, in words. */
  readonly root?: string
}

/** What to do now: the end of a plan. Words are wrapped, commands never. */
export function nextLines(plan: Plan, view: NextView): readonly Line[] {
  const {apply, doubts} = view
  const say = (text: string) => wrapped(line(text), view.width)
  if (plan.diagnostics.some(({severity}) => severity === 'error'))
    return say('Nothing can be sent until the mistakes are corrected.')
  const first = plan.inDoubt.length > 0 ? [doubts] : []
  if (plan.actions.length > 0) return nextSteps([...first, apply])
  if (first.length > 0) return nextSteps(first)
  const [soonest] = [...plan.waiting].sort(bySoonest)
  if (soonest) return [...say(waitingInWords(soonest, total(plan.waiting), view.zone)), ...nextSteps([apply], 'Then')]
  return say(`Nothing to do: ${nothingBecause(plan, view)}.`)
}

function nothingBecause({held, partial, unchanged, summary}: Plan, {root}: NextView): string {
  if (held.length > 0) return `${counted(total(held), 'is', 'are')} held, as shown above`
  if (summary.campaigns === 0)
    return root === undefined
      ? 'there is no campaign (campaigns/*.yaml)'
      : `no campaign in ${harmless(root).replace(/\/+$/, '')}/campaigns`
  return partial && unchanged.length === 0 ? 'nothing of what was chosen is new' : 'everything is recorded as done'
}

const total = (rows: readonly {readonly count: number}[]): number => rows.reduce((sum, {count}) => sum + count, 0)

const bySoonest = (a: Waiting, b: Waiting): number => (a.until ?? '9').localeCompare(b.until ?? '9')

/** What is waited for, and when the command below it sends. */
function waitingInWords({address, until}: Waiting, count: number, zone: string): string {
  const name = shownAddress(address)
  const what = count === 1 ? `${name} waits` : `${counted(count, 'batch waits', 'batches wait')}, first ${name}`
  const when = until === null ? ' for what comes before it' : ` until ${momentInWords(Date.parse(until), zone)}`
  return `Nothing to do now: ${what}${when}.`
}
