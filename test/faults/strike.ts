import type {Socket} from 'node:net'

/** The calls that a fault may meet: POST batches, POST members, GET a batch. */
export type Scope = 'batches' | 'members' | 'status'

/** One call that is being struck. */
export interface Struck {
  readonly socket: Socket
  readonly scope: Scope
  /** Does what the call asks for; gives the body of the right answer. */
  readonly commit: () => string
  /** What the server repeats that it should not: key and address. */
  readonly echo: string
  /** This server, and another that nobody may be sent to. */
  readonly here: string
  readonly elsewhere: string
  /** Goes on after so many milliseconds, unless the server is closed by then. */
  readonly later: (ms: number, act: () => void) => void
}

/**
 * A fault: where it strikes, and what it does there. `down`: nothing takes the connection any more, until the run is over. `connection`: as
 * soon as it comes. `first-bytes`: as soon as the request begins. `request`: once all of it is there.
 */
export type Fault =
  | {readonly what: string; readonly at: 'down'; readonly how: 'closed' | 'black-hole'}
  | {readonly what: string; readonly at: 'connection'; readonly strike: (socket: Socket) => void}
  | {
      readonly what: string
      readonly at: 'first-bytes' | 'request'
      readonly strike: (struck: Struck) => void
      /** No answer comes in time: the run is told to wait for 5 s only. */
      readonly silent?: true
      /** The run waits for a minute: left to the long run. */
      readonly slow?: true
    }
