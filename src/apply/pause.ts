import type {Milliseconds} from '../instant.ts'

const first: Milliseconds = 1000
const longest: Milliseconds = 30_000

/**
 * How long to wait before the next try after `failed` failures: 1 s, 2 s, 4 s…, of which up to a half is left out by `spread` (from 0 to below 1), so that runs
 * which failed at one moment don't come back at one moment.
 */
export const pauseAfter = (failed: number, spread: number): Milliseconds =>
  Math.round(Math.min(longest, first * 2 ** (failed - 1)) * (1 - spread / 2))

/** A number from 0 to below 1, made of eight hexadecimal digits of chance: each run has its own. */
export const spreadOf = (digits: string): number => Number.parseInt(digits.slice(0, 8), 16) / 2 ** 32
