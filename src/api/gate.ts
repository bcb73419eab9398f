import type {Socket} from 'node:net'

/** Stands between a socket and the system: the one place that knows whether a byte of the request left. */
export interface Gate {
  /** Closes it for good. True if something had gone through: then nobody can say how much of it arrived. */
  shut(): boolean
  /** Why it let nothing through, where it was asked. */
  refusal(): string | undefined
}

/**
 * Puts a gate on a connected socket that carries nothing yet. The first write is let through only if the connection is still good in both
 * directions, the server has not spoken, and `mayWrite` agrees; otherwise the socket is destroyed.
 *
 * Why this proves "nothing was written": `_write` and `_writev` are the only ways from a Node stream to the system, whoever calls the
 * stream's other methods, and the gate sits on both. A library's own account (bytes written, callbacks, the kind of error) proves nothing:
 * it may count what only sits in a buffer, and deny what has just left. The question and the write are one turn of the loop, so no
 * clock can run between them, except in a process that the system froze right there.
 */
export function gateOn(socket: Socket, mayWrite: () => boolean): Gate {
  let state: 'waiting' | 'passed' | 'shut' = 'waiting'
  let refused: string | undefined
  const passes = (): boolean => {
    if (state !== 'waiting') return state === 'passed'
    refused = brokenness(socket) ?? (agrees(mayWrite) ? undefined : 'the time in which it may be sent had passed')
    state = refused === undefined ? 'passed' : 'shut'
    return state === 'passed'
  }
  const {_write: write, _writev: writev} = socket
  socket._write = (chunk, encoding, done) => (passes() ? write.call(socket, chunk, encoding, done) : done(new GateShut()))
  if (writev) socket._writev = (chunks, done) => (passes() ? writev.call(socket, chunks, done) : done(new GateShut()))
  return {
    shut: () => {
      const passed = state === 'passed'
      state = 'shut'
      return passed
    },
    refusal: () => refused,
  }
}

/** In words: why nothing may be written on this socket any more. Bytes that came before we asked belong to no request of ours. */
export function brokenness(socket: Socket): string | undefined {
  if (socket.destroyed || socket.readableEnded || !socket.readable || !socket.writable)
    return 'the server had closed the connection'
  return socket.readableLength > 0 ? 'the server had spoken before it was asked' : undefined
}

function agrees(mayWrite: () => boolean): boolean {
  try {
    return mayWrite()
  } catch {
    return false
  }
}

class GateShut extends Error {
  override readonly name = 'GateShut'
  constructor() {
    super('not written')
  }
}
