import {afterEach} from 'vitest'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/sandbox.ts'
import {startSandbox} from '../../src/sandbox/server.ts'
import {type TestProject, testProject} from './program.ts'

export interface TestPanel extends TestProject {
  readonly sandbox: Sandbox
  /** How many batches were asked for at the server. */
  posts(): number
}

const open: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** A project whose panel is a sandbox of its own; both are gone after the test. */
export async function testPanel(
  files: Readonly<Record<string, string>>,
  options: Partial<SandboxOptions> = {},
): Promise<TestPanel> {
  const sandbox = await startSandbox({clock: Date, firstId: 1400, ...options})
  const project = testProject(files, {FIELDWORK_URL: sandbox.url, QUESTIONPRO_API_KEY: sandbox.key})
  open.push(
    () => project.remove(),
    () => sandbox.close(),
  )
  return {...project, sandbox, posts: () => sandbox.posts('/micropanel/batches')}
}

/** A campaign to a filter, as YAML. `more` is laid at its end. */
export const toFilter = (survey = 11372241, filter = 145, more = ''): string =>
  `compose: {surveyID: ${survey}, templateID: 118632}\nrecipients: {filter: ${filter}}\n${more}`
