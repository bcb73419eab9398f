import {Command, CommanderError} from '@commander-js/extra-typings'
import type {ExitCode} from '../exit.ts'
import {globalOptions, globals} from './command-options.ts'
import {type Context, type GlobalOptions, type ReportFormat, reportFormats} from './context.ts'
import type {Definer} from './definer.ts'
import {definitions} from './definitions.ts'
import {UsageError} from './usage-error.ts'

/** What the arguments ask for: nothing has happened yet. */
export interface Parsed {
  readonly options: GlobalOptions
  readonly run: (context: Context) => Promise<ExitCode>
}

export interface ProgramWorld {
  readonly version: string
  /** Folder of the installed program, with its examples, schemas and docs. */
  readonly home: string
  /** Writes help. */
  readonly write: (text: string) => void
}

/** Commands that are planned and not in this version: a clearer answer than "unknown command". */
const later = ['run']

/** Reads the arguments. Throws `UsageError` (exit 64) before anything else happens. Undefined where only help was asked for. */
export async function parse(args: readonly string[], world: ProgramWorld): Promise<Parsed | undefined> {
  let parsed: Parsed | undefined
  const program = programOf(world, meant(args), chosen => {
    parsed = chosen
  })
  try {
    await program.parseAsync(args, {from: 'user'})
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    if (args.length === 0) world.write(program.helpInformation())
    throw new UsageError(words(error, args))
  }
  if (!parsed) throw new UsageError('a command is missing')
  return parsed
}

/** The program with the commands that are defined: nothing but these definitions says what there is. `choose` hears of the one that the arguments name. */
export function programOf(
  {version, home, write}: ProgramWorld,
  define: readonly ((definer: Definer) => void)[],
  choose: (parsed: Parsed) => void,
): Command {
  const reports = new Map<object, readonly ReportFormat[]>()
  const output = {writeOut: write, writeErr: () => {}}
  const under = (parent: Command): Definer => {
    const make = (name: string, description: string, lines: readonly string[]): Command =>
      withExamples(parent.command(name).description(description).exitOverride().configureOutput(output), lines)
    return {
      home,
      add: (name, description, lines, formats = []) => {
        const command = globals(make(name, description, lines), formats) as unknown as Command
        reports.set(command, formats)
        return command
      },
      group: (name, description, lines) => under(make(name, description, lines)),
      chosen: (command, run) => choose({options: optionsOf(command, reports.get(command) ?? []), run}),
    }
  }
  const program = new Command('fieldwork')
    .description('Campaign-as-code for survey panels: write campaigns as YAML, see the plan, apply it at most once.')
    .version(version)
    .exitOverride()
    .configureOutput(output)
    .showSuggestionAfterError(true)
  withExamples(program, [
    'fieldwork demo                 see it work, no account needed',
    'fieldwork validate             check the campaigns',
    'fieldwork plan                 what would happen',
    'fieldwork apply                do it, after asking',
  ])
  // It reads every option first, wherever it stands.
  globals(program, reportFormats)
  const definer = under(program)
  for (const each of define) each(definer)
  return program
}

/** What the options say, where the command has the form that is asked for. */
function optionsOf(command: {optsWithGlobals(): object}, formats: readonly ReportFormat[]): GlobalOptions {
  const options = globalOptions(command.optsWithGlobals())
  if (options.report && !formats.includes(options.report))
    throw new UsageError(`--format ${options.report} is only for validate; here it is text or json`)
  return options
}

/** Making a command costs time: only those that the arguments may mean are made, or all where none is named. */
function meant(args: readonly string[]): readonly ((definer: Definer) => void)[] {
  const named = Object.keys(definitions).filter(name => args.includes(name))
  const needed = named.length > 0 && !args.includes('help') ? named : Object.keys(definitions)
  return needed.flatMap(name => definitions[name] ?? [])
}

function words({message, code}: CommanderError, args: readonly string[]): string {
  if (code === 'commander.unknownOption' && args.includes('--dry-run'))
    return 'there is no --dry-run: "fieldwork plan" shows what would happen and sends nothing'
  const command = args.find(word => !word.startsWith('-'))
  if (code === 'commander.unknownCommand' && command !== undefined && later.includes(command))
    return `"${command}" isn't built yet in this version`
  return code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '').replaceAll('\n', ' ')
}

function withExamples(command: Command, examples: readonly string[]): Command {
  return command.addHelpText('before', `Examples:\n${examples.map(example => `  ${example}`).join('\n')}\n`)
}
