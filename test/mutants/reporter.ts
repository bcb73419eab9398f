import {writeFileSync} from 'node:fs'
import type {Reporter, TestCase} from 'vitest/node'

/** What became of one test. */
export interface Told {
  readonly test: string
  readonly state: string
  /** Of each error the names down to its first cause, and its message. vitest's own JSON leaves the causes out. */
  readonly errors: readonly {readonly names: readonly string[]; readonly message: string}[]
}

/** What a run of vitest came to; `broken` is what kept files from being run at all. */
export interface Report {
  readonly tests: readonly Told[]
  readonly broken: readonly string[]
}

interface Failure {
  readonly name?: string | undefined
  readonly message: string
  readonly cause?: unknown
}

/** Writes a `Report` to the file that MUTANT_REPORT names. */
export default function reporter(): Reporter {
  return {
    onTestRunEnd: (modules, unhandled) => {
      const report: Report = {
        tests: modules.flatMap(module => [...module.children.allTests()].filter(wasRun).map(told)),
        broken: [...modules.flatMap(module => module.errors()), ...unhandled].map(({message}) => message),
      }
      writeFileSync(process.env.MUTANT_REPORT ?? '', JSON.stringify(report))
    },
  }
}

const wasRun = (test: TestCase): boolean => test.result().state !== 'skipped'

const told = (test: TestCase): Told => ({
  test: test.fullName,
  state: test.result().state,
  errors: (test.result().errors ?? []).map(error => ({names: namesOf(error), message: error.message})),
})

const namesOf = ({name = 'Error', cause}: Failure): readonly string[] => [name, ...(isFailure(cause) ? namesOf(cause) : [])]

const isFailure = (cause: unknown): cause is Failure => typeof cause === 'object' && cause !== null && 'message' in cause
