// Files that are made to hang a reader: each is a project by path, and must be told wrong, or be valid, in less than two seconds.
const composed = 'compose: {surveyID: 1, templateID: 2}\n'
const toFilter = `${composed}recipients: {filter: 1}\n`
const lines = (count, line) => Array.from({length: count}, (_, n) => `${line(n)}\n`).join('')
const yaml = text => ({'campaigns/one.yaml': text})
const csv = text => ({'campaigns/one.yaml': 'members: {file: people.csv}\n', 'campaigns/people.csv': text})
const bomb = lines(
  9,
  n =>
    `a${n}: &a${n} [${Array(10)
      .fill(n === 0 ? 'x' : `*a${n - 1}`)
      .join(', ')}]`,
)
const batches = (count, more = '') => `batches:\n${lines(count, n => `  b${n}: {recipients: {filter: ${n + 1}}${more}}`)}`
const at = 'schedule: {sendAt: 2031-12-01 09:00'

export const hostile = {
  '100,000 levels': yaml(`description:\n  ${'- '.repeat(100_000)}a\n`),
  'a million commas': yaml(`description: [${','.repeat(1_000_000)}]\n`),
  '20,000 equal keys': yaml('k: 1\n'.repeat(20_000)),
  '9,900 unknown keys': yaml(lines(9900, n => `k${n}: 1`)),
  'aliases of aliases': yaml(bomb),
  '6,000 batches': yaml(composed + batches(6000)),
  '3,000 batches in 1,500 waves': yaml(`${composed}${batches(3000)}waves:\n${lines(1500, n => `  w${n}: {${at}}}`)}`),
  '100 batches in 100 waves': yaml(`${composed}${batches(100)}waves:\n${lines(100, n => `  w${n}: {${at}}}`)}`),
  '10 batches of 1,000 periods': yaml(`${composed}${at}, repeat: {every: day, count: 1000}}\n${batches(10)}`),
  'periods from the year 9999 on': yaml(
    `${toFilter}schedule: {sendAt: 0001-01-01 09:00, repeat: {every: day, count: 1000, from: 9999-12-31 00:00}}\n`,
  ),
  'a circle of 2,500 batches': yaml(
    `${composed}batches:\n${lines(2500, n => `  b${n}: {recipients: {filter: 1}, after: {batch: b${(n + 1) % 2500}}}`)}`,
  ),
  '2,500 unknown batches': yaml(
    `${composed}batches:\n${lines(2500, n => `  b${n}: {recipients: {filter: 1}, after: {batch: x${n}}}`)}`,
  ),
  'a line of 50 MB': csv(`emailAddress\n${'x'.repeat(50_000_000)}\n`),
  'a million quotes': csv(`emailAddress\n${'"'.repeat(1_000_001)}`),
}
