import {setMaxListeners} from 'node:events'

/** Calls back when the signal aborts, until the returned function is called. */
export function onAbort(signal: AbortSignal | undefined, act: () => void): () => void {
  if (!signal) return () => {}
  // One signal stands for a whole run, so many calls may wait for it at once; Node would take that for a leak and say so.
  setMaxListeners(0, signal)
  signal.addEventListener('abort', act, {once: true})
  return () => signal.removeEventListener('abort', act)
}
