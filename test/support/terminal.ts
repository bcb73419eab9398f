import {spawn} from '@lydell/node-pty'
import headless from '@xterm/headless'

/** A program in a real terminal. */
export interface Terminal {
  /** Everything that was written to the terminal. */
  readonly raw: () => string
  /** All lines, the history too, without blanks at the end. */
  readonly screen: () => string
  readonly type: (keys: string) => void
  readonly resize: (columns: number, rows: number) => void
  /** Resolves once the screen shows this. */
  readonly shows: (text: string) => Promise<void>
  readonly exit: Promise<number>
  /** Takes the terminal away, as a window that is closed. */
  readonly close: () => void
  readonly isCursorHidden: () => boolean
}

export interface TerminalOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly columns?: number
  readonly rows?: number
  /** In place of Node. */
  readonly program?: string
}

/** Runs a program (one of Node's, unless another is named) in a real terminal of the given size. */
export function inTerminalOf(
  args: readonly string[],
  {cwd, env = {}, columns = 80, rows = 24, program = process.execPath}: TerminalOptions,
): Terminal {
  const terminal = new headless.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true})
  const {CI: _ci, CONTINUOUS_INTEGRATION: _too, ...inherited} = process.env
  const pty = spawn(program, [...args], {
    cols: columns,
    rows,
    ...(cwd !== undefined && {cwd}),
    env: {...inherited, TERM: 'xterm-256color', ...env},
  })
  let raw = ''
  pty.onData(data => {
    raw += data
    terminal.write(data)
  })
  const exit = new Promise<number>(resolve => {
    pty.onExit(({exitCode}) => {
      // What was written last is still on its way through the parser.
      setTimeout(() => terminal.write('', () => resolve(exitCode)), 50)
    })
  })
  const screen = () => {
    const buffer = terminal.buffer.active
    const lines = Array.from({length: buffer.length}, (_, index) => buffer.getLine(index)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }
  return {
    raw: () => raw,
    screen,
    type: keys => pty.write(keys),
    resize: (width, height) => {
      pty.resize(width, height)
      terminal.resize(width, height)
    },
    shows: async text => {
      for (let waited = 0; !screen().includes(text); waited += 20) {
        if (waited > 60_000) throw new Error(`the screen never showed ${JSON.stringify(text)}, but:\n${screen()}`)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    exit,
    close: () => pty.kill('SIGKILL'),
    isCursorHidden: () => raw.lastIndexOf('\x1b[?25l') > raw.lastIndexOf('\x1b[?25h'),
  }
}
