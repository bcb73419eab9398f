import {type ExitCode, exit} from '../exit.ts'
import {type Shell, scripts} from './completion-scripts.ts'
import type {Context} from './context.ts'

/** `fieldwork completion SHELL`: the script that asks this program what can be typed. */
export function completion({stdout}: Context, shell: Shell): ExitCode {
  stdout.write(scripts[shell])
  return exit.done
}
