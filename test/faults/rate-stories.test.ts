import {expect, test} from 'vitest'
import type {Slot} from '../../src/api/rate/ledger.ts'
import {sharedLedger} from '../../src/api/rate/shared-ledger.ts'
import {memoryPages} from '../api/memory-pages.ts'
import {figures} from '../support/figures.ts'
import {long, randomness, seed} from '../support/long.ts'

const minute = 60_000
const afterlife = 60_000
const [lease, answerTimeout] = [20_000, 30_000]

/** What a call is up to. The server counts it at some moment after it was written: until the answer, or some time after nobody waits for one any more. */
interface Made {
  readonly slot: Slot
  written?: number
  counted?: number
  over?: number
}

/**
 * Processes with one ledger, and chance that says what happens next: also in the middle of what a process does, between any two of its operations. A process is
 * frozen there while others act, clocks run on, and it may never come back.
 */
function story(random: () => number, limit: number) {
  const texts = new Map<number, string>()
  const counted: number[] = []
  const clock = {ms: 0, monotonic: () => clock.ms}
  let [events, ids, depth] = [0, 0, 0]
  const draw = (below: number): number => Math.floor(random() * below)
  class Killed extends Error {}

  const born = () => {
    const self = {
      busy: false,
      calls: [] as Made[],
      ledger: sharedLedger(
        memoryPages(texts, () => {
          if (draw(8) > 0) return
          if (draw(30) === 0) throw new Killed()
          for (let more = draw(4); more > 0; more--) happen()
        }),
        {callsPerMinute: limit, lease, answerTimeout, clock, newId: () => (ids++).toString(16).padStart(16, '0')},
      ),
    }
    return self
  }
  const processes = [born(), born(), born()]
  /** Calls of processes that are gone: the server doesn't know. */
  const orphans: Made[] = []
  const pass = (): void => {
    clock.ms +=
      [1, 20, 400, 400, 5000, 19_000, 31_000, 59_990, minute - (clock.ms % minute), minute - (clock.ms % minute)][draw(10)] ?? 0
  }
  const one = (calls: readonly Made[]): Made | undefined => calls[draw(Math.max(1, calls.length))]
  const mayCount = ({written, counted: before, over}: Made): boolean =>
    written !== undefined && before === undefined && clock.ms <= (over ?? written + answerTimeout) + afterlife
  const count = (call: Made): void => {
    call.counted = clock.ms
    counted.push(clock.ms)
  }
  const act = (self: (typeof processes)[number]): void => {
    const open = self.calls.filter(({over}) => over === undefined)
    const unwritten = one(open.filter(({written}) => written === undefined))
    const written = one(open.filter(call => call.written !== undefined))
    const what = draw(10)
    if (what < 4) {
      const slot = self.ledger.enter()
      if (typeof slot !== 'number') self.calls.push({slot})
    } else if (what < 7 && unwritten) {
      // The question and the write are one turn: nothing happens between them.
      if (unwritten.slot.isGood()) unwritten.written = clock.ms
    } else if (what === 7 && unwritten) {
      unwritten.over = clock.ms
      unwritten.slot.unused()
    } else if (written?.written !== undefined) {
      const late = clock.ms > written.written + answerTimeout
      written.over = late ? written.written + answerTimeout : clock.ms
      if (written.counted === undefined || late) written.slot.lost()
      else if (what === 9 && draw(4) === 0) written.slot.tooMany()
      else written.slot.answered()
    }
  }
  const happen = (): void => {
    if (depth > 5) return
    depth++
    events++
    try {
      const what = draw(12)
      if (what < 2) return pass()
      if (what < 6) {
        const call = one([...orphans, ...processes.flatMap(({calls}) => calls)].filter(mayCount))
        if (call) count(call)
        return
      }
      const index = draw(processes.length)
      const self = processes[index]
      if (!self || self.busy) return
      self.busy = true
      try {
        act(self)
        self.busy = false
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        orphans.push(...self.calls)
        processes[index] = born()
      }
    } finally {
      depth--
    }
  }
  while (events < 600) happen()
  return counted.sort((a, b) => a - b)
}

const most = (times: readonly number[]): number =>
  Math.max(0, ...times.map(start => times.filter(time => time >= start && time < start + minute).length))

test('never more calls in any 60 s than allowed, whatever happens to the processes between any two operations', () => {
  const stories = long ? 50_000 : 600
  let calls = 0
  for (let number = 0; number < stories; number++) {
    const limit = 1 + (number % 4)
    const times = story(randomness(seed * 1_000_000 + number), limit)
    calls += times.length
    expect(most(times), `story ${number}`).toBeLessThanOrEqual(limit)
  }
  // The stories are about something.
  expect(calls).toBeGreaterThan(5 * stories)
  figures('rate, simulated', {stories, calls})
})
