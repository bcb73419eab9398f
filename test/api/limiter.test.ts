import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createLimiter} from '../../src/api/limiter.ts'
import {fakeClock} from './clock.ts'

const minute = 60_000

/** Makes calls that arrive (and are answered) after these times; gives the moments at which the server counted them. */
async function served(
  perMinute: number,
  calls: readonly {readonly arrives: number; readonly answered: number; readonly tooMany: boolean}[],
) {
  const clock = fakeClock()
  const limiter = createLimiter(perMinute, clock)
  const counted: number[] = []
  let open = calls.length
  const all = calls.map(async ({arrives, answered, tooMany}) => {
    const slot = await limiter.take()
    await clock.sleep(arrives)
    counted.push(clock.now())
    await clock.sleep(answered)
    if (tooMany) slot.tooMany()
    else slot.answered()
    open--
  })
  while (open > 0) await clock.step(Number.MAX_SAFE_INTEGER)
  await Promise.all(all)
  return counted.sort((a, b) => a - b)
}

const most = (times: readonly number[]): number =>
  Math.max(...times.map(start => times.filter(time => time >= start && time < start + minute).length))

test('never more calls in any 60 s than allowed, however long they take', async () => {
  const call = fc.record({
    arrives: fc.nat(20_000),
    answered: fc.nat(20_000),
    tooMany: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.integer({min: 1, max: 6}), fc.array(call, {minLength: 1, maxLength: 30}), async (perMinute, calls) => {
      expect(most(await served(perMinute, calls))).toBeLessThanOrEqual(perMinute)
    }),
    {numRuns: 150},
  )
})

test('nobody waits without need', async () => {
  const instantly = Array.from({length: 10}, () => ({arrives: 0, answered: 0, tooMany: false}))
  expect(await served(5, instantly)).toEqual([0, 0, 0, 0, 0, minute, minute, minute, minute, minute])
})

test('a 429 halves the rate, several at once halve it once, and it comes back slowly', async () => {
  const clock = fakeClock()
  const limiter = createLimiter(20, clock)
  const atOnce = async (): Promise<number> => {
    const stop = new AbortController()
    const slots = Array.from({length: 30}, () => limiter.take(stop.signal).catch(() => undefined))
    await clock.step(clock.now())
    stop.abort()
    const taken = (await Promise.all(slots)).filter(slot => slot !== undefined)
    for (const slot of taken) slot.unused()
    return taken.length
  }
  expect(await atOnce()).toBe(20)
  const together = await Promise.all([limiter.take(), limiter.take(), limiter.take()])
  for (const slot of together) slot.tooMany()
  const allowed: number[] = []
  for (let minutes = 0; minutes < 7; minutes++) {
    const until = clock.now() + minute
    void clock.sleep(minute)
    while (clock.now() < until) await clock.step(until)
    allowed.push(await atOnce())
  }
  expect(allowed).toEqual([12, 14, 16, 18, 20, 20, 20])
})

test('an unused slot is free at once; whoever gives up waiting leaves none behind', async () => {
  const clock = fakeClock()
  const limiter = createLimiter(1, clock)
  const first = await limiter.take()
  const stop = new AbortController()
  const second = limiter.take(stop.signal)
  const third = limiter.take()
  stop.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  first.unused()
  await expect(third).resolves.toBeDefined()
})

test('a slot that comes at the moment of giving up is not lost', async () => {
  for (let turns = 0; turns < 10; turns++) {
    const limiter = createLimiter(1, fakeClock())
    const stop = new AbortController()
    const given = limiter.take(stop.signal).catch(() => undefined)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    stop.abort()
    const slot = await given
    slot?.unused()
    await expect(limiter.take()).resolves.toBeDefined()
  }
})
