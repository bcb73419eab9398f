import {afterAll, describe, expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {drawn, long, randomness, seed} from '../support/long.ts'
import {batchesCase} from './batches.ts'
import {type Case, everyCase, faultOf, isSlow, names} from './case.ts'
import {membersCase} from './members.ts'
import {statusCase} from './status.ts'
import {table} from './table.ts'
import {batchesEnds, membersEnd, positions, statusEnd} from './verdicts.ts'

const only = process.env.FAULT?.split(',')
const chosen = (cases: readonly Case[]): readonly Case[] =>
  cases.filter(each => (long || !isSlow(faultOf(each))) && (only?.includes(each.name) ?? true))

/** Each fault once, at a request that the seed draws; all of them in the long run. */
function onceEach(): readonly Case[] {
  if (long || only) return chosen(everyCase('batches'))
  const random = randomness(seed)
  return chosen(
    names.map(name => ({name, scope: 'batches', position: positions[Math.floor(random() * positions.length)] ?? 'first'})),
  )
}

let cases = 0
afterAll(() => figures('network faults', {faults: names.length, cases}))

/** What holds of every case: nothing of the canaries anywhere, no stranger asked, nobody else called. */
const clean = {traces: [], strange: 0, elsewhere: 0}

describe.concurrent('a fault on a batch', () => {
  test.each(onceEach())('$name, $position', async each => {
    const {end, settled, ...rest} = await batchesCase(each)
    expect(batchesEnds(table[each.name].batches, each.position)).toContainEqual(end)
    expect({settled: settled.filter(code => code !== 0), ...rest}).toEqual({
      settled: [],
      last: 0,
      plan: 0,
      made: [1, 1, 1],
      ...clean,
    })
    cases++
  })
})

describe.concurrent('a fault on members', () => {
  test.each(drawn(chosen(everyCase('members')), only ? 99 : 8))('$name, $position', async each => {
    const {end, ...rest} = await membersCase(each)
    expect(end).toEqual(membersEnd(table[each.name].members, each.position))
    expect(rest).toEqual({plan: 0, batches: 1, missing: 0, members: 5, ...clean})
    cases++
  })
})

describe.concurrent('a fault on a reading', () => {
  test.each(drawn(chosen(everyCase('status')), only ? 99 : 8))('$name, $position', async each => {
    const {end, ...rest} = await statusCase(each)
    expect(end).toEqual(statusEnd(table[each.name].status, each.position))
    const again = {exit: 0, heard: 3, read: [true, true, true]}
    expect(rest).toEqual({applied: 0, again, plan: 0, made: 3, ...clean})
    cases++
  })
})
