import {exit, type Stop, stop} from '../exit.ts'

/** The journal isn't the one that this machine knows: `what` says in words how. */
export const rolledBack = (place: string, what: string): Stop =>
  stop(exit.state, {
    code: 'FW129',
    summary: 'The recorded state is not the one that this machine knows',
    detail: `${place}: ${what}. It was deleted, rolled back, or swapped.`,
    help: `Nothing is sent: an old state would send again what was sent since. Put the newest copy back. If a person is sure that there is no newer one:\nfieldwork state trust`,
  })
