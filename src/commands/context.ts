import type {Clock} from '../apply/ports.ts'

/** The world as a command sees it. Only cli.ts makes one from the real process. */
export interface Context {
  readonly version: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  readonly clock: Clock
  /** `bytes` random bytes as hexadecimal digits. */
  readonly random: (bytes: number) => string
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  /** user@host, for the journal. */
  readonly who: string
  /** First and second Ctrl-C (or SIGTERM); nothing listens before the first use. */
  readonly interrupts: () => Interrupts
  /** A folder of this machine for what is remembered outside the project: `$XDG_STATE_HOME/fieldwork`. */
  readonly memory: string
  readonly options: GlobalOptions
  /** Answers its own prompts after a pause, visibly; only `demo` sets it. */
  readonly autoAnswer?: number
}

export interface Interrupts {
  readonly first: AbortSignal
  readonly second: AbortSignal
  /** Counts one more interrupt: a screen that reads keys gets Ctrl-C as a key. */
  readonly interrupt: () => void
}

/** Forms of a list of mistakes that code hosts and CI services read. */
export const reportFormats = ['github', 'sarif', 'junit'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Options that every command takes. */
export interface GlobalOptions {
  readonly project?: string
  readonly panel?: string
  readonly url?: string
  readonly format: 'text' | 'json'
  /** A form that another program reads, where the command has it; `format` is text then. */
  readonly report?: ReportFormat
  /** Undefined: as the terminal is. */
  readonly color?: boolean
  readonly tui?: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** Whether `stream` shows colours: the option, then NO_COLOR, FORCE_COLOR and what the terminal is. */
export function coloured({options, env}: Context, stream: {readonly isTTY?: boolean}): boolean {
  if (options.color !== undefined) return options.color
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return stream.isTTY === true && !isCI(env) && env.TERM !== 'dumb'
}

/** Whether a person sits at a real terminal, both to read and to type. */
export const isInteractive = ({stdin, stderr, env}: Context): boolean =>
  stdin.isTTY === true && stderr.isTTY === true && !isCI(env)

/** In words: why nobody can be asked. */
export const whyNobody = ({stdin, stderr}: Context): string =>
  stdin.isTTY === true && stderr.isTTY === true ? 'CI is set' : 'this is no terminal'

/** Whether the ink screens may be used: a real terminal on both sides that isn't CI, unless the options say otherwise. */
export function hasScreen(context: Context): boolean {
  const {stdin, stdout, env, options} = context
  const terminal = stdin.isTTY === true && stdout.isTTY === true
  if (!terminal) return false
  const wanted =
    options.tui ?? (env.FIELDWORK_TUI === undefined ? undefined : !['', '0', 'false', 'no'].includes(env.FIELDWORK_TUI))
  return wanted ?? (!isCI(env) && env.TERM !== 'dumb')
}

/** Whether a line of stderr can be written anew in place: a terminal that isn't CI. */
export const redrawsLines = ({stderr, env}: Context): boolean => stderr.isTTY === true && !isCI(env) && env.TERM !== 'dumb'

const isCI = ({CI}: Context['env']): boolean => CI !== undefined && CI !== '' && CI !== '0' && CI !== 'false'

/** Columns of a stream, 80 where it isn't a terminal. */
export const columns = ({columns: width}: {readonly columns?: number}): number => (width && width > 0 ? width : 80)
