import {nextSteps} from './advice-lines.ts'
import type {ApplyModel, ApplyRow} from './apply-model.ts'
import {padEnd, padStart, widthOfText} from './display-width.ts'
import {counted, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {wrapped} from './layout.ts'
import {type Line, line, type Part, toned} from './line.ts'
import {commandsOf, type NextCommands} from './next-commands.ts'
import {allRows, rowsBetween} from './rows.ts'
import {shownAddress} from './short-address.ts'

export interface SummaryView {
  readonly width: number
  readonly digits?: number
  readonly commands?: NextCommands
}

/** At most so many sends are listed; more have been told one by one. Doubts are listed whatever their number. */
const mostRows = 10

/** What an apply came to, for good. */
export function summaryLines(model: ApplyModel, view: SummaryView): readonly Line[] {
  const {width, digits} = view
  const commands = commandsOf(view)
  const say = (...parts: readonly Part[]) => wrapped(line(...parts), width, 4)
  const ended = allRows(model.ended)
  const refused = ended.filter(({state, again}) => state === 'refused' && !again)
  const untouched = model.summary?.notAttempted ?? 0
  return [
    ...wrapped(line(toned('bold', sentence(model))), width),
    ...createdLines(
      ended.filter(({state}) => state === 'created'),
      {...view, commands},
    ),
    ...refused
      .slice(0, mostRows)
      .flatMap(({address, why = ''}) =>
        say(
          '  ',
          toned('refused', '✗'),
          ` ${shownAddress(address, digits)}  `,
          toned('refused', 'refused'),
          `, not sent: ${harmless(why)}`,
        ),
      ),
    ...moreLine(refused.length, 'refused', commands),
    ...model.unconfirmed.flatMap(({address, count, why}) =>
      say(
        '  ',
        toned('refused', '✗'),
        ` ${shownAddress(address, digits)}  ${counted(count, 'person', 'people')} not confirmed: ${harmless(why)}`,
      ),
    ),
    ...rowsBetween(model.held, 0, mostRows).flatMap(({address, detail}) =>
      say('  ', toned('wait', '!'), ` ${shownAddress(address, digits)}  held: ${harmless(detail)}`),
    ),
    ...moreLine(model.held.length, 'held', commands),
    ...[...model.doubts, ...model.earlier].flatMap(({address, why}) =>
      say('  ', toned('doubt', `? ${shownAddress(address, digits)}  in doubt`), `: ${harmless(why)}`),
    ),
    ...(untouched > 0 ? say(`  ${counted(untouched, 'action was', 'actions were')} not attempted.`) : []),
    ...nextSteps(stepsAfter(model, commands)),
  ]
}

const moreLine = (count: number, what: string, {status}: NextCommands): readonly Line[] =>
  count > mostRows ? [line(`  and ${thousands(count - mostRows)} more ${what}: `, toned('bold', status))] : []

function sentence({members, batches: {created}, doubts}: ApplyModel): string {
  const rest = members.notAdded > 0 ? ` (${thousands(members.notAdded)} not added: already there or refused)` : ''
  const parts = [
    ...(members.posted > 0 ? [`added ${counted(members.added, 'person', 'people')}${rest}`] : []),
    ...(created > 0 ? [`created ${counted(created, 'batch', 'batches')}`] : []),
  ]
  const all = parts.length > 0 ? parts.join(', ') : doubts.length > 0 ? 'no batch is confirmed' : 'nothing was sent'
  return `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`
}

function createdLines(
  created: readonly ApplyRow[],
  {width, digits, commands}: SummaryView & {readonly commands: NextCommands},
): readonly Line[] {
  if (created.length > mostRows) return [line('  All of them: ', toned('bold', commands.status))]
  const names = created.map(({address}) => shownAddress(address, digits))
  const column = Math.max(22, ...names.map(widthOfText))
  const ids = created.map(({batchID}) => String(batchID ?? '—'))
  const digitsOfIds = Math.max(5, ...ids.map(widthOfText))
  return [
    ...created.flatMap(({status}, index) =>
      wrapped(
        line(
          `  ${padEnd(names[index] ?? '', column)} ${padStart(ids[index] ?? '', digitsOfIds)}   ${harmless(status ?? 'created')}`,
        ),
        width,
        4,
      ),
    ),
  ]
}

/** What to do now, one command after the other. */
function stepsAfter(
  {doubts, earlier, unconfirmed, batches, summary, halted}: ApplyModel,
  commands: NextCommands,
): readonly string[] {
  const {apply} = commands
  const isDoubtful = doubts.length + earlier.length > 0
  const again = unconfirmed.length > 0 || (summary?.notAttempted ?? 0) > 0
  return [
    ...(isDoubtful ? [commands.doubts] : []),
    ...(halted ? [commands.resume] : again && !isDoubtful && apply !== null ? [apply] : []),
    ...(batches.created > 0 && !isDoubtful && !again ? [commands.status] : []),
  ]
}
