import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import {redraws} from '../../src/views/ink/redraws.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a picture is drawn once, however often it is asked for', () => {
  let drawn = 0
  const drawing = redraws(() => drawn++)
  for (let asked = 0; asked < 1000; asked++) drawing.soon()
  expect(drawn).toBe(0)
  vi.advanceTimersByTime(100)
  expect(drawn).toBe(1)
  drawing.soon()
  drawing.now()
  vi.advanceTimersByTime(1000)
  expect(drawn).toBe(2)
  drawing.soon()
  drawing.stop()
  vi.advanceTimersByTime(1000)
  expect(drawn).toBe(2)
})
