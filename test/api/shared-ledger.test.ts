import {expect, test} from 'vitest'
import type {Slot} from '../../src/api/rate/ledger.ts'
import {sharedLedger} from '../../src/api/rate/shared-ledger.ts'
import {memoryPages} from './memory-pages.ts'

const minute = 60_000
const afterlife = 60_000
const [lease, answerTimeout] = [20_000, 30_000]

/** One process alone on a clock that stands still until it is set. */
function alone(callsPerMinute: number, texts = new Map<number, string>()) {
  let ids = 0
  const clock = {ms: 0, monotonic: () => clock.ms}
  const open = () =>
    sharedLedger(
      memoryPages(texts, () => {}),
      {callsPerMinute, lease, answerTimeout, clock, newId: () => (ids++).toString(16).padStart(16, '0')},
    )
  return {clock, texts, open, ledger: open()}
}
const taken = (slot: Slot | number): Slot => {
  if (typeof slot === 'number') throw new TypeError(`no slot for ${slot} ms`)
  return slot
}

test('what stands on a page', () => {
  const {clock, texts, ledger} = alone(3)
  clock.ms = 61_000.4
  const [first, second, third] = [taken(ledger.enter()), taken(ledger.enter()), taken(ledger.enter())]
  clock.ms = 62_000.4
  first.answered()
  second.tooMany()
  third.lost()
  expect(texts.get(1)?.split('\n').filter(Boolean)).toEqual([
    '+ 0000000000000000 61000 231101',
    '+ 0000000000000001 61000 231101',
    '+ 0000000000000002 61000 231101',
    '- 0000000000000000 122101',
    '! 61000 62000',
    '- 0000000000000001 122101',
    '- 0000000000000002 182101',
  ])
})

test('a slot comes free 60 s after the answer, later without one, at once where nothing was sent', () => {
  const {clock, open, ledger} = alone(1)
  const free = (): number => {
    const from = clock.ms
    for (;;) {
      // Another process looks each time: what it has to know stands on the pages.
      const slot = open().enter()
      if (typeof slot !== 'number') {
        slot.unused()
        return clock.ms - from
      }
      clock.ms += slot
    }
  }
  taken(ledger.enter()).answered()
  const answered = free()
  taken(ledger.enter()).lost()
  const lost = free()
  taken(ledger.enter()).unused()
  const unused = free()
  // Its process is gone: used at the last moment, answered at the last moment, and then as if lost.
  taken(ledger.enter())
  expect([answered, lost, unused, free()]).toEqual(
    [60_101, 120_101, 0, lease + answerTimeout + afterlife + minute + 101].map(expectAbout),
  )
})
/** Whole milliseconds, rounded up. */
const expectAbout = (ms: number): unknown => expect.toSatisfy((found: number) => found <= ms && found >= ms - 2, `about ${ms}`)

test('a slot is good for its lease only', () => {
  const {clock, ledger} = alone(1)
  const slot = taken(ledger.enter())
  clock.ms = lease
  expect(slot.isGood()).toBe(true)
  clock.ms = lease + 1
  expect(slot.isGood()).toBe(false)
})

test('a 429 to one process slows all of them down, several at once do so once, and the rate comes back slowly', () => {
  const {clock, open, ledger} = alone(20)
  const together = [taken(ledger.enter()), taken(ledger.enter()), taken(ledger.enter())]
  for (const slot of together) slot.tooMany()
  const allowed: number[] = []
  for (let minutes = 0; minutes < 7; minutes++) {
    clock.ms += minute + 200
    const other = open()
    const slots: Slot[] = []
    for (let slot = other.enter(); typeof slot !== 'number'; slot = other.enter()) slots.push(slot)
    for (const slot of slots) slot.unused()
    allowed.push(slots.length)
  }
  expect(allowed).toEqual([12, 14, 16, 18, 20, 20, 20])
})

test.each([
  ['a line that can not be read', '\nrubbish\n', 1],
  ['a line twice', '\n+ 00000000000000aa 10 500\n+ 00000000000000aa 10 500\n', 2],
  ['a call of another minute', '\n+ 00000000000000aa 99999999 99999999\n', 1],
  ['a call that counts for ever', '\n+ 00000000000000aa 10 99999999999999\n', 1],
  ['a piece that a full disk has left', '\n+ 00000000000000aa 1', 1],
  ['the same, with a line after it', '\n+ 00000000000000aa 1\n- 0000000000000001 5\n', 1],
  ['zeros', `\n${'\0'.repeat(4096)}\n`, 1],
])('%s counts as a call where it may have been one', (_name, text, calls) => {
  const {texts, open} = alone(3)
  texts.set(0, text)
  const reader = open()
  let free = 0
  while (typeof reader.enter() !== 'number') free++
  expect(free).toBe(3 - calls)
})

test('what is spoilt, or claims to count for ever, is over one day', () => {
  const {clock, texts, ledger} = alone(1)
  texts.set(0, '\nrubbish\n')
  expect(ledger.enter()).toBeTypeOf('number')
  clock.ms = minute + lease + answerTimeout + afterlife + minute + 101
  expect(ledger.enter()).not.toBeTypeOf('number')
})

test('pages to come are of an earlier start of the machine and mean nothing', () => {
  const {texts, ledger} = alone(1)
  texts.set(70, '\n+ 00000000000000aa 4200010 4260010\n')
  expect(ledger.enter()).not.toBeTypeOf('number')
})

test('a page that is taken away or cut while it counts: as if all slots had been used just now', () => {
  for (const harm of [(texts: Map<number, string>) => texts.clear(), (texts: Map<number, string>) => texts.set(0, '\n')]) {
    const {clock, texts, ledger} = alone(5)
    taken(ledger.enter()).answered()
    ledger.enter()
    harm(texts)
    expect(ledger.enter()).toBeGreaterThanOrEqual(minute)
    clock.ms = minute + 101
    expect(ledger.enter()).not.toBeTypeOf('number')
  }
})

test('pages that nobody needs any more are taken away', () => {
  const {clock, texts, ledger} = alone(5)
  for (let minutes = 0; minutes < 60; minutes++) {
    taken(ledger.enter()).answered()
    clock.ms += minute
  }
  expect(texts.size).toBeLessThanOrEqual(5)
})

test('who is frozen between two operations while the minute passes does not call: others have read that page already', () => {
  const {clock, texts, ledger} = alone(1)
  const others: (Slot | number)[] = []
  let operations = 0
  const frozen = sharedLedger(
    memoryPages(texts, () => {
      // Before its line is written.
      if (++operations !== 3) return
      clock.ms = minute
      others.push(ledger.enter())
    }),
    {callsPerMinute: 1, lease, answerTimeout, clock, newId: () => 'f'.repeat(16)},
  )
  expect(frozen.enter()).toBeTypeOf('number')
  expect(others).toEqual([expect.objectContaining({answered: expect.any(Function)})])
  expect(texts.get(0)).toContain('+ ffffffffffffffff')
})
