import type {Command} from '@commander-js/extra-typings'
import type {ExitCode} from '../exit.ts'
import type {Context, ReportFormat} from './context.ts'

/** How a definition makes its command, and says what is to be run. */
export interface Definer {
  /** A command with the options of all commands, its examples first in the help; `formats` are those that it has beside text and JSON. */
  add(name: string, description: string, examples: readonly string[], formats?: readonly ReportFormat[]): Command
  /** A command that only holds others. */
  group(name: string, description: string, examples: readonly string[]): Pick<Definer, 'add'>
  chosen(command: {optsWithGlobals(): object}, run: (context: Context) => Promise<ExitCode>): void
  /** Folder of the installed program. */
  readonly home: string
}

/** What the commands do, loaded when one is to be run: the definitions alone answer for help and for wrong usage. Without `validate`, which editors and commit hooks run again and again. */
export const jobs = async () => await import('./jobs.ts')
