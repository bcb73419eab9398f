import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {versions} from 'node:process'
import type {Project} from '../config/campaign.ts'
import {type ExitCode, exit, gravest} from '../exit.ts'
import {doctorLines} from '../views/doctor-lines.ts'
import {doctorJson} from '../views/json.ts'
import {type Context, coloured, columns, hasScreen, isInteractive} from './context.ts'
import {filesChecked} from './doctor-files.ts'
import {serverChecked} from './doctor-server.ts'
import {stateChecked} from './doctor-state.ts'
import {type Finding, fine, passed, wrong} from './finding.ts'
import {forThisRun} from './follow-up.ts'
import {print} from './output.ts'

/** `fieldwork doctor`: whether everything is set up. It changes nothing, and asks the server one thing, by GET. */
export async function doctor(context: Context, home: string, offline: boolean): Promise<ExitCode> {
  const files = await filesChecked(context)
  const findings = [
    nodeChecked(home),
    ...files.findings,
    ...(await panelChecked(context, files.project, offline)),
    terminalChecked(context),
  ]
  const checks = findings.map(({help, ...rest}) => ({...rest, ...(help !== undefined && {help: forThisRun(context, help)})}))
  if (context.options.format === 'json') context.stdout.write(doctorJson(checks))
  else print(context, doctorLines(checks, columns(context.stdout)))
  return gravest(findings.map(({code}) => code))
}

/** All that hangs on the settings of the panel. */
async function panelChecked(context: Context, project: Project | undefined, offline: boolean): Promise<readonly Finding[]> {
  if (!project) return ['key', 'server', 'clock', 'state'].map(name => passed(name, 'not before fieldwork.yaml is right'))
  const {findings, batchID} = await stateChecked(context, project)
  return [...(await serverChecked(context, project, {offline, ...(batchID !== undefined && {batchID})})), ...findings]
}

function nodeChecked(home: string): Finding {
  const {engines} = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {readonly engines: {readonly node: string}}
  const least = engines.node.replace(/^>=/, '')
  const [mine, needed] = [versions.node, least].map(text => text.split('.').map(Number))
  const at = needed?.findIndex((part, index) => part !== mine?.[index]) ?? -1
  const isOld = at >= 0 && (mine?.[at] ?? 0) < (needed?.[at] ?? 0)
  return isOld
    ? wrong('node', exit.invalid, `Node ${versions.node} is too old.`, `Install Node ${least} or newer.`)
    : fine('node', `Node ${versions.node}`)
}

function terminalChecked(context: Context): Finding {
  const {stdout} = context
  const asks = isInteractive(context) ? 'questions can be asked' : 'nobody can be asked: commands that ask need --yes'
  const colours = coloured(context, stdout) ? 'colours' : 'no colours'
  const what = stdout.isTTY ? `${columns(stdout)} columns, ${colours}, ${hasScreen(context) ? 'screens' : 'plain lines'}` : 'none'
  return fine('terminal', `${what}; ${asks}`)
}
