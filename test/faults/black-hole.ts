import {once} from 'node:events'
import {Worker} from 'node:worker_threads'

/** A thread that listens, fills its own queue of connections, and sleeps: the system then answers no further one. */
const sleeper = `
const net = require('node:net')
const {workerData: {port, host}, parentPort} = require('node:worker_threads')
net.createServer().listen({port, host, backlog: 1}, () => {
  for (let i = 0; i < 4; i++) net.connect(port, host).on('error', () => {})
  process.nextTick(() => {
    parentPort.postMessage('ready')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })
})`

/** Takes the place of a server that has stopped to listen: connections neither come up nor fail, until it is lifted. */
export async function blackHole(host: string, port: number): Promise<{lift(): Promise<void>}> {
  const worker = new Worker(sleeper, {eval: true, workerData: {host, port}})
  await once(worker, 'message')
  return {
    lift: async () => {
      await worker.terminate()
    },
  }
}
