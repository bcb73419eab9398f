import {readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {type Ended, type TestProject, testProject} from '../support/program.ts'
import {canaryKey, tracesIn} from './canary.ts'
import {type FaultServer, faultServer} from './fault-server.ts'

/** A project with a server of its own, and an ear for canaries in all that is printed and written. */
export interface Trial extends AsyncDisposable {
  readonly server: FaultServer
  readonly project: TestProject
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>
  /** Where a canary was found so far: in what commands printed, and now in files that the program wrote. */
  traces(): readonly string[]
}

/** What a person wrote holds the addresses, and should. */
const written = /^project\/(?:campaigns|members|fieldwork\.yaml)/

export async function trial(files: Readonly<Record<string, string>>): Promise<Trial> {
  const server = await faultServer()
  const project = testProject(files, {FIELDWORK_URL: server.url, QUESTIONPRO_API_KEY: canaryKey})
  const folder = join(project.root, '..')
  const printed: string[] = []
  return {
    server,
    project,
    run: async (args, env) => {
      const ended = await project.run(args, env)
      printed.push(...tracesIn(ended.out + ended.err).map(trace => `${args.join(' ')}: ${trace}`))
      return ended
    },
    traces: () => [
      ...printed,
      ...readdirSync(folder, {withFileTypes: true, recursive: true})
        .map(entry => ({entry, path: join(entry.parentPath, entry.name)}))
        .filter(({entry, path}) => entry.isFile() && !written.test(relative(folder, path)))
        .flatMap(({path}) => tracesIn(readFileSync(path)).map(trace => `${relative(folder, path)}: ${trace}`)),
    ],
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      project.remove()
    },
  }
}
