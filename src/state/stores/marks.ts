import {closeSync, constants, fdatasyncSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Sum} from '../../address.ts'
import {hex} from '../../canonical.ts'
import {exit, stop} from '../../exit.ts'
import {reasonOf} from '../../os-error.ts'
import type {Seq} from '../entry.ts'
import type {Marks} from '../journal.ts'

/** Where a journal was at the last append that this machine made. */
export interface Mark {
  readonly lineage: string
  readonly seq: Seq
  readonly sum: Sum
}

/** Marks of a project's panel: what this machine remembers of its journal, outside the project. */
export interface ProjectMarks extends Marks {
  /** What is remembered for this project and panel. */
  forProject(): Mark | undefined
  /** What is remembered of a lineage, whichever project it was in. */
  forLineage(lineage: string): Mark | undefined
  /** Whether this machine has begun the lineage for this project, even if it was stopped before its first mark. */
  expects(lineage: string): boolean
  /** Forgets what was remembered and takes this as the truth: only a person may ask for it. */
  trust(mark: Mark): void
  /** Forgets what was remembered for this project and panel: only a person may ask for it. */
  forget(): void
}

/**
 * Opens the marks in `folder` for the project at `root` (real path) and a panel under any of its names; they are kept under the first one.
 * Nothing is written before the first `expect`.
 */
export function openMarks(folder: string, root: string, panels: readonly string[]): ProjectMarks {
  const projectFiles = [...new Set(panels)].map(panel => join(folder, 'projects', hex(`${root}\n${panel}`).slice(0, 32)))
  const [projectFile = folder] = projectFiles
  const lineageFile = (lineage: string): string => join(folder, 'marks', lineage)
  let bound: string | undefined

  const forLineage = (lineage: string): Mark | undefined => {
    if (!isLineage(lineage)) return undefined
    const lines = textOf(lineageFile(lineage))?.split('\n') ?? []
    let mark: Mark | undefined
    for (const line of lines) {
      const match = /^([1-9][0-9]{0,15}) ([0-9a-f]{64})$/.exec(line)
      if (match && Number(match[1]) > (mark?.seq ?? 0)) mark = {lineage, seq: Number(match[1]), sum: match[2] as Sum}
    }
    return mark
  }
  const lineages = (): readonly string[] => projectFiles.flatMap(file => textOf(file)?.split('\n').filter(isLineage) ?? [])
  const forProject = (): Mark | undefined =>
    lineages()
      .flatMap(lineage => forLineage(lineage) ?? [])
      .at(-1)
  const expect = (lineage: string): void => {
    if (bound !== lineage && !lineages().includes(lineage)) add(projectFile, `${lineage}\n`)
    bound = lineage
  }
  return {
    forProject,
    forget: () => {
      for (const file of projectFiles) if (textOf(file) !== undefined) replace(file, '')
      bound = undefined
    },
    forLineage,
    expects: lineage => lineages().includes(lineage),
    expect: async lineage => expect(lineage),
    // Lines are only ever added, so that two runners can't set each other's mark back.
    advance: async (lineage, {seq, sum}) => {
      expect(lineage)
      add(lineageFile(lineage), `${seq} ${sum}\n`)
    },
    trust: ({lineage, seq, sum}) => {
      replace(lineageFile(lineage), `${seq} ${sum}\n`)
      for (const file of projectFiles) if (file === projectFile || textOf(file) !== undefined) replace(file, `${lineage}\n`)
      bound = lineage
    },
  }
}

const isLineage = (text: string): boolean => /^[0-9a-f]{32}$/.test(text)

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw unusable(path, error)
  }
}

function add(path: string, text: string): void {
  flushed(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, text)
}

function replace(path: string, text: string): void {
  const draft = `${path}.new`
  flushed(draft, constants.O_WRONLY | constants.O_TRUNC | constants.O_CREAT, text)
  try {
    renameSync(draft, path)
    const folder = openSync(dirname(path), constants.O_RDONLY)
    fsyncSync(folder)
    closeSync(folder)
  } catch (error) {
    throw unusable(path, error)
  }
}

function flushed(path: string, flags: number, text: string): void {
  try {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    const fd = openSync(path, flags, 0o600)
    try {
      if (writeSync(fd, text) !== Buffer.byteLength(text)) throw new Error('the disk took only a part of it')
      fdatasyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    throw unusable(path, error)
  }
}

const unusable = (path: string, cause: unknown) =>
  stop(
    exit.state,
    {
      code: 'FW124',
      summary: 'The mark of the last record can not be kept',
      detail: `${path}: ${reasonOf(cause)}.`,
      help: 'It remembers outside the project how far its recorded state had come, so that an old copy is noticed. Make the folder writable, or set XDG_STATE_HOME.',
    },
    cause,
  )
