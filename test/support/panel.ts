import {afterEach} from 'vitest'
import type {Sandbox, SandboxOptions} from '../../src/sandbox/sandbox.ts'
import {startSandbox} from '../../src/sandbox/server.ts'
import {type TestProject, testProject} from './program.ts'

export interface TestPanel extends TestProject {
  readonly sandbox: Sandbox
  /** How many batches were asked for at the server. */
  posts(): number
  /** Ends both before the test does, where there are many. */
  end(): Promise<void>
}

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of [...open]) await end()
})

/** A project whose panel is a sandbox of its own; both are gone after the test. */
export async function testPanel(
  files: Readonly<Record<string, string>>,
  options: Partial<SandboxOptions> = {},
): Promise<TestPanel> {
  const sandbox = await startSandbox({clock: Date, firstId: 1400, ...options})
  const project = testProject(files, {FIELDWORK_URL: sandbox.url, QUESTIONPRO_API_KEY: sandbox.key})
  const end = async (): Promise<void> => {
    open.splice(open.indexOf(end), 1)
    project.remove()
    await sandbox.close()
  }
  open.push(end)
  return {...project, sandbox, posts: () => sandbox.posts('/micropanel/batches'), end}
}

/** A campaign to a filter, as YAML. `more` is laid at its end. */
export const toFilter = (survey = 11372241, filter = 145, more = ''): string =>
  `compose: {surveyID: ${survey}, templateID: 118632}\nrecipients: {filter: ${filter}}\n${more}`
