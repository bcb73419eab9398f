import type {Argument, CommandUnknownOpts as Command, Option} from '@commander-js/extra-typings'

/** What can stand where somebody is typing. */
export type Place =
  | {readonly is: 'command'; readonly of: Command}
  | {readonly is: 'flag'; readonly of: Command}
  /** The value of an option or an argument; `head` is what stands before it in the same word, as in `--only=`. */
  | {readonly is: 'value'; readonly of: Option | Argument; readonly head: string}
  | {readonly is: 'nothing'}

/** What was typed so far: the place of the last word, and the values of the options before it by their names. */
export interface TypedWords {
  readonly place: Place
  readonly current: string
  readonly values: Readonly<Record<string, string>>
}

/** Reads an unfinished command line by the definitions of the commands. Words that mean nothing there are passed over. */
export function typedWords(program: Command, words: readonly string[]): TypedWords {
  const values: Record<string, string> = {}
  const current = words.at(-1) ?? ''
  let command = program
  let awaiting: Option | undefined
  let given = 0
  let onlyValues = false
  for (const word of words.slice(0, -1)) {
    const [flag = '', joined] = partsOf(word)
    const under = command.commands.find(each => each.name() === word)
    if (awaiting) {
      values[awaiting.attributeName()] = word
      awaiting = undefined
    } else if (onlyValues || !word.startsWith('-') || word === '-') {
      if (under && !onlyValues && given === 0) command = under
      // The command whose help is wanted is named next.
      else if (word !== 'help' || command.commands.length === 0) given++
    } else if (word === '--') onlyValues = true
    else {
      const option = optionOf(command, flag)
      if (option && takesValue(option) && joined === undefined) awaiting = option
      else if (option && joined !== undefined) values[option.attributeName()] = joined
    }
  }
  return {place: placeOf(command, {current, awaiting, given, onlyValues}), current, values}
}

interface Standing {
  readonly current: string
  readonly awaiting: Option | undefined
  readonly given: number
  readonly onlyValues: boolean
}

function placeOf(command: Command, {current, awaiting, given, onlyValues}: Standing): Place {
  if (awaiting) return {is: 'value', of: awaiting, head: ''}
  if (!onlyValues && current.startsWith('-')) {
    const [flag = '', joined] = partsOf(current)
    const option = joined === undefined ? undefined : optionOf(command, flag)
    if (joined === undefined) return {is: 'flag', of: command}
    return option ? {is: 'value', of: option, head: `${flag}=`} : {is: 'nothing'}
  }
  if (command.commands.length > 0) return given === 0 ? {is: 'command', of: command} : {is: 'nothing'}
  const {registeredArguments: all} = command
  const argument = all[given] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined)
  if (argument) return {is: 'value', of: argument, head: ''}
  return current === '' && !onlyValues ? {is: 'flag', of: command} : {is: 'nothing'}
}

/** `--only=a` in its two parts. */
function partsOf(word: string): readonly [flag: string, value?: string] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}

const optionOf = (command: Command, flag: string): Option | undefined =>
  command.options.find(({long, short}) => flag === long || flag === short)

const takesValue = ({required, optional}: Option): boolean => required || optional
