import {type ExitCode, exit} from '../exit.ts'
import {beginJournal} from '../state/journal.ts'
import {wrapped} from '../views/layout.ts'
import {line, toned} from '../views/line.ts'
import {type Context, columns} from './context.ts'
import {followUp} from './follow-up.ts'
import {knownCampaign} from './known-campaign.ts'
import {mustTrust, openProject, openState} from './open.ts'
import {ended, print} from './output.ts'
import {harmlessReason} from './reason.ts'

/** `fieldwork halt [CAMPAIGN]`: every runner on this state stops before its next send. */
export async function halt(context: Context, campaign: string | undefined, reason: string): Promise<ExitCode> {
  const {project} = await openProject(context, 'never')
  const opened = await openState(context, project)
  mustTrust(opened)
  const {journal} = opened
  if (campaign !== undefined)
    knownCampaign(
      campaign,
      project,
      [...journal.state.attempts.values()].map(({parts}) => parts.campaign),
    )
  await beginJournal(journal)
  const recorded = await journal.append({
    type: 'halt',
    ...(campaign !== undefined && {campaign}),
    who: context.who,
    reason: harmlessReason(context, project, reason),
  })
  const what = campaign === undefined ? `Panel ${project.panel.name}` : campaign
  const width = columns(context.stdout)
  print(context, [
    ...wrapped(
      line(toned('wait', '!'), ` ${what} is halted: no runner starts a send. What was begun before is finished.`),
      width,
      2,
    ),
    line('Lift it: ', toned('bold', followUp(context, 'resume', ...(campaign === undefined ? [] : [campaign])))),
  ])
  return ended(context, project.panel.name, exit.done, recorded && [recorded])
}
