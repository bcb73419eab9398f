import {afterAll, expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {long} from '../support/long.ts'
import {hasTool} from '../support/tools.ts'
import {dropped, open, wholes} from './explorations.ts'
import {explore} from './spin.ts'

const explored = hasTool('spin') && hasTool('gcc') ? test : test.skip
const counted = {states: 0, configurations: 0, 'safeguards left out': 0, 'holes shown': 0}

explored.each(wholes.filter(each => long || each.search !== 'packed').map(each => [each.name, each] as const))(
  'what holds, holds in every state: %s',
  async (_, exploration) => {
    const {states, whole, violated, trail} = await explore(exploration)
    expect({violated, trail: trail?.text, whole}).toEqual({violated: undefined, trail: undefined, whole: true})
    expect(states).toBeGreaterThan(10_000)
    counted.states += states
    counted.configurations++
  },
)

explored.each(dropped.map(each => [each.name, each] as const))(
  'without a safeguard spin finds a way: %s',
  async (_, exploration) => {
    const {violated, trail} = await explore(exploration)
    expect(violated).toContain(exploration.violates)
    expect(trail?.steps).toBeGreaterThan(0)
    counted['safeguards left out']++
  },
)

explored.each(open.map(each => [each.name, each] as const))('what is named as open is open: %s', async (_, exploration) => {
  const {violated, trail} = await explore(exploration)
  expect(violated).toContain(exploration.violates)
  expect(trail?.steps).toBeGreaterThan(0)
  counted['holes shown']++
})

afterAll(() => {
  if (counted.configurations > 0) figures('model', counted)
})
