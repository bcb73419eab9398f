import {answer, head} from './http.ts'
import type {Fault} from './strike.ts'

/** Connections that don't come up, break, or go silent. */
export const faultsOfConnections = {
  refused: {what: 'nothing listens any more', at: 'down', how: 'closed'},
  'black-hole': {what: 'no connection is taken and none is refused', at: 'down', how: 'black-hole'},
  'closed-at-once': {what: 'the connection is taken and closed', at: 'connection', strike: socket => void socket.end()},
  'reset-at-once': {what: 'the connection is taken and reset', at: 'connection', strike: socket => void socket.resetAndDestroy()},
  'speaks-first': {
    what: 'the server greets before it is asked, not in HTTP',
    at: 'connection',
    strike: socket => void socket.write('220 mail.example ready\r\n'),
  },
  'closed-unheard': {
    what: 'closed when the first bytes of the request have come',
    at: 'first-bytes',
    strike: ({socket}) => void socket.destroy(),
  },
  'closed-before': {what: 'closed in place of an answer, nothing done', at: 'request', strike: ({socket}) => void socket.end()},
  'reset-before': {
    what: 'reset in place of an answer, nothing done',
    at: 'request',
    strike: ({socket}) => void socket.resetAndDestroy(),
  },
  'lost-answer': {
    what: 'closed in place of an answer, after the work',
    at: 'request',
    strike: ({socket, commit}) => {
      commit()
      socket.end()
    },
  },
  'reset-after': {
    what: 'reset in place of an answer, after the work',
    at: 'request',
    strike: ({socket, commit}) => {
      commit()
      socket.resetAndDestroy()
    },
  },
  'head-cut': {
    what: 'closed in the middle of the headers',
    at: 'request',
    strike: ({socket, commit, echo}) => void socket.end(answer(commit(), echo).slice(0, 40)),
  },
  'body-missing': {
    what: 'closed after the headers',
    at: 'request',
    strike: ({socket, commit, echo}) => void socket.end(head(echo, `content-length: ${commit().length}`)),
  },
  'body-cut': {
    what: 'closed after half of the announced body',
    at: 'request',
    strike: ({socket, commit, echo}) => {
      const whole = answer(commit(), echo)
      socket.end(whole.slice(0, -20))
    },
  },
  'hang-before': {what: 'no answer ever comes, nothing done', at: 'request', silent: true, strike: () => {}},
  'hang-after': {what: 'no answer ever comes, after the work', at: 'request', silent: true, strike: ({commit}) => void commit()},
  'hang-in-headers': {
    what: 'half of the headers, then silence',
    at: 'request',
    silent: true,
    strike: ({socket, commit, echo}) => void socket.write(answer(commit(), echo).slice(0, 40)),
  },
  'hang-in-body': {
    what: 'headers and half of the body, then silence',
    at: 'request',
    silent: true,
    strike: ({socket, commit, echo}) => void socket.write(answer(commit(), echo).slice(0, -20)),
  },
  drip: {
    what: 'the answer comes byte by byte, and is whole long after the deadline',
    at: 'request',
    silent: true,
    strike: ({socket, commit, echo, later}) => {
      const body = commit()
      socket.write(head(echo, `content-length: ${body.length}`))
      const next = (at: number): void => {
        if (at >= body.length || socket.destroyed) return
        socket.write(body.charAt(at))
        later(200, () => next(at + 1))
      }
      next(0)
    },
  },
  late: {
    what: 'the whole answer comes after the deadline',
    at: 'request',
    silent: true,
    strike: ({socket, commit, echo, later}) => {
      const whole = answer(commit(), echo)
      later(8000, () => void socket.end(whole))
    },
  },
  'continue-then-hang': {
    what: '100 Continue, then silence',
    at: 'request',
    silent: true,
    strike: ({socket}) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
  },
} as const satisfies Readonly<Record<string, Fault>>
