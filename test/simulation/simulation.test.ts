import fc from 'fast-check'
import {expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {long} from '../support/long.ts'
import {type Lived, live, story} from './story.ts'

/** SIM_SEED and SIM_PATH, as a failure prints them, replay it. */
const replay = {
  ...(process.env.SIM_SEED !== undefined && {seed: Number(process.env.SIM_SEED)}),
  ...(process.env.SIM_PATH !== undefined && {path: process.env.SIM_PATH}),
}
const lives = Number(process.env.SIM_RUNS ?? (long ? 100_000 : 2000))

test('whatever happens to a project, nothing is sent twice, nothing silently, and everything can be settled', async () => {
  const total = {lives: 0, runs: 0, batches: 0, doubts: 0, killed: 0, adopted: 0}
  await fc.assert(
    fc.asyncProperty(story, async told => {
      const lived: Lived = await live(told)
      total.lives++
      total.runs += lived.runs
      total.batches += lived.made
      total.doubts += lived.doubts
      total.killed += lived.killed
      total.adopted += lived.adopted
    }),
    {numRuns: lives, seed: 1, endOnFailure: process.env.SIM_SHRINK === undefined, ...replay},
  )
  expect(total.lives).toBeGreaterThan(0)
  figures('simulation', total)
  if (process.env.SIM_SAY !== undefined) console.log(total)
})

test('the same story is lived in the same way', async () => {
  for (const told of fc.sample(story, {numRuns: 30, seed: 5})) {
    const [one, two] = [await live(told), await live(told)]
    expect(one.log).toEqual(two.log)
  }
})
