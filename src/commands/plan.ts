import {renameSync, writeFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {type ExitCode, exit, gravest, stop} from '../exit.ts'
import {reasonOf} from '../os-error.ts'
import type {Plan} from '../plan/model.ts'
import {commandLine} from '../views/advice-lines.ts'
import {planJson} from '../views/json.ts'
import {wrapped} from '../views/layout.ts'
import {line} from '../views/line.ts'
import {planLines} from '../views/plan-lines.ts'
import {type Context, coloured, columns, hasScreen} from './context.ts'
import {choiceWords, followUp, nextCommands} from './follow-up.ts'
import {print, say, warn} from './output.ts'
import {type Choice, makePlan} from './planning.ts'

export interface PlanOptions extends Choice {
  readonly out?: string
  readonly detailedExitcode: boolean
}

/** `fieldwork plan`: the difference between the campaigns and the recorded state. It has no way to write to the API. */
export async function planCommand(context: Context, options: PlanOptions): Promise<ExitCode> {
  const planned = await makePlan(context, options)
  const {plan, recorded} = planned
  if (options.out !== undefined) save(resolve(context.cwd, options.out), options.out, plan)
  if (context.options.format === 'json') context.stdout.write(planJson(plan))
  else {
    warn(context, planned.diagnostics)
    const commands = nextCommands(context, options.out === undefined ? choiceWords(options) : [options.out])
    if (hasScreen(context) && context.options.tui === true) {
      const {reviewScreen} = await import('../views/ink/screens.ts')
      await reviewScreen({
        plan,
        stdin: context.stdin,
        stdout: context.stdout,
        colour: coloured(context, context.stdout),
        approval: false,
        commands,
      })
    } else
      print(
        context,
        planLines(plan, {
          width: columns(context.stdout),
          commands,
          root: planned.project.root,
          ...(context.options.verbose && {unfolded: 'all' as const}),
        }),
      )
    if (recorded.untrusted)
      say(context, [
        ...wrapped(
          line(`This machine does not know ${recorded.place}. apply refuses until a person has said:`),
          columns(context.stderr),
        ),
        commandLine(followUp(context, 'state trust'), 2),
      ])
  }
  return codeOf(plan, options.detailedExitcode)
}

/** What the plan ends with: doubts always, changes and held batches only where they were asked for. */
export function codeOf({actions, held, inDoubt}: Plan, detailed: boolean): ExitCode {
  const codes: ExitCode[] = inDoubt.length > 0 ? [exit.doubt] : []
  if (detailed && actions.length > 0) codes.push(exit.changes)
  else if (detailed && held.length > 0) codes.push(exit.held)
  return gravest(codes)
}

function save(path: string, shown: string, plan: Plan): void {
  try {
    writeFileSync(`${path}.new`, planJson(plan), {mode: 0o600})
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw stop(
      exit.usage,
      {
        code: 'FW162',
        summary: 'The plan can not be saved',
        detail: `${shown}: ${reasonOf(error)}.`,
        help: 'Name a file in a folder that is there and can be written.',
      },
      error,
    )
  }
}
