import {readFileSync, readlinkSync} from 'node:fs'
import {hex} from '../../canonical.ts'
import type {Holder} from '../entry.ts'

/** This process, as another process of the same machine can recognise it. */
export function thisHolder(pid: number): Holder {
  return {machine: machineDigest(), pid, started: startOf(pid)}
}

/** Whether the process is provably gone: the same machine, boot and process namespace, and no such process. Anything less is "no". */
export function isGone(holder: Holder): boolean {
  if (holder.machine === null || holder.started === null || holder.machine !== machineDigest()) return false
  const started = startOf(holder.pid)
  // A number that another process has by now proves as much as a number that nobody has.
  return started !== holder.started && (started !== null || !exists(holder.pid))
}

/** Whether the process provably lives: the same machine, boot and process namespace, and a process that started just then. */
export const isAlive = (holder: Holder): boolean =>
  holder.machine !== null &&
  holder.started !== null &&
  holder.machine === machineDigest() &&
  startOf(holder.pid) === holder.started

/** Digest of what tells this machine, this boot and this process namespace from others; null where the system doesn't say. */
function machineDigest(): string | null {
  const facts = ['/etc/machine-id', '/proc/sys/kernel/random/boot_id'].map(textOf)
  const namespace = linkOf('/proc/self/ns/pid')
  return facts[1] === undefined || namespace === undefined ? null : hex([...facts, namespace].join('\n')).slice(0, 16)
}

/** When the process started, in clock ticks since boot (field 22 of /proc/PID/stat). */
function startOf(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

// A system without these files is an answer too: then nothing is provable.
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}
