import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {DesiredBatch, DesiredCampaign} from '../../src/desired/desired.ts'
import {timetableOf} from '../../src/plan/timetable.ts'
import {campaign, toFilter, world} from './scene.ts'

/** Rounds of two batches at these times, in this order; some have none. */
const rounds = fc.array(
  fc.record({name: fc.constantFrom('a', 'b'), time: fc.option(fc.nat(9), {nil: undefined}), inWave: fc.boolean()}),
  {maxLength: 12},
)
const made = (given: readonly {name: string; time: number | undefined; inWave: boolean}[]): DesiredCampaign => {
  const batches = given.map(({name, time, inWave}, index) =>
    toFilter(145, {
      name,
      ...(inWave && {wave: {name: `w${index}`, formerly: []}}),
      ...(time !== undefined && {schedule: {sendAt: time}}),
    }),
  )
  const [first] = world().desired([campaign('c', {batches})]).campaigns
  if (!first) throw new Error('no campaign')
  return first
}
const timeOf = ({schedule}: DesiredBatch): number => schedule.sendAt ?? Number.NaN

test('it finds what a look through all rounds finds', () => {
  fc.assert(
    fc.property(rounds, fc.nat(9), fc.constantFrom('a', 'b'), (given, moment, name) => {
      const all = made(given)
      const own = all.batches.filter(
        batch => batch.name === name && batch.wave !== undefined && batch.schedule.sendAt !== undefined,
      )
      const times = own.map(timeOf).sort((one, other) => one - other)
      const table = timetableOf(all)
      expect(table.next(name, moment)).toBe(times.find(time => time > moment))
      const newest = table.newest(name, batch => timeOf(batch) <= moment)
      expect(newest && timeOf(newest)).toBe(times.findLast(time => time <= moment))
      for (const batch of all.batches) {
        const found = table.find(batch.name, batch.wave)
        expect(found).toBe(all.batches.find(other => other.name === batch.name && other.wave === batch.wave))
      }
      expect(table.find(name, 'nowhere')).toBeUndefined()
    }),
    {numRuns: 500},
  )
})
