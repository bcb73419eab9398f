import {availableParallelism} from 'node:os'
import {defineConfig} from 'vitest/config'

const long = process.env.FIELDWORK_LONG === '1'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup/tools.ts'],
    testTimeout: long ? 7_200_000 : 900_000,
    hookTimeout: 600_000,
    reporters: process.env.VITEST_JSON ? ['default', ['json', {outputFile: process.env.VITEST_JSON}]] : ['default'],
    sequence: {shuffle: true},
    // Most of them wait for the programs that they start: a worker a core, and one more.
    maxWorkers: Math.max(2, availableParallelism() + 1),
  },
  define: {__VERSION__: JSON.stringify('0.0.0-test')},
})
