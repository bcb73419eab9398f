import {availableParallelism} from 'node:os'
import {expect, test} from 'vitest'
import {figures} from '../support/figures.ts'
import {long} from '../support/long.ts'
import {copyOf, drivesProgram} from './copy.ts'
import type {Edit, NamedTest} from './mutant.ts'
import {mutants} from './mutants.ts'
import {pool} from './pool.ts'
import type {Report} from './reporter.ts'
import {build, runTests} from './run.ts'
import {verdict} from './verdict.ts'

/** They wait for each other, and the machine may be slow. */
const timeout = 3_600_000
const oneOf = pool(availableParallelism())

/** Runs tests on a changed copy of the project. */
const tried = (edits: readonly Edit[], tests: readonly NamedTest[]): Promise<Report | string> =>
  oneOf(async () => {
    const ownProgram = tests.some(({file}) => drivesProgram(file))
    using copy = copyOf(edits, ownProgram)
    const failure = ownProgram ? await build(copy) : ''
    return failure === '' ? await runTests(copy, tests) : failure
  })

const all = Object.values(mutants).flat()
const catching = [...new Map(all.map(({caughtBy}) => [`${caughtBy.file} ${caughtBy.test}`, caughtBy])).values()]

test.concurrent.each(all.map(mutant => [mutant.name, mutant] as const))('%s: caught', {timeout}, async (_name, mutant) => {
  expect(verdict(mutant.caughtBy, await tried(mutant.edits, [mutant.caughtBy]))).toBe('caught')
  figures('mutants', {mutants: 1, caught: 1})
})

test.concurrent('a copy without a mistake passes each of these tests', {timeout}, async () => {
  // One by one takes long; all at once shows as well that they are there, and pass where only they are run.
  const runs = long ? catching.map(each => [each]) : [catching]
  const reports = await Promise.all(runs.map(tests => tried([], tests)))
  const outcomes = reports.flatMap(report =>
    typeof report === 'string' ? [report] : [...report.broken, ...report.tests.map(told => `${told.test}: ${told.state}`)],
  )
  expect(outcomes.sort()).toEqual(catching.map(each => `${each.test}: passed`).sort())
})

const [example] = mutants['The journal and its mark'] ?? []
const found = "    if (overtaken) return 'overtaken'\n"
test.concurrent.each([
  ['changes nothing', `${found}// and so on\n`, /^not caught: the test has passed$/],
  ['does not compile', `${found}    if (overtaken return 'overtaken'\n`, /^something broke: /],
])('a mistake that %s is not caught', {timeout}, async (_what, replaced, expected) => {
  if (!example) throw new TypeError('no mutant')
  const report = await tried([{file: 'src/state/stores/local.ts', found, replaced}], [example.caughtBy])
  expect(verdict(example.caughtBy, report)).toMatch(expected)
})

test('no two mutants have the same name', () => {
  expect(new Set(all.map(({name}) => name)).size).toBe(all.length)
})
