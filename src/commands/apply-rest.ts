import type {ApplyEvent} from '../apply/events.ts'
import {newTally, summaryOf} from '../apply/run.ts'
import {type ExitCode, exit, gravest} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import {eventJson} from '../views/json.ts'
import {planLines} from '../views/plan-lines.ts'
import type {Job} from './apply-job.ts'
import {type Context, columns} from './context.ts'
import {nextCommands} from './follow-up.ts'
import {print, warn} from './output.ts'

/** What a run ends with for what the plan doesn't do. */
export function codesOfRest({held, inDoubt, waiting}: Plan): ExitCode[] {
  return [
    ...(inDoubt.length > 0 ? [exit.doubt] : []),
    ...(held.length > 0 ? [exit.held] : []),
    ...(waiting.some(({reason}) => reason === 'in-flight') ? [exit.busy] : []),
  ]
}

/** What is told of what the plan doesn't do. */
export const eventsOfRest = ({held, waiting}: Plan): readonly ApplyEvent[] => [
  ...waiting.map(({address, reason, until}) => ({type: 'waiting' as const, address, reason, until})),
  ...held.map(({address, reason, detail}) => ({type: 'held' as const, address, reason, detail})),
]

/** What a program is told of the sends that were in doubt before; a person sees them with the plan, and at the end. */
export const doubtsBefore = ({inDoubt}: Plan): readonly ApplyEvent[] =>
  inDoubt.map(({address}) => ({type: 'batch.in-doubt', address, why: 'left by an earlier run'}))

/** Shows a plan without actions. */
export function nothingToDo(context: Context, {planned, shown}: Pick<Job, 'planned' | 'shown'>): ExitCode {
  if (context.options.format === 'json') for (const event of eventsOfNothing(shown)) context.stdout.write(eventJson(event))
  else {
    warn(context, planned.diagnostics)
    print(
      context,
      planLines(shown, {width: columns(context.stdout), commands: nextCommands(context), root: planned.project.root}),
    )
  }
  return gravest(codesOfRest(shown))
}

const eventsOfNothing = (plan: Plan): readonly ApplyEvent[] => [
  {type: 'version', formatVersion: 1, tool: plan.tool, panel: plan.panel, plan: plan.digest},
  ...doubtsBefore(plan),
  ...eventsOfRest(plan),
  summaryOf(newTally(), plan.summary),
]
