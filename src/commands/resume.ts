import {type ExitCode, exit} from '../exit.ts'
import type {Entry} from '../state/entry.ts'
import type {State} from '../state/state.ts'
import {nextSteps} from '../views/advice-lines.ts'
import {type Line, line, toned} from '../views/line.ts'
import {planLines} from '../views/plan-lines.ts'
import {type Context, columns, isInteractive} from './context.ts'
import {followUp, nextCommands} from './follow-up.ts'
import {knownCampaign} from './known-campaign.ts'
import {mustTrust} from './open.ts'
import {ended, print} from './output.ts'
import {makePlan, planOf} from './planning.ts'
import {needsYes, typed} from './typed.ts'

/** `fieldwork resume [CAMPAIGN]`: lifts every halt, or a campaign's own, after showing what is due then. */
export async function resume(context: Context, campaign: string | undefined, yes: boolean): Promise<ExitCode> {
  const planned = await makePlan(context, {paths: []})
  const {recorded, project} = planned
  mustTrust(recorded)
  const {journal} = recorded
  const {state} = journal
  const panel = project.panel.name
  const names = campaign === undefined ? undefined : knownCampaign(campaign, project, recordedNames(state))
  const entries = liftingOf(context, state, names)
  if (entries.length === 0) {
    print(context, [line(campaign === undefined ? 'Nothing is halted.' : `${campaign} has no halt of its own.`)])
    if (state.halted) print(context, [line('Everything is halted.'), ...nextSteps([followUp(context, 'resume')])])
    return ended(context, panel, exit.done)
  }
  const left = new Map([...state.haltedCampaigns].filter(([name]) => names !== undefined && !names.includes(name)))
  const lifted: State = {...state, halted: names ? state.halted : null, haltedCampaigns: left}
  print(
    context,
    planLines(planOf(context, planned, recorded, {paths: []}, {state: lifted}).plan, {
      width: columns(context.stdout),
      commands: nextCommands(context),
    }),
  )
  if (!yes) {
    if (!isInteractive(context)) throw needsYes(context, 'resume', ...(campaign === undefined ? [] : [campaign]))
    const answer = await typed(context, 'Lift the halt, so that the next apply does this? [y/N] ')
    if (!/^y(es)?$/i.test(answer)) return ended(context, panel, exit.held)
  }
  const head = state.head?.seq
  // Only what was shown is lifted: a halt that came meanwhile stays.
  const done = await journal.appendAll(entries, now => now.head?.seq === head)
  print(context, done ? liftedLines(context, journal.state) : [line('The recorded state has changed meanwhile: look again.')])
  return ended(context, panel, done ? exit.done : exit.busy, done)
}

const liftedLines = (context: Context, {halted}: State): readonly Line[] => [
  line(toned('send', '✓'), ` The halt is lifted. ${halted ? 'Everything else is still halted.' : 'Nothing was sent by this.'}`),
  ...nextSteps([followUp(context, halted ? 'resume' : 'apply')]),
]

const recordedNames = ({haltedCampaigns, attempts}: State): readonly string[] => [
  ...haltedCampaigns.keys(),
  ...[...attempts.values()].map(({parts}) => parts.campaign),
]

/** What lifts every halt, or those of a campaign under any of its names; nothing where there is none. */
function liftingOf({who}: Context, {halted, haltedCampaigns}: State, names: readonly string[] | undefined): readonly Entry[] {
  if (!names) return halted || haltedCampaigns.size > 0 ? [{type: 'resume', who}] : []
  return names.filter(name => haltedCampaigns.has(name)).map(name => ({type: 'resume', campaign: name, who}))
}
