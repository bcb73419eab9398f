import {instant} from '../instant.ts'
import {thisHolder} from '../state/stores/holder.ts'
import type {LockNote} from '../state/stores/lock.ts'
import type {Context} from './context.ts'
import type {Recorded} from './open.ts'

/** Where the lock file of a panel's recorded state is. */
export const lockPath = ({path}: Pick<Recorded, 'path'>): string => path.replace(/\.jsonl$/, '.lock')

/** Who takes the lock. */
export const lockNote = ({who, pid, clock}: Context, {run}: Pick<Recorded, 'run'>): LockNote => ({
  run,
  who,
  since: instant(clock.now()),
  holder: thisHolder(pid),
})
