import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import {basename, join} from 'node:path'
import {hex} from '../../canonical.ts'
import type {Pages} from './book.ts'
import {uncounted} from './uncounted.ts'

const {O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDONLY, O_WRONLY} = constants
/** A page is some kilobytes; what is larger than this is none. */
const largest = 64 * 1_048_576
const day = 24 * 60 * 60_000

/**
 * Pages as files of a folder, which is made by the first one. Their names begin with the time that they count in: one start of the machine. Those of others
 * mean nothing here, and are taken away after a day (`now` is the wall clock). Nothing is flushed: what a power cut may lose is void after it.
 */
export function folderPages(folder: string, now: () => number, epoch: string = thisEpoch()): Pages {
  const pathOf = (page: number): string => join(folder, `${epoch}-${page}`)
  let tidied = false
  const names = (): readonly string[] => {
    const all = refusing(folder, () => entriesOf(folder))
    if (!tidied) for (const name of all) if (!name.startsWith(`${epoch}-`)) removeOld(join(folder, name), now())
    tidied = true
    return all
  }
  return {
    list: () =>
      names()
        .flatMap(name => (name.startsWith(`${epoch}-`) && pageName.test(name) ? [Number(name.slice(epoch.length + 1))] : []))
        .sort((a, b) => a - b),
    read: (page, from) => refusing(pathOf(page), () => absent(() => rest(pathOf(page), from))),
    begin: (page, text) => {
      const add = (): boolean => addTo(pathOf(page), O_CREAT, text)
      refusing(pathOf(page), () => {
        if (absent(add)) return
        mkdirSync(folder, {recursive: true, mode: 0o700})
        add()
      })
    },
    end: (page, text) => quietly(() => void addTo(pathOf(page), 0, text)),
    remove: page => quietly(() => unlinkSync(pathOf(page))),
  }
}

const pageName = /^[0-9a-f]{8}-[0-9]{1,12}$/

/** What tells one start of this machine from others, and processes that see another clock: eight hexadecimal digits. */
function thisEpoch(): string {
  const facts = [
    () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    () => readlinkSync('/proc/self/ns/time'),
  ].map(fact => {
    try {
      return fact()
    } catch {
      // A system that doesn't say so has one epoch: what an earlier start left there can only make calls wait.
      return ''
    }
  })
  return hex(facts.join('\n')).slice(0, 8)
}

const entriesOf = (folder: string): readonly string[] => absent(() => readdirSync(folder)) ?? []

function rest(path: string, from: number): string | undefined {
  const fd = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW)
  try {
    const status = fstatSync(fd)
    if (!status.isFile() || status.size > largest) throw uncounted(path, 'it is no page of a ledger')
    if (status.size < from) return undefined
    const bytes = Buffer.alloc(status.size - from)
    return bytes.toString('latin1', 0, bytes.length === 0 ? 0 : readSync(fd, bytes, 0, bytes.length, from))
  } finally {
    closeSync(fd)
  }
}

function addTo(path: string, create: number, text: string): true {
  const fd = openSync(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOFOLLOW | create, 0o600)
  try {
    if (writeSync(fd, text) !== text.length) throw uncounted(path, 'the disk took only a part of a line')
    return true
  } finally {
    closeSync(fd)
  }
}

/** A page of another epoch that is a day old: the machine was started anew since, or it is nobody's. */
const removeOld = (path: string, now: number): void =>
  quietly(() => {
    if (pageName.test(basename(path)) && now - statSync(path).mtimeMs > day) unlinkSync(path)
  })

/** Undefined where the file or folder isn't there. */
function absent<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** What the system refuses ends with `Stop`. */
function refusing<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.name !== 'Stop') throw uncounted(path, error)
    throw error
  }
}

/** What needn't succeed: without it, a slot comes free later, or a file stays. Whatever is really wrong meets the next call as `Stop`. */
function quietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}
