import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {Compose, Limits, Panel, ScheduleDefaults} from './campaign.ts'
import {mistake} from './codes.ts'
import {resolved} from './compose-of.ts'
import type {SourceDocument} from './document.ts'
import {readDuration} from './duration.ts'
import type {Names} from './ids.ts'
import {laid} from './layers.ts'
import {limitsOf} from './limits-of.ts'
import {panelOf, sandbox} from './panel-of.ts'
import {keyMistakes, panelNameMistakes, versionMistake} from './project-rules.ts'
import type {Written} from './schema.ts'
import {nearest} from './suggest.ts'
import type {WrittenPanel, WrittenProject} from './written.ts'
import {readZone} from './zone.ts'

/** What the project file and the command line say, before any campaign. */
export interface Settings {
  readonly panel: Panel
  readonly names: Names
  readonly panels: readonly {readonly name: string; readonly formerly: readonly string[]}[]
  readonly limits: Limits
  readonly authorZone: string
  readonly composeDefaults: Partial<Compose>
  readonly scheduleDefaults: ScheduleDefaults
}

/** fieldwork.yaml, as far as it could be read. */
export interface ProjectSource {
  readonly document: SourceDocument
  readonly written: Written<WrittenProject>
}

/** What the command line and the environment choose. */
export interface Choice {
  readonly panel?: string
  readonly url?: string
  readonly version: string
}

/**
 * The settings that campaigns are read against. There are always some, so that mistakes in campaigns are told beside those of the
 * project; whether they may be used is said by the diagnostics.
 */
export function settingsOf(
  source: ProjectSource | undefined,
  choice: Choice,
): {readonly settings: Settings; readonly diagnostics: readonly Diagnostic[]} {
  const diagnostics: Diagnostic[] = [...(source?.written.mistakes ?? [])]
  const value = source?.written.value ?? {}
  const panels: Readonly<Record<string, WrittenPanel>> = value.panels ?? {default: {}}
  if (source)
    diagnostics.push(
      ...panelNameMistakes(panels, source),
      ...keyMistakes(panels, source),
      ...versionMistake(source, choice.version),
    )
  const home = homePanel(Object.keys(panels), choice, source, diagnostics)
  const chosen = choice.panel ?? home
  const panel = panelOf(chosen, home, panels, choice, source, diagnostics)
  const names: Names = panels[chosen === sandbox ? home : chosen]?.names ?? {}
  const zone = source && value.timeZone !== undefined ? readZone(value.timeZone, source.document.span(['timeZone'])) : undefined
  diagnostics.push(...(zone?.diagnostics ?? []))
  return {
    settings: {
      panel,
      names,
      panels: [...Object.entries(panels).map(([name, {formerly = []}]) => ({name, formerly})), {name: sandbox, formerly: []}],
      limits: limitsOf(source, diagnostics),
      authorZone: zone?.ok ? zone.value : panel.timeZone,
      composeDefaults: defaultsOf(source, names, panel, diagnostics),
      scheduleDefaults: scheduleDefaultsOf(source, diagnostics),
    },
    diagnostics,
  }
}

/** The panel that is meant when none is named; also the one that the sandbox stands in for. */
function homePanel(
  known: readonly string[],
  choice: Choice,
  source: ProjectSource | undefined,
  diagnostics: Diagnostic[],
): string {
  const stated = source?.written.value.defaultPanel
  const [only = 'default', another] = known
  if (stated !== undefined && source) {
    if (known.includes(stated)) return stated
    const near = nearest(stated, known)
    diagnostics.push(
      mistake('FW072', {
        span: source.document.span(['defaultPanel']),
        detail: `"${stated}" is not one of the panels of this project.${near ? ` Did you mean "${near}"?` : ''}`,
        help: near ? `Write ${near}` : `Panels here are ${known.join(', ')}.`,
      }),
    )
  } else if (another !== undefined && choice.panel === undefined && source)
    diagnostics.push(
      mistake('FW076', {
        span: source.document.keySpan(['panels']),
        detail: `There are ${known.length} panels, and nothing says which one is meant.`,
        help: `Add defaultPanel: ${only}, or give --panel NAME.`,
      }),
    )
  return only
}

function defaultsOf(source: ProjectSource | undefined, names: Names, panel: Panel, diagnostics: Diagnostic[]): Partial<Compose> {
  const compose = source?.written.value.defaults?.compose
  if (!compose || !source) return {}
  const read = resolved(laid([{written: compose, at: ['defaults', 'compose']}]), {names, panel}, source.document)
  diagnostics.push(...read.mistakes)
  return hasErrors(read.mistakes) ? {} : read.compose
}

function scheduleDefaultsOf(source: ProjectSource | undefined, diagnostics: Diagnostic[]): ScheduleDefaults {
  const written = source?.written.value.defaults?.schedule
  if (!written || !source) return {}
  const {responseQuota, emailInvitation} = written
  const read = (key: 'late' | 'closeAfter'): number | undefined => {
    const text = written[key]
    const result = text === undefined ? undefined : readDuration(text, source.document.span(['defaults', 'schedule', key]))
    diagnostics.push(...(result?.diagnostics ?? []))
    return result?.ok ? result.value : undefined
  }
  const [late, after] = [read('late'), read('closeAfter')]
  return {
    ...(late !== undefined && {late}),
    ...(after !== undefined && {closes: {after}}),
    ...(responseQuota !== undefined && {responseQuota}),
    ...(emailInvitation !== undefined && {emailInvitation}),
  }
}
