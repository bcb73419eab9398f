import {existsSync} from 'node:fs'
import {resolve} from 'node:path'
import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import {type ExitCode, exit, Stop, stop} from '../exit.ts'
import {counted} from '../views/figures.ts'
import {diagnosticsJson} from '../views/json.ts'
import {line, toned} from '../views/line.ts'
import {githubReport} from '../views/report-github.ts'
import {junitReport} from '../views/report-junit.ts'
import {sarifReport} from '../views/report-sarif.ts'
import type {Context} from './context.ts'
import {onlineMistakes} from './online.ts'
import {openProject} from './open.ts'
import {closingLine, print, report, warn} from './output.ts'

const noSuchPath = (path: string) =>
  stop(exit.usage, {
    code: 'FW161',
    summary: 'That path names no campaign',
    detail: `${JSON.stringify(path)}: there is no such file or folder.`,
  })

/** `fieldwork validate`: everything that needs no network, every mistake at once; `online`: also what the panel itself says. */
export async function validate(context: Context, paths: readonly string[] = [], online = false): Promise<ExitCode> {
  for (const path of paths) if (!existsSync(resolve(context.cwd, path))) throw noSuchPath(path)
  try {
    const {project, diagnostics: offline} = await openProject(context, 'now')
    const diagnostics = online ? [...offline, ...(await onlineMistakes(context, project))] : offline
    if (hasErrors(diagnostics)) throw new Stop(exit.invalid, diagnostics)
    if (context.options.report) context.stdout.write(reportOf(context, diagnostics))
    else if (context.options.format === 'json') context.stdout.write(diagnosticsJson(diagnostics))
    else {
      warn(context, diagnostics)
      print(context, [line(toned('send', '✓'), ` ${counted(project.campaigns.length, 'campaign is', 'campaigns are')} valid.`)])
    }
    return exit.done
  } catch (error) {
    if (!(error instanceof Stop && error.code === exit.invalid)) throw error
    if (context.options.report) context.stdout.write(reportOf(context, error.diagnostics))
    else report(context, error.diagnostics, [[], closingLine(error.diagnostics)])
    return exit.invalid
  }
}

/** The mistakes in the form that was asked for. */
function reportOf({options: {report: form}, version}: Context, diagnostics: readonly Diagnostic[]): string {
  switch (form) {
    case 'github':
      return githubReport(diagnostics)
    case 'sarif':
      return sarifReport(diagnostics, version)
    case 'junit':
    case undefined:
      return junitReport(diagnostics)
    default:
      return form satisfies never
  }
}
