import {dirname, join} from 'node:path'
import type {Sum} from '../../address.ts'
import {hex} from '../../canonical.ts'
import {exit, stop} from '../../exit.ts'
import {reasonOf} from '../../os-error.ts'
import type {Seq} from '../entry.ts'
import type {Marks} from '../journal.ts'
import {type Disk, isCode, textOf, withFile} from './disk.ts'
import {lastingName} from './lasting-name.ts'

/** Where a journal was at the last append that this machine made. */
export interface Mark {
  readonly lineage: string
  readonly seq: Seq
  readonly sum: Sum
}

/** Marks of a project's panel: what this machine remembers of its journal, outside the project. */
export interface ProjectMarks extends Marks {
  /** What is remembered for this project and panel. */
  forProject(): Promise<Mark | undefined>
  /** Everything that is remembered of a lineage, whichever project it was in. */
  every(lineage: string): Promise<readonly Mark[]>
  /** The last of it. */
  forLineage(lineage: string): Promise<Mark | undefined>
  /** Whether this machine has begun the lineage for this project, even if it was stopped before its first mark. */
  expects(lineage: string): Promise<boolean>
  /** Forgets what was remembered and takes this as the truth: only a person may ask for it. */
  trust(mark: Mark): Promise<void>
  /** Forgets what was remembered for this project and panel: only a person may ask for it. */
  forget(): Promise<void>
}

/**
 * Opens the marks in `folder` for the project at `root` (real path) and a panel under any of its names; they are kept under the first one.
 * Nothing is written before the first `expect`.
 */
export function openMarks(disk: Disk, folder: string, root: string, panels: readonly string[]): ProjectMarks {
  const projectFiles = [...new Set(panels)].map(panel => join(folder, 'projects', hex(`${root}\n${panel}`).slice(0, 32)))
  const [projectFile = folder] = projectFiles
  const lineageFile = (lineage: string): string => join(folder, 'marks', lineage)
  let bound: string | undefined
  /** Files whose names are flushed, by this process. */
  const named = new Set<string>()
  let seen: Seen = {lineage: '', end: 0, identity: ''}

  /** Adds a line. The newline comes before it: a line of which a crash left a piece must not spoil the next one. */
  const add = async (path: string, line: string): Promise<void> => {
    await flushed(disk, path, 'begin', `\n${line}`)
    if (!named.has(path)) await lasting(disk, path)
    named.add(path)
  }
  const every = async (lineage: string): Promise<readonly Mark[]> => {
    const text = isLineage(lineage) ? await remembered(disk, lineageFile(lineage)) : undefined
    return marksIn(text ?? '').map(mark => ({lineage, ...mark}))
  }
  const forLineage = async (lineage: string): Promise<Mark | undefined> => lastOf(await every(lineage))
  const unseen: Marks['unseen'] = async lineage => {
    if (!isLineage(lineage)) return []
    const added = await addedTo(disk, lineageFile(lineage), seen.lineage === lineage ? seen : undefined)
    seen = {lineage, ...added}
    return added.marks
  }
  const lineages = async (): Promise<readonly string[]> => {
    const texts = await Promise.all(projectFiles.map(file => remembered(disk, file)))
    return texts.flatMap(text => text?.split('\n').filter(isLineage) ?? [])
  }
  const expect = async (lineage: string): Promise<void> => {
    if (bound !== lineage && !(await lineages()).includes(lineage)) await add(projectFile, lineage)
    // Whoever wrote it may have been killed before the flush.
    else if (!named.has(projectFile)) await add(projectFile, '')
    bound = lineage
  }
  return {
    forProject: async () => {
      let last: Mark | undefined
      for (const lineage of await lineages()) last = (await forLineage(lineage)) ?? last
      return last
    },
    forget: async () => {
      for (const file of projectFiles) if ((await remembered(disk, file)) !== undefined) await replace(disk, file, '')
      bound = undefined
    },
    every,
    forLineage,
    unseen,
    expects: async lineage => (await lineages()).includes(lineage),
    expect,
    // Lines are only ever added, so that two runners can't set each other's mark back.
    advance: async (lineage, {seq, sum}) => {
      await expect(lineage)
      await add(lineageFile(lineage), `${seq} ${sum}`)
    },
    trust: async ({lineage, seq, sum}) => {
      await replace(disk, lineageFile(lineage), `${seq} ${sum}\n`)
      for (const file of projectFiles)
        if (file === projectFile || (await remembered(disk, file)) !== undefined) await replace(disk, file, `${lineage}\n`)
      bound = lineage
    },
  }
}

/** Of several of one number the first: two copies of a state may have grown in two ways. */
export const lastOf = (marks: readonly Mark[]): Mark | undefined =>
  marks.reduce<Mark | undefined>((last, mark) => (mark.seq > (last?.seq ?? 0) ? mark : last), undefined)

const isLineage = (text: string): boolean => /^[0-9a-f]{32}$/.test(text)

async function remembered(disk: Disk, path: string): Promise<string | undefined> {
  try {
    return await textOf(disk, path)
  } catch (error) {
    throw unusable(path, error)
  }
}

/** How far the marks of a lineage were read: bytes, and of which file. */
interface Seen {
  readonly lineage: string
  readonly end: number
  readonly identity: string
}

/** What stands in a file behind what was read; all of it where the file is another one. The last line is read once more: it may have been under way. */
async function addedTo(disk: Disk, path: string, seen: Seen | undefined) {
  try {
    return await withFile(disk, path, 'read', async file => {
      const {size, identity} = await file.status()
      const from = seen?.identity === identity && seen.end <= size ? seen.end : 0
      const bytes = await file.read(from, size - from)
      return {marks: marksIn(String(bytes)), end: from + Math.max(0, bytes.lastIndexOf(10)), identity}
    })
  } catch (error) {
    if (isCode(error, 'ENOENT')) return {marks: [], end: 0, identity: ''}
    throw unusable(path, error)
  }
}

const marksIn = (text: string): readonly {readonly seq: Seq; readonly sum: Sum}[] =>
  text.split('\n').flatMap(line => {
    const [, seq, sum] = /^([1-9][0-9]{0,15}) ([0-9a-f]{64})$/.exec(line) ?? []
    return seq === undefined ? [] : [{seq: Number(seq), sum: sum as Sum}]
  })

async function lasting(disk: Disk, path: string): Promise<void> {
  try {
    await lastingName(disk, path, 2)
  } catch (error) {
    throw unusable(path, error)
  }
}

async function replace(disk: Disk, path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  await flushed(disk, draft, 'replace', text)
  try {
    await disk.rename(draft, path)
  } catch (error) {
    throw unusable(path, error)
  }
  await lasting(disk, path)
}

async function flushed(disk: Disk, path: string, how: 'begin' | 'replace', text: string): Promise<void> {
  try {
    await disk.makeFolder(dirname(path))
    const bytes = Buffer.from(text)
    await withFile(disk, path, how, async file => {
      if ((await file.write(bytes)) !== bytes.length) throw new Error('the disk took only a part of it')
      await file.flush()
    })
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
