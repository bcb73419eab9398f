import type {Mutant} from './mutant.ts'

const intro = `# Mutants: the program with one safeguard taken out

A test that passes proves little until it has been seen to fail. Each row below is a version of the program with one mistake in it, as a careless editor might make it. \`npm test\` makes a copy of
the project for each, puts the mistake in, and runs the named test there: it has to fail by an assertion, and it has to pass on the copy without the mistake. A mistake that no longer fits the program
is an error too, so that the list can't rot.

This page is made from the lists in test/mutants/list: \`npx vitest run test/mutants/page.test.ts -u\`.
`

/** docs/mutants.md: every mutant with what it does wrong, where, and the test that fails on it. */
export const page = (mutants: Readonly<Record<string, readonly Mutant[]>>): string =>
  [intro, ...Object.entries(mutants).map(([heading, each]) => section(heading, each))].join('\n')

const section = (heading: string, mutants: readonly Mutant[]): string => `## ${heading}

| mutant | what it does wrong | where | the test that fails |
|---|---|---|---|
${mutants.map(row).join('\n')}
`

const row = ({name, breaks, edits, caughtBy}: Mutant): string =>
  `| ${[name, breaks, [...new Set(edits.map(({file}) => file))].join(', '), `${caughtBy.file}: ${caughtBy.test}`]
    .map(cell => cell.replaceAll('|', '\\|'))
    .join(' | ')} |`
