import type {Project} from '../config/campaign.ts'
import {loadProject} from '../config/load.ts'
import {type NamesInFiles, namesInFiles} from '../config/names-in-files.ts'
import type {Settings} from '../config/project-of.ts'
import type {Diagnostic} from '../diagnostics.ts'
import {exit} from '../exit.ts'
import {counted} from '../views/figures.ts'
import type {Context} from './context.ts'
import {doubtful, type Finding, fine, passed, wrong} from './finding.ts'
import {asked, noCampaignHere} from './open.ts'

/** What the files say of themselves. `project` is there as soon as its settings are right: campaigns may still have mistakes. */
export async function filesChecked(
  context: Context,
): Promise<{readonly findings: readonly Finding[]; readonly project: Project | undefined}> {
  const options = asked(context)
  const {root} = options
  const names = namesInFiles(root)
  const {settings, diagnostics} = await loadProject({...options, members: 'now'})
  const findings = [
    projectChecked(root, names.campaigns.length, diagnostics),
    versionChecked(context.version, names.requires, diagnostics),
    ...(settings
      ? panelChecked(settings, names)
      : ['panel', 'zones'].map(name => passed(name, 'not before fieldwork.yaml is right'))),
  ]
  const {panel, panels, limits} = settings ?? {}
  return {findings, project: panel && panels && limits ? {root, panel, panels, limits, campaigns: []} : undefined}
}

const look = 'All of them, with what to write instead:\nfieldwork validate'

function projectChecked(root: string, campaigns: number, diagnostics: readonly Diagnostic[]): Finding {
  const errors = diagnostics.filter(({severity}) => severity === 'error')
  const files = new Set(errors.flatMap(({span}) => span?.file ?? [])).size
  if (errors.length > 0) {
    const [first] = errors
    const where = files > 0 ? ` in ${counted(files, 'file')}` : ''
    return wrong(
      'project',
      exit.invalid,
      `${root}: ${counted(errors.length, 'mistake')}${where}, such as ${first?.code} ${first?.summary}.`,
      look,
    )
  }
  if (campaigns === 0) return doubtful('project', `${root}: no campaigns.`, noCampaignHere(root).help ?? look)
  const valid = `${root}: ${counted(campaigns, 'campaign is', 'campaigns are')} valid`
  return diagnostics.length > 0
    ? doubtful('project', `${valid}, with ${counted(diagnostics.length, 'warning')}.`, look)
    : fine('project', valid)
}

function versionChecked(version: string, requires: string | undefined, diagnostics: readonly Diagnostic[]): Finding {
  const other = diagnostics.find(({code}) => code === 'FW074')
  if (other) return wrong('version', exit.invalid, other.detail ?? other.summary, other.help)
  return fine('version', `fieldwork ${version}${requires === undefined ? '' : `; the project asks for ${requires}`}`)
}

function panelChecked({panel, panels, authorZone}: Settings, {zone: stated, home}: NamesInFiles): readonly Finding[] {
  const others = panels.filter(({name}) => name !== panel.name && name !== 'sandbox').length
  const named = fine(
    'panel',
    `${panel.name}, at ${new URL(panel.baseUrl).host}${others > 0 ? `; ${counted(others, 'other')}` : ''}`,
  )
  const author = stated === undefined ? `${authorZone} for authors, as for the panel` : `${authorZone} for authors`
  return [
    named,
    panel.zoneAssumed
      ? doubtful(
          'zones',
          `${panel.timeZone} for closing times is assumed: no file says in which zone the panel reads them; ${author}.`,
          `Write panels.${panel.name === 'sandbox' ? home : panel.name}.timeZone in fieldwork.yaml.`,
        )
      : fine('zones', `${panel.timeZone} for closing times, ${author}`),
  ]
}
