import type {Clock} from '../../src/apply/ports.ts'
import {start} from '../state/scene.ts'

/** What happens to a process at one of its steps, counted from 1. */
export interface Fate {
  /** It is killed before the step happens. */
  readonly kill?: number
  /** It is frozen before the step, for so many milliseconds. */
  readonly freeze?: {readonly at: number; readonly ms: number}
  /** The step fails with the system's error, if it is one of the disk. */
  readonly errno?: {readonly at: number; readonly code: string}
  /** First and second Ctrl-C. */
  readonly interrupts?: readonly number[]
}

/** A simulated process: all it does comes in steps, between which everything else may happen. */
export interface Process {
  readonly name: string
  readonly boot: number
  readonly fate: Fate
  readonly stopping: AbortController
  readonly leaving: AbortController
  steps: number
  state: 'running' | 'ended' | 'killed'
  frozenUntil: number
}

interface Waiting {
  readonly process: Process | undefined
  readonly go: () => void
}
interface Timer extends Waiting {
  readonly at: number
}

/** Time, chance and the order of things. Nothing in a simulation waits for the real clock. */
export interface Timeline {
  readonly random: () => number
  /** What happened, for whoever has to understand a failure. */
  readonly log: string[]
  note(process: Process | undefined, text: string): void
  begin(name: string, fate: Fate, work: (process: Process) => Promise<void>): Process
  /** Lets everything else happen first. Never resolves for a process that is killed. */
  step(process: Process, what: string): Promise<void>
  clockOf(process: Process | undefined): Clock
  wall(): number
  /** The time by a clock that nobody sets: the server's. */
  true(): number
  /** Later, whatever becomes of the processes: what the outside world does. */
  later(ms: number, work: () => void): void
  /** Sets the wall clock. */
  jump(ms: number): void
  /** Runs until every process has ended or is frozen. */
  settle(): Promise<void>
  /** Lets time pass, and what was frozen go on. */
  wait(ms: number): Promise<void>
  /** Kills everything. */
  reboot(): void
  readonly processes: readonly Process[]
}

export function createTimeline(random: () => number): Timeline {
  let [monotonic, offset, boot] = [0, start, 0]
  let ready: Waiting[] = []
  let timers: Timer[] = []
  const processes: Process[] = []
  const log: string[] = []
  const wall = (): number => offset + monotonic

  const note = (process: Process | undefined, text: string): void => {
    log.push(`${((wall() - start) / 1000).toFixed(3)} ${process?.name ?? 'world'}: ${text}`)
  }
  const kill = (process: Process): void => {
    if (process.state === 'running') process.state = 'killed'
  }
  const step = (process: Process, what: string): Promise<void> => {
    process.steps++
    note(process, what)
    const {kill: killAt, freeze, interrupts = []} = process.fate
    if (interrupts[0] === process.steps) process.stopping.abort()
    if (interrupts[1] === process.steps) process.leaving.abort()
    if (killAt === process.steps) {
      note(process, 'killed')
      kill(process)
    }
    if (freeze?.at === process.steps) {
      note(process, `frozen for ${freeze.ms} ms`)
      process.frozenUntil = monotonic + freeze.ms
    }
    return new Promise(go => void ready.push({process, go}))
  }
  const sleep = (process: Process | undefined, ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise(resolve => {
      if (signal?.aborted) return void ready.push({process, go: resolve})
      const timer: Timer = {
        at: monotonic + Math.max(0, ms),
        process,
        go: () => {
          signal?.removeEventListener('abort', early)
          resolve()
        },
      }
      const early = (): void => {
        timers = timers.filter(each => each !== timer)
        ready.push({process, go: resolve})
      }
      signal?.addEventListener('abort', early, {once: true})
      timers.push(timer)
    })
  const mayGo = ({process}: Waiting): boolean => !process || (process.state === 'running' && process.frozenUntil <= monotonic)
  const isStuck = ({process}: Waiting): boolean => process?.state === 'running' && process.frozenUntil > monotonic

  /** One thing that can happen now. False if there is none. */
  const happen = (): boolean => {
    ready = ready.filter(({process}) => process?.state !== 'killed')
    const able = ready.filter(mayGo)
    const chosen = able[Math.floor(random() * able.length)]
    if (!chosen) return false
    ready.splice(ready.indexOf(chosen), 1)
    chosen.go()
    return true
  }
  /** Moves the clock to the next timer, or to when something thaws; not beyond `limit`. False if nothing comes. */
  const advance = (limit: number): boolean => {
    timers = timers.filter(({process}) => process?.state !== 'killed')
    const next = Math.min(...timers.map(({at}) => at), ...ready.filter(isStuck).map(({process}) => process?.frozenUntil ?? 0))
    if (next > limit || next === Number.POSITIVE_INFINITY) return false
    monotonic = Math.max(monotonic, next)
    const due = timers.filter(({at}) => at <= monotonic)
    timers = timers.filter(({at}) => at > monotonic)
    ready.push(...due)
    return true
  }
  /** Everything that follows from what has just happened, without time passing. */
  const quiet = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
  const isBusy = ({state, frozenUntil}: Process): boolean => state === 'running' && frozenUntil <= monotonic

  const settle = async (): Promise<void> => {
    for (let idle = 0; idle < 50; ) {
      await quiet()
      if (happen()) idle = 0
      else if (!processes.some(isBusy)) return
      // A module that is loaded for the first time takes turns of its own.
      else if (idle++ > 3 && advance(Number.POSITIVE_INFINITY)) idle = 0
    }
    throw new Error(`nothing happens any more:\n${log.slice(-30).join('\n')}`)
  }
  const wait = async (ms: number): Promise<void> => {
    const until = monotonic + ms
    for (;;) {
      await quiet()
      if (happen()) continue
      if (processes.some(isBusy)) await settle()
      else if (!advance(until)) break
    }
    monotonic = Math.max(monotonic, until)
  }
  return {
    random,
    log,
    note,
    step,
    wall,
    true: () => start + monotonic,
    settle,
    wait,
    processes,
    clockOf: process => ({now: wall, monotonic: () => monotonic, sleep: (ms, signal) => sleep(process, ms, signal)}),
    begin: (name, fate, work) => {
      const process: Process = {
        name,
        boot,
        fate,
        stopping: new AbortController(),
        leaving: new AbortController(),
        steps: 0,
        state: 'running',
        frozenUntil: 0,
      }
      processes.push(process)
      void work(process).then(
        () => {
          if (process.state === 'running') process.state = 'ended'
        },
        (error: unknown) => {
          process.state = 'ended'
          note(process, `failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
          log.push('FAILED')
        },
      )
      return process
    },
    later: (ms, work) => void timers.push({at: monotonic + ms, process: undefined, go: work}),
    jump: ms => {
      offset += ms
    },
    reboot: () => {
      for (const process of processes) kill(process)
      boot++
    },
  }
}
