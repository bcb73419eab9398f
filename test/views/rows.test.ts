import fc from 'fast-check'
import {expect, test} from 'vitest'
import {allRows, appended, changedRow, noRows, type Rows, rowsBetween} from '../../src/views/rows.ts'

test('they hold what a plain list holds', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 1200}), fc.nat(1300), fc.nat(1300), (count, from, to) => {
      let rows: Rows<number> = noRows
      const plain = Array.from({length: count}, (_, index) => index)
      for (const row of plain) rows = appended(rows, row)
      expect(allRows(rows)).toEqual(plain)
      expect(rows.length).toBe(count)
      expect(rowsBetween(rows, Math.min(from, to), to)).toEqual(plain.slice(Math.min(from, to), to))
      const changed = changedRow(
        rows,
        row => row === from,
        () => -1,
      )
      expect(allRows(changed)).toEqual(plain.map(row => (row === from ? -1 : row)))
      expect(changed === rows).toBe(from >= count)
    }),
    {numRuns: 50},
  )
})
