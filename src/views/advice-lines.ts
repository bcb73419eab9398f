import {wrapped} from './layout.ts'
import {type Line, line, toned} from './line.ts'

/** Whether a line of advice is a command to paste. */
export const isCommand = (text: string): boolean => text.startsWith('fieldwork ')

/** A command on a line of its own. It is never wrapped: what is pasted must be whole. */
export const commandLine = (command: string, indent: number): Line => line(' '.repeat(indent), toned('bold', command))

/** Lines of advice, harmless already: words wrapped with a hanging indent, commands whole and set off. */
export const adviceLines = (
  texts: readonly string[],
  {width, indent, hanging = 0}: {readonly width: number; readonly indent: number; readonly hanging?: number},
): readonly Line[] =>
  texts.flatMap(text =>
    isCommand(text)
      ? [commandLine(text, indent + hanging + 2)]
      : wrapped(line(' '.repeat(indent), text), width, indent + hanging),
  )

/** What to do, and after that what else: one command a line, whole. `Next: …`, `Then: …`. */
export const nextSteps = (commands: readonly string[], first: 'Next' | 'Then' = 'Next'): readonly Line[] =>
  commands.map((command, index) => line(`${index === 0 ? first : 'Then'}: `, toned('bold', command)))
