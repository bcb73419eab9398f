import type {CommandUnknownOpts as Command} from '@commander-js/extra-typings'
import {type Candidate, candidatesFor} from './candidates.ts'
import {globalOptions} from './command-options.ts'
import type {Context, GlobalOptions} from './context.ts'
import {definitions} from './definitions.ts'
import {type ProgramWorld, programOf} from './program.ts'
import {type TypedWords, typedWords} from './typed-words.ts'

/** More than a person looks through. */
const most = 1000

/**
 * Answers a shell that asks what can be typed (`__complete -- WORD…`): a candidate a line, with its description after a tab. It reads files of the project and
 * nothing else, and writes nothing. Whatever is wrong, with the project or with this program, a shell in the middle of a line is no place to say it.
 */
export async function complete(
  args: readonly string[],
  world: ProgramWorld,
  contextOf: (options: GlobalOptions) => Context,
): Promise<void> {
  try {
    const words = args[0] === '--' ? args.slice(1) : args
    const program = programOf(world, Object.values(definitions), () => {})
    const typed = typedWords(program, words.length === 0 ? [''] : words)
    const found = await offered(typed, {context: contextOf(globalOptions(typed.values)), home: world.home})
    const fitting = found.filter(({value}) => value.startsWith(':') || value.startsWith(typed.current)).slice(0, most)
    world.write(fitting.map(({value, says}) => `${value}${says ? `\t${says.replace(/\s+/g, ' ')}` : ''}\n`).join(''))
  } catch {
    // Said by whatever command is run then.
  }
}

async function offered(
  {place, current}: TypedWords,
  world: {readonly context: Context; readonly home: string},
): Promise<readonly Candidate[]> {
  switch (place.is) {
    case 'command':
      return commandsOf(place.of)
    case 'flag':
      return flagsOf(place.of)
    case 'value':
      return candidatesFor(place.of, {...world, head: place.head, text: current.slice(place.head.length)})
    case 'nothing':
      return []
    default:
      return place satisfies never
  }
}

/** Just those that the help shows. */
const commandsOf = (command: Command): readonly Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map(each => ({value: each.name(), says: each.description()}))

const flagsOf = (command: Command): readonly Candidate[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({long, short, description}) => [long, short].flatMap(flag => (flag ? {value: flag, says: description} : [])))
