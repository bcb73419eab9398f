import {type Diagnostic, hasErrors, type Span} from '../diagnostics.ts'
import type {Compose, Limits, Panel} from './campaign.ts'
import {mistake} from './codes.ts'
import {resolved} from './compose-of.ts'
import type {SourceDocument} from './document.ts'
import {readDuration} from './duration.ts'
import type {Names} from './ids.ts'
import {keyMistakes, panelNameMistakes, versionMistake} from './project-rules.ts'
import type {Written} from './schema.ts'
import {readServer, sandboxUrl, serverOf} from './server.ts'
import {didYouMean} from './suggest.ts'
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

const sandbox = 'sandbox'
const defaultLimits: Limits = {
  callsPerMinute: 300,
  allowance: 20_000,
  membersPerCall: 100,
  concurrency: 4,
  singleSends: 200,
  maxDoubts: 1,
  connectTimeout: 15_000,
  answerTimeout: 120_000,
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
    const near = didYouMean(stated, known)
    diagnostics.push(
      mistake('FW072', {
        span: source.document.span(['defaultPanel']),
        detail: `"${stated}" is not one of the panels of this project.${near}`,
        help: near ? `Write${near.slice(' Did you mean'.length, -1)}.` : `Panels here are ${known.join(', ')}.`,
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

function panelOf(
  name: string,
  home: string,
  panels: Readonly<Record<string, WrittenPanel>>,
  choice: Choice,
  source: ProjectSource | undefined,
  diagnostics: Diagnostic[],
): Panel {
  const isSandbox = name === sandbox
  if (!isSandbox && !Object.hasOwn(panels, name)) diagnostics.push(unknownPanel(name, Object.keys(panels)))
  const server = choice.url === undefined ? undefined : readServer(choice.url, isSandbox)
  const written = panels[isSandbox ? home : name] ?? {}
  const zones = Object.entries(panels).map(
    ([panel, {timeZone}]) => [panel, timeZone, source?.document.span(['panels', panel, 'timeZone'])] as const,
  )
  diagnostics.push(...(server?.diagnostics ?? []), ...zones.flatMap(([, timeZone, span]) => zoneMistakes(timeZone, span)))
  return {
    name,
    formerly: isSandbox ? [] : (written.formerly ?? []),
    baseUrl: server?.ok ? server.value : isSandbox ? sandboxUrl : serverOf(written.dataCenter ?? 'us'),
    timeZone: zoneMistakes(written.timeZone, anywhere).length || !written.timeZone ? 'UTC' : written.timeZone,
    zoneAssumed: written.timeZone === undefined,
    apiKey: isSandbox ? {sandbox: true} : keyOf(written),
  }
}

const keyOf = ({apiKey}: WrittenPanel): Panel['apiKey'] => {
  if (apiKey?.file !== undefined) return {file: apiKey.file}
  if (apiKey?.command !== undefined) return {command: apiKey.command}
  return {env: apiKey?.env ?? 'QUESTIONPRO_API_KEY'}
}

const anywhere: Span = {file: '', line: 1, column: 1, endColumn: 2, frame: []}
const zoneMistakes = (timeZone: string | undefined, span: Span | undefined): readonly Diagnostic[] =>
  timeZone === undefined || !span ? [] : readZone(timeZone, span).diagnostics

const unknownPanel = (name: string, known: readonly string[]): Diagnostic =>
  mistake('FW072', {
    detail: `"${name}" is not one of the panels of this project.${didYouMean(name, [...known, sandbox])}`,
    help: `Panels here are ${[...known, sandbox].join(', ')}.`,
  })

function limitsOf(source: ProjectSource | undefined, diagnostics: Diagnostic[]): Limits {
  const {connectTimeout, answerTimeout, ...numbers} = source?.written.value.limits ?? {}
  const duration = (key: 'connectTimeout' | 'answerTimeout', text: string | undefined) => {
    const read = text === undefined || !source ? undefined : readDuration(text, source.document.span(['limits', key]))
    diagnostics.push(...(read?.diagnostics ?? []))
    return read?.ok ? read.value : defaultLimits[key]
  }
  return {
    ...defaultLimits,
    ...numbers,
    connectTimeout: duration('connectTimeout', connectTimeout),
    answerTimeout: duration('answerTimeout', answerTimeout),
  }
}

function defaultsOf(source: ProjectSource | undefined, names: Names, panel: Panel, diagnostics: Diagnostic[]): Partial<Compose> {
  const compose = source?.written.value.defaults?.compose
  if (!compose || !source) return {}
  const read = resolved(compose, ['defaults', 'compose'], {names, panel}, source.document)
  diagnostics.push(...read.mistakes)
  return hasErrors(read.mistakes) ? {} : read.compose
}
