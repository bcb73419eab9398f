// What is measured, as rows: printed as they come, and written into docs/speed.md by WRITE_DOCS=1.
import {readFileSync, writeFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {marked} from '../../scripts/marked.mjs'

const page = new URL('../../docs/speed.md', import.meta.url)
const marks = ['<!-- figures: WRITE_DOCS=1 npm run bench writes them -->', '<!-- end of figures -->']

/** Two sides that were measured in turn, in milliseconds: their medians, and the ratio of the two. */
export function ratio(name, times, others, bound) {
  const [mine, other] = [median(times), median(others)]
  return row(name, `${plainly(mine)} ms`, `${plainly(other)} ms`, {figure: mine / other, bound, unit: '×', digits: 2})
}

/** One side alone. */
export const figure = (name, took, unit, bound) => row(name, '', '', {figure: took, bound, unit, digits: 0})

export const median = numbers => [...numbers].sort((x, y) => x - y)[numbers.length >> 1]

/** Puts the rows into the page, if that is asked for. */
export function document(rows) {
  if (process.env.WRITE_DOCS !== '1') return
  const ran = `Run ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} cores.`
  const table = rows.map(({name, mine, other, told, most}) => `| ${name} | ${mine} | ${other} | ${told} | ${most} |`)
  const head = ['| what | took | beside | figure | bound |', '|---|---|---|---|---|']
  writeFileSync(page, marked(readFileSync(page, 'utf8'), marks, [ran, '', ...head, ...table]))
}

function row(name, mine, other, {figure, bound, unit, digits}) {
  const [told, most] = [figure.toFixed(digits), plainly(bound, digits)].map(number => `${number} ${unit}`)
  const over = figure > bound
  console.log(
    `${name.padEnd(48)} ${mine.padStart(8)} ${other.padStart(8)} ${told.padStart(8)} (bound ${most})${over ? '  OVER' : ''}`,
  )
  return {name, mine, other, told, most, over}
}

const plainly = (number, digits = 0) => number.toLocaleString('en-US', {maximumFractionDigits: digits, useGrouping: false})
