import {type ChildProcess, spawn} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'

/** The built program: these tests drive it from outside, as a user does. */
export const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** A user's project in a temporary folder, with a memory of its own outside of it. */
export interface TestProject {
  readonly root: string
  readonly memory: string
  write(path: string, text: string): void
  read(path: string): string
  /** Starts the program and lets it run; `under` is a program (with its arguments) that runs it in turn. */
  start(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    under?: readonly string[],
  ): {readonly child: ChildProcess; readonly ended: Promise<Ended>}
  run(args: readonly string[], env?: Readonly<Record<string, string>>, under?: readonly string[]): Promise<Ended>
  remove(): void
}

/** A run that did not end by itself: a program that spins or waits for ever is a failure of its own, and must not keep those after it. */
export class NeverEnded extends Error {}

/** Far more than the longest that the program may wait before it gives up, in ms. */
const longest = 600_000

/** Variables that every run of the tests has: nothing of the machine's own but where its programs are. */
const plain = {PATH: process.env.PATH ?? '', TZ: process.env.TZ ?? 'UTC', CI: 'true'}

export function testProject(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): TestProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fieldwork-test-')))
  const [root, memory] = [join(folder, 'project'), join(folder, 'memory')]
  mkdirSync(root)
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  const start: TestProject['start'] = (args, more = {}, under = []) => {
    const [program = process.execPath, ...words] = [...under, process.execPath, cli, ...args]
    const child = spawn(program, words, {
      cwd: root,
      env: {...plain, HOME: folder, XDG_STATE_HOME: memory, ...env, ...more},
      stdio: ['ignore', 'pipe', 'pipe'],
      // A tracer that is killed lets go of its program, which then runs on: they are killed as one group.
      detached: under.length > 0,
    })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes))
    const ended = new Promise<Ended>((resolve, reject) => {
      const limit = setTimeout(() => {
        const said = Buffer.concat([...err, ...out]).toString()
        reject(new NeverEnded(`still ran after ${longest / 1000} s: ${[...under, 'fieldwork', ...args].join(' ')}\n${said}`))
        if (child.pid !== undefined) process.kill(under.length > 0 ? -child.pid : child.pid, 'SIGKILL')
      }, longest)
      child.once('error', reject)
      child.once('close', (code, signal) => {
        clearTimeout(limit)
        resolve({code, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString()})
      })
    })
    return {child, ended}
  }
  return {
    root,
    memory,
    write,
    read: path => readFileSync(join(root, path), 'utf8'),
    start,
    run: (args, more, under) => start(args, more, under).ended,
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
}
