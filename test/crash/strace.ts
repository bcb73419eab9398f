import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Ended, TestProject} from '../support/program.ts'

/** The calls at which the program may be stopped or refused: all by which it writes, makes names, or connects. */
const calls = [
  'write',
  'writev',
  'pwrite64',
  'fdatasync',
  'fsync',
  'openat',
  'rename',
  'renameat2',
  'link',
  'linkat',
  'unlink',
  'unlinkat',
  'ftruncate',
  'mkdir',
  'connect',
] as const
export type Call = (typeof calls)[number]

/** One call of a process: the `nth` of its name since it began. */
export interface Point {
  readonly call: Call
  readonly nth: number
  /** What it was about in the run that was watched: `journal`, `mark`, `lock`, `socket`, `output`, `other`. */
  readonly about: string
}

const tracing = (log: string): readonly string[] => [
  'strace',
  '-qq',
  '-y',
  '-o',
  log,
  '-e',
  `trace=?${calls.join(',?')}`,
  '-e',
  'signal=none',
]

/** What strace does to a call: `signal=SIGKILL`, `error=EIO`. */
export interface Injection {
  readonly point: Point
  readonly what: string
  /** Also at every later call of this name. */
  readonly fromThen?: boolean
}

/**
 * The words of strace that do something to one call of a program, before the call is made. Only its first thread is watched, which is the
 * one that makes every call of ours.
 */
export const injecting = ({point: {call, nth}, what, fromThen}: Injection): readonly string[] => [
  ...tracing('/dev/null'),
  '-e',
  `inject=${call}:${what}:when=${nth}${fromThen ? '+' : ''}`,
]

/** Runs the program and gives the calls that it made after it first opened the journal. */
export async function watched(
  project: TestProject,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{readonly ended: Ended; readonly points: readonly Point[]}> {
  const log = join(project.root, '..', 'strace.log')
  const ended = await project.run(args, env, tracing(log))
  return {ended, points: existsSync(log) ? pointsIn(readFileSync(log, 'utf8')) : []}
}

/** The calls in a log of strace, from the first that opens the journal on. */
export function pointsIn(log: string): readonly Point[] {
  const counts = new Map<string, number>()
  const points: Point[] = []
  for (const row of log.split('\n')) {
    const call = calls.find(name => row.startsWith(`${name}(`))
    if (!call) continue
    const nth = (counts.get(call) ?? 0) + 1
    counts.set(call, nth)
    if (points.length > 0 || row.includes('.jsonl"')) points.push({call, nth, about: aboutOf(row)})
  }
  return points
}

const about: readonly (readonly [RegExp, string])[] = [
  [/\.jsonl[">]/, 'journal'],
  [/\/fieldwork\/(marks|projects)/, 'mark'],
  [/\.lock/, 'lock'],
  [/^writev?\([12]</, 'output'],
  [/sin_port|<(TCP|socket:)/, 'socket'],
  [/anon_inode|<pipe:/, 'loop'],
  [/\.fieldwork/, 'folder'],
]
const aboutOf = (row: string): string => about.find(([pattern]) => pattern.test(row))?.[1] ?? 'other'
