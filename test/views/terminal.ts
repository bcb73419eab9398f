import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {spawn} from '@lydell/node-pty'
import headless from '@xterm/headless'
import {build} from 'esbuild'

const root = join(import.meta.dirname, '../..')

export interface Session {
  /** Everything that was written to the terminal. */
  readonly raw: () => string
  /** All lines, the history too, without blanks at the end. */
  readonly screen: () => string
  readonly type: (keys: string) => void
  readonly resize: (columns: number, rows: number) => void
  /** Resolves once the screen shows this. */
  readonly shows: (text: string) => Promise<void>
  readonly exit: Promise<number>
  readonly isCursorHidden: () => boolean
}

/** Runs a program (TypeScript, in which `src/` is the project's) in a real terminal of the given size. */
export async function inTerminal(program: string, columns = 80, rows = 24): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), 'fieldwork-screen-'))
  const file = join(folder, 'program.mjs')
  await build({
    stdin: {contents: program, resolveDir: root, loader: 'tsx'},
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', __VERSION__: '"0.0.0-test"'},
    alias: {'react-devtools-core': join(root, 'scripts/no-devtools.mjs')},
    banner: {js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);"},
  })
  const terminal = new headless.Terminal({cols: columns, rows, scrollback: 5000, allowProposedApi: true})
  const {CI: _ci, CONTINUOUS_INTEGRATION: _too, ...env} = process.env
  const pty = spawn(process.execPath, [file], {cols: columns, rows, env: {...env, TERM: 'xterm-256color'}})
  let raw = ''
  pty.onData(data => {
    raw += data
    terminal.write(data)
  })
  const exit = new Promise<number>(resolve => {
    pty.onExit(({exitCode}) => {
      rmSync(folder, {recursive: true, force: true})
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
        if (waited > 20_000) throw new Error(`the screen never showed ${JSON.stringify(text)}, but:\n${screen()}`)
        await new Promise(resolve => setTimeout(resolve, 20))
      }
    },
    exit,
    isCursorHidden: () => raw.lastIndexOf('\x1b[?25l') > raw.lastIndexOf('\x1b[?25h'),
  }
}
