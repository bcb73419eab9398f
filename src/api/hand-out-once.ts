import type {Socket} from 'node:net'
import type {buildConnector} from 'undici'
import {brokenness} from './gate.ts'

/**
 * A connector that has one socket to give. undici's Client asks again when a socket dies under it, and would send the request a second time:
 * the second time it gets an error. It answers one turn of the loop later, never at once: undici is not ready for it earlier, and a close that has
 * already arrived is seen by then.
 */
export function handOutOnce(socket: Socket): buildConnector.connector {
  let given = false
  return (_, callback) => {
    const first = !given
    given = true
    setImmediate(() => {
      const gone = first ? brokenness(socket) : 'a second connection was refused'
      if (gone === undefined) callback(null, socket)
      else callback(new NoSocket(gone), null)
    })
  }
}

class NoSocket extends Error {
  override readonly name = 'NoSocket'
}
