import {type ExitCode, exit} from '../exit.ts'
import type {State} from '../state/state.ts'
import {line, toned} from '../views/line.ts'
import {planLines} from '../views/plan-lines.ts'
import {type Context, columns, isInteractive} from './context.ts'
import {nextCommands} from './follow-up.ts'
import {mustTrust} from './open.ts'
import {print} from './output.ts'
import {makePlan, planOf} from './planning.ts'
import {needsYes, typed} from './typed.ts'

/** `fieldwork resume`: lifts every halt, after showing what is due then. */
export async function resume(context: Context, yes: boolean): Promise<ExitCode> {
  const planned = await makePlan(context, {paths: []})
  const {recorded} = planned
  mustTrust(context, recorded)
  const {journal} = recorded
  const {halted, haltedCampaigns} = journal.state
  if (!halted && haltedCampaigns.size === 0) {
    print(context, [line('Nothing is halted.')])
    return exit.done
  }
  const lifted: State = {...journal.state, halted: null, haltedCampaigns: new Map()}
  print(
    context,
    planLines(planOf(context, planned, recorded, {paths: []}, lifted).plan, {
      width: columns(context.stdout),
      commands: nextCommands(context),
    }),
  )
  if (!yes) {
    if (!isInteractive(context)) throw needsYes(context, 'resume')
    const answer = await typed(context, 'Lift the halt, so that the next apply does this? [y/N] ')
    if (!/^y(es)?$/i.test(answer)) return exit.held
  }
  const head = journal.state.head?.seq
  // Only what was shown is lifted: a halt that came meanwhile stays.
  const done = await journal.append({type: 'resume', who: context.who}, state => state.head?.seq === head)
  print(context, [
    done
      ? line(toned('send', '✓'), ' The halt is lifted. Nothing was sent by this: fieldwork apply sends.')
      : line('The recorded state has changed meanwhile: look again.'),
  ])
  return done ? exit.done : exit.busy
}
