import {type ExitCode, exit} from '../exit.ts'
import {beginJournal} from '../state/journal.ts'
import {line, toned} from '../views/line.ts'
import type {Context} from './context.ts'
import {followUp} from './follow-up.ts'
import {knownCampaign} from './known-campaign.ts'
import {mustTrust, openProject, openState} from './open.ts'
import {print} from './output.ts'
import {harmlessReason} from './reason.ts'

/** `fieldwork halt [CAMPAIGN]`: every runner on this state stops before its next send. */
export async function halt(context: Context, campaign: string | undefined, reason: string): Promise<ExitCode> {
  const {project} = await openProject(context, false)
  const recorded = await openState(context, project)
  mustTrust(context, recorded)
  const {journal} = recorded
  if (campaign !== undefined)
    knownCampaign(
      campaign,
      project,
      [...journal.state.attempts.values()].map(({parts}) => parts.campaign),
    )
  await beginJournal(journal)
  await journal.append({
    type: 'halt',
    ...(campaign !== undefined && {campaign}),
    who: context.who,
    reason: harmlessReason(context, project, reason),
  })
  const what = campaign === undefined ? `Panel ${project.panel.name}` : campaign
  print(context, [
    line(toned('wait', '!'), ` ${what} is halted: no runner starts a send. What was begun before is finished.`),
    line(`Lift it: ${followUp(context, 'resume', ...(campaign === undefined ? [] : [campaign]))}`),
  ])
  return exit.done
}
