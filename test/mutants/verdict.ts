import type {NamedTest} from './mutant.ts'
import type {Report} from './reporter.ts'

/**
 * In words, what a run on a mutant came to. Caught is only what made the named test, and no other, fail by an assertion: a mutant that
 * doesn't compile, hangs or throws proves nothing about the test.
 */
export function verdict({test}: NamedTest, report: Report | string): string {
  if (typeof report === 'string') return `no test was run: ${report.slice(-2000)}`
  if (report.broken.length > 0) return `something broke: ${report.broken.join('; ')}`
  const [told, ...others] = report.tests
  if (!told || told.test !== test || others.length > 0)
    return `not just the named test was run, but: ${report.tests.map(each => each.test).join('; ') || 'none'}`
  if (told.state !== 'failed') return `not caught: the test has ${told.state}`
  const odd = told.errors.find(({names}) => names.at(-1) !== 'AssertionError')
  if (odd || told.errors.length === 0) return `failed, but not by an assertion: ${odd?.names.join(' < ')}: ${odd?.message}`
  return 'caught'
}
