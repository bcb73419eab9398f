import {exit, type Stop, stop} from '../../exit.ts'
import {reasonOf} from '../../os-error.ts'

/** Calls can't be counted together with those of other processes: none is made. `why` is the system's error, or words. */
export const uncounted = (path: string, why: unknown): Stop =>
  stop(
    exit.state,
    {
      code: 'FW406',
      summary: 'The calls to the API can not be counted',
      detail: `${path}: ${typeof why === 'string' ? why : reasonOf(why)}.`,
      help: 'All processes of this machine count their calls there, so that together they keep to callsPerMinute. Make the folder writable, or set XDG_STATE_HOME.',
    },
    why,
  )
