import type {Plan} from '../plan/model.ts'
import type {Block} from './block.ts'
import {widthOfText} from './display-width.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {spread, wrapped} from './layout.ts'
import {blank, type Line, line, toned} from './line.ts'
import {type CommandOptions, commandsOf} from './next-commands.ts'
import {nextLines} from './plan-next.ts'
import {type Section, sectionsOf} from './plan-row.ts'
import {groupLines, type RowView} from './plan-row-lines.ts'
import {totalLines} from './plan-totals.ts'
import {digitsFor, labelOf, shownAddress} from './short-address.ts'

export interface PlanView extends CommandOptions {
  /** Columns of the terminal. */
  readonly width: number
  /** Keys of the blocks that are shown whole, or all. */
  readonly unfolded?: 'all' | ReadonlySet<string>
  /** Zone in which moments are told; that of the panel's closing times where they state one. */
  readonly zone?: string
  /** How many lines of a diff are shown folded. */
  readonly diffLines?: number
  /** The project's folder, told where it holds no campaign. */
  readonly root?: string
}

/** The whole picture of a plan. Diagnostics aren't in it: they have lines of their own. */
export const planLines = (plan: Plan, view: PlanView): readonly Line[] => planBlocks(plan, view).flatMap(({lines}) => lines)

/** The picture in pieces. */
export function planBlocks(plan: Plan, view: PlanView): readonly Block[] {
  const {width} = view
  const zone = zoneOf(plan, view)
  const sections = sectionsOf(plan)
  const rowView = rowViewOf(sections, view, zone)
  return [
    heading([...header(plan, width), blank, ...withBlank(totalLines(plan, width))]),
    ...sections.flatMap(section => sectionBlocks(plan, section, rowView)),
    ...(sections.length > 0 && plan.unchanged.length > 0 ? [heading([blank])] : []),
    ...unchangedBlocks(plan, view, rowView.digits),
    ...nextBlocks(plan, view, zone),
  ]
}

function nextBlocks(plan: Plan, view: PlanView, zone: string): readonly Block[] {
  const {width, root} = view
  const {apply, doubts} = commandsOf(view)
  if (apply === null) return []
  const rows = plan.actions.length + plan.waiting.length + plan.held.length + plan.inDoubt.length + plan.unchanged.length
  const next = nextLines(plan, {width, zone, apply, doubts, ...(root !== undefined && {root})})
  return [heading([...(rows > 0 ? [blank] : []), ...next])]
}

const heading = (lines: readonly Line[]): Block => ({key: '', lines, folds: false})
const withBlank = (lines: readonly Line[]): readonly Line[] => (lines.length > 0 ? [...lines, blank] : lines)

function header({panel, host, summary}: Plan, width: number): readonly Line[] {
  const campaigns = counted(summary.campaigns, 'campaign')
  return wrapped(
    line(toned('bold', 'fieldwork plan'), ` · panel ${harmless(panel)} (${harmless(host)}) · ${campaigns}`),
    width,
    2,
  )
}

function zoneOf({actions}: Plan, {zone}: PlanView): string {
  const closing = actions.flatMap(action => (action.type === 'create-batch' && action.closes ? [action.closes.timeZone] : []))
  return zone ?? closing[0] ?? 'UTC'
}

/** Labels stand in a column as wide as the longest, within reason. */
function rowViewOf(sections: readonly Section[], view: PlanView, zone: string): RowView {
  const {width, unfolded, diffLines = 12} = view
  const addresses = sections.flatMap(({groups}) => groups.flatMap(({rows}) => rows.map(({of}) => of.address)))
  const digits = digitsFor(addresses)
  const longest = Math.max(0, ...addresses.map(address => widthOfText(labelOf(address, digits))))
  return {
    edge: Math.max(24, Math.min(width, 120) - 3),
    width,
    column: Math.min(Math.max(longest + 6, 21), 34),
    digits,
    zone,
    diffLines,
    commands: commandsOf(view),
    isUnfolded: key => unfolded === 'all' || (unfolded?.has(key) ?? false),
  }
}

function sectionBlocks(plan: Plan, {campaign, file, groups}: Section, view: RowView): readonly Block[] {
  const title = spread(line(toned('bold', campaign)), line(toned('dim', file === null ? '' : harmless(file))), view.edge)
  const notes = plan.notes.filter(({address}) => address?.startsWith(`${campaign}/`))
  return [
    heading(title),
    ...groups.map(group => groupLines(group, view)),
    ...(notes.length > 0
      ? [heading(notes.flatMap(({text}) => wrapped(line(toned('dim', `  · ${harmless(text)}`)), view.width, 4)))]
      : []),
  ]
}

const unchangedKey = '='

function unchangedBlocks(
  {unchanged, actions, waiting, held, inDoubt}: Plan,
  {width, unfolded}: PlanView,
  digits: number,
): readonly Block[] {
  if (unchanged.length === 0) return []
  const others = actions.length + waiting.length + held.length + inDoubt.length > 0
  const open = unfolded === 'all' || unfolded?.has(unchangedKey)
  const rows = unchanged.map(({address, batchID, count}) => {
    const what = count > 1 ? `  ${counted(count, 'person', 'people')}` : batchID === null ? '' : `  batch ${batchID}`
    return line(toned('dim', `    ${shownAddress(address, digits)}${what}`))
  })
  const total = line(
    toned('dim', `= ${thousands(unchanged.reduce((sum, {count}) => sum + count, 0))} ${others ? 'more ' : ''}unchanged`),
  )
  return [{key: unchangedKey, folds: true, lines: [total, ...(open ? rows.flatMap(row => wrapped(row, width, 6)) : [])]}]
}
