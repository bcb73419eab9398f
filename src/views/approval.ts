import {campaignOf} from '../address.ts'
import type {CreateBatch, Plan} from '../plan/model.ts'
import {padEnd, widthOfText} from './display-width.ts'
import {counted} from './figures.ts'
import {wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {reachWithoutLabel} from './reach.ts'
import {digitsFor, shownAddress} from './short-address.ts'

/** How a plan is approved: by typing the names of campaigns that reach a filter or everyone, or by choosing yes. */
export type Approval = {readonly by: 'names'; readonly names: readonly string[]} | {readonly by: 'choice'}

/** What it takes to approve a plan. */
export function approvalOf(plan: Plan): Approval {
  const names = [...new Set(sends(plan).flatMap(({address, reach}) => (reach.kind === 'person' ? [] : [campaignOf(address)])))]
  return names.length > 0 ? {by: 'names', names} : {by: 'choice'}
}

const sends = ({actions}: Plan): readonly CreateBatch[] => actions.filter(action => action.type === 'create-batch')

/** `Type q3-pulse to send, or press Esc:`, for the name that is asked now. */
export function namePrompt(names: readonly string[], index: number, leave = 'press Esc'): string {
  const turn = names.length > 1 ? ` (${index + 1} of ${names.length})` : ''
  return `Type ${names[index] ?? ''} to send${turn}, or ${leave}:`
}

/** Whether what was typed is the name that was asked for. */
export const isTheName = (typed: string, name: string | undefined): boolean => name !== undefined && typed.trim() === name

/** The question of a choice. */
export const choicePrompt = (plan: Plan): string => (sends(plan).length > 0 ? 'Send?' : 'Add them?')

/** At most so many batches are named before the question. */
const shownRows = 8

/** What is asked for approval: whom it reaches. The prompt follows it. */
export function approvalLines(
  plan: Plan,
  {width, rows = shownRows}: {readonly width: number; readonly rows?: number},
): readonly Line[] {
  const reached = reachRows(plan)
  const warning =
    reached.length > 0 ? "This invites real people and can't be undone." : "This adds people to the panel and can't be undone."
  const column = Math.min(40, Math.max(0, ...reached.map(([name]) => widthOfText(name)))) + 3
  const hidden = reached.length > rows ? reached.length - rows + 1 : 0
  const shown = reached.slice(0, reached.length - hidden)
  return [
    ...wrapped(line('  ', toned('bold', warning)), width, 2),
    ...shown.flatMap(([name, people]) => wrapped(line('    ', padEnd(name, column), people), width, 6)),
    ...(hidden > 0 ? [line(`    and ${counted(hidden, 'more batch', 'more batches')}`)] : []),
    blank,
  ]
}

/** One row for each batch; people of one batch count together. */
function reachRows(plan: Plan): readonly (readonly [string, string])[] {
  const all = sends(plan)
  const digits = digitsFor(all.map(({address}) => address))
  const people = new Map<string, number>()
  const rows = new Map<string, string>()
  for (const {address, reach} of all) {
    const family = shownAddress(address, digits).replace(/ #[0-9a-f]+/, '')
    if (reach.kind !== 'person') rows.set(shownAddress(address, digits), reachWithoutLabel(reach))
    else {
      const count = (people.get(family) ?? 0) + 1
      people.set(family, count)
      rows.set(family, counted(count, 'person', 'people'))
    }
  }
  return [...rows]
}
