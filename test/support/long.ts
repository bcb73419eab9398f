/** Whether this is `npm run test:long`: everything is tried, nothing is drawn. */
export const long = process.env.FIELDWORK_LONG === '1'

/** What the draws of `npm test` begin with; SEED=n draws others. */
export const seed = Number(process.env.SEED ?? 1)

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function randomness(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** All cases in the long run; otherwise `count` of them, drawn by the seed, in their order. */
export function drawn<T>(cases: readonly T[], count: number): readonly T[] {
  if (long || count >= cases.length) return cases
  const random = randomness(seed)
  const chosen = new Set<number>()
  while (chosen.size < count) chosen.add(Math.floor(random() * cases.length))
  return cases.filter((_, index) => chosen.has(index))
}
