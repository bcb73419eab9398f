import {exit, stop} from '../exit.ts'
import type {Plan} from '../plan/model.ts'
import {ask} from '../views/ask.ts'
import {planLines} from '../views/plan-lines.ts'
import {type Context, coloured, columns, hasScreen, isInteractive, whyNobody} from './context.ts'
import {choiceWords, followUp, nextCommands} from './follow-up.ts'
import {print} from './output.ts'
import type {Choice} from './planning.ts'

/** Shows the plan and asks for approval: on a screen, in plain lines, or not at all where `--yes` says it. */
export async function approve(
  context: Context,
  plan: Plan,
  {yes, ...choice}: Choice & {readonly yes: boolean},
): Promise<boolean> {
  const {stdin, stdout, stderr, options, autoAnswer} = context
  // What is asked next is the approval itself.
  const commands = {...nextCommands(context, choiceWords(choice)), apply: null}
  if (options.format === 'json') {
    if (yes) return true
    throw noTerminal(context, choice)
  }
  if (yes) {
    print(context, planLines(plan, {width: columns(stdout), commands}))
    return true
  }
  if (hasScreen(context)) {
    const {reviewScreen} = await import('../views/ink/screens.ts')
    return (
      await reviewScreen({
        plan,
        stdin,
        stdout,
        colour: coloured(context, stdout),
        approval: true,
        commands,
        ...(autoAnswer !== undefined && {autoAnswer: {pauseMs: autoAnswer}}),
      })
    ).approved
  }
  if (!isInteractive(context)) throw noTerminal(context, choice)
  print(context, planLines(plan, {width: columns(stdout), commands}))
  return (await ask({plan, input: stdin, output: stderr, width: columns(stderr), colour: coloured(context, stderr)})).approved
}

const noTerminal = (context: Context, choice: Choice) =>
  stop(exit.held, {
    code: 'FW152',
    summary: 'Nobody can be asked here',
    detail: `Applying invites real people, so a person has to approve the plan, and ${whyNobody(context)}.`,
    help: [
      'Make a plan, look at it, and apply just that:',
      followUp(context, 'plan', ...choiceWords(choice), '--out', 'plan.json'),
      followUp(context, 'apply', 'plan.json', '--yes'),
    ].join('\n'),
  })
