// Puts the figures of the last long run into docs/figures.json and docs/reliability.md. A sweep that wasn't run keeps its figures.
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {availableParallelism} from 'node:os'
import {pathToFileURL} from 'node:url'
import {marked} from './marked.mjs'

const at = path => new URL(`../${path}`, import.meta.url)
const marks = ['<!-- figures: npm run test:long writes them -->', '<!-- end of figures -->']

/** The table that stands between the marks: sweeps in the order of their names. */
function table(figures) {
  const rows = Object.keys(figures)
    .sort()
    .map(sweep => {
      const {counted, ran} = figures[sweep]
      const words = Object.entries(counted).map(
        ([name, value]) => `${name} ${typeof value === 'number' ? value.toLocaleString('en-US') : value}`,
      )
      return `| ${sweep} | ${words.join(', ')} | ${ran} |`
    })
  return ['| sweep | counted | run |', '|---|---|---|', ...rows]
}

/** The page with the table in it. */
export const page = (text, figures) => marked(text, marks, table(figures))

/** Figures of one sweep that came in several parts are added up. */
function collected(lines) {
  const sweeps = {}
  for (const {sweep, counted} of lines) {
    sweeps[sweep] ??= {}
    const known = sweeps[sweep]
    for (const [name, value] of Object.entries(counted))
      known[name] = typeof value === 'number' && typeof known[name] === 'number' ? known[name] + value : value
  }
  return sweeps
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const run = at('coverage/figures.jsonl')
  const lines = existsSync(run)
    ? readFileSync(run, 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line))
    : []
  const ran = `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} cores`
  const known = JSON.parse(readFileSync(at('docs/figures.json'), 'utf8'))
  for (const [sweep, counted] of Object.entries(collected(lines))) known[sweep] = {counted, ran}
  writeFileSync(at('docs/figures.json'), `${JSON.stringify(known, null, 2)}\n`)
  writeFileSync(at('docs/reliability.md'), page(readFileSync(at('docs/reliability.md'), 'utf8'), known))
}
