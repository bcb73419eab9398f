import type {NextCommands} from '../views/next-commands.ts'
import type {Context} from './context.ts'
import type {Choice} from './planning.ts'

/** A command to type next, for the same project, panel and server as this run: what is copied must do what is meant. */
export function followUp(context: Context, ...words: readonly string[]): string {
  const [command = '', ...rest] = words
  return forThisRun(context, ['fieldwork', ...command.split(' '), ...rest.map(quoted)].join(' '))
}

/** Advice in which each command, on a line of its own, is completed for the project, panel and server of this run. */
export const forThisRun = ({options: {project, panel, url}}: Context, advice: string): string => {
  const same = Object.entries({'-C': project, '--panel': panel, '--url': url})
  return advice.replace(/^(fieldwork (?:state )?[a-z]+)(.*)$/gm, (whole, command: string, rest: string) => {
    const missing = same.filter(([option, value]) => value !== undefined && !whole.includes(` ${option} `))
    return [command, ...missing.map(([option, value]) => `${option} ${quoted(value ?? '')}`)].join(' ') + rest
  })
}

/** The words of a choice of actions. */
export const choiceWords = ({paths, only, exclude}: Choice): readonly string[] => [
  ...paths,
  ...(only ? ['--only', only.join(',')] : []),
  ...(exclude ? ['--exclude', exclude.join(',')] : []),
]

/** What a view may advise after this run; `choice` are the words that chose the actions, which the next command needs too. */
export const nextCommands = (context: Context, choice: readonly string[] = []): NextCommands => ({
  apply: followUp(context, 'apply', ...choice),
  doubts: followUp(context, 'doubts'),
  status: followUp(context, 'status', '--watch'),
  resume: followUp(context, 'resume'),
  completed: advice => forThisRun(context, advice),
})

/** As a shell takes it for one word. `…` stands for what the reader fills in. */
const quoted = (word: string): string => (/^[\w@%+=:,./…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
