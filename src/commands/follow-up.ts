import type {NextCommands} from '../views/next-commands.ts'
import type {Context} from './context.ts'
import type {Choice} from './planning.ts'

/** A command to type next, for the same project, panel and server as this run: what is copied must do what is meant. */
export function followUp({options: {project, panel, url}}: Context, ...words: readonly string[]): string {
  const [command = '', ...rest] = words
  const same = [
    ...(project === undefined ? [] : ['-C', project]),
    ...(panel === undefined ? [] : ['--panel', panel]),
    ...(url === undefined ? [] : ['--url', url]),
  ]
  return ['fieldwork', ...command.split(' '), ...same, ...rest].map(quoted).join(' ')
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
})

/** As a shell takes it for one word. `…` stands for what the reader fills in. */
const quoted = (word: string): string => (/^[\w@%+=:,./…-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)
