import {harmless} from './harmless.ts'

/** The commands that a view advises, as they can be pasted: the caller knows the panel and what has to be quoted. */
export interface NextCommands {
  /** Carries out what is shown; null where that is asked already, so that no next step is named. */
  readonly apply: string | null
  readonly doubts: string
  readonly status: string
  readonly resume: string
  /** Advice of a plan, with its commands completed in the same way. */
  readonly completed: (advice: string) => string
}

/** The commands where nothing has to be added to them. */
export const plainCommands: NextCommands = {
  apply: 'fieldwork apply',
  doubts: 'fieldwork doubts',
  status: 'fieldwork status --watch',
  resume: 'fieldwork resume',
  completed: advice => advice,
}

/** What the options of a view say about commands. */
export interface CommandOptions {
  readonly commands?: NextCommands
  /** In place of the one in `commands`. */
  readonly apply?: string | null
}

/** The commands that a view shall advise, as they can be shown: they may name files. */
export function commandsOf({commands = plainCommands, apply = commands.apply}: CommandOptions): NextCommands {
  const {doubts, status, resume, completed} = commands
  return {
    completed,
    apply: apply === null ? null : harmless(apply),
    doubts: harmless(doubts),
    status: harmless(status),
    resume: harmless(resume),
  }
}
