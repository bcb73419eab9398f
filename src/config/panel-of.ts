import type {Diagnostic, Span} from '../diagnostics.ts'
import type {Panel} from './campaign.ts'
import {mistake} from './codes.ts'
import type {Choice, ProjectSource} from './project-of.ts'
import {quoted} from './quoted.ts'
import {readServer, sandboxUrl, serverOf} from './server.ts'
import {didYouMean} from './suggest.ts'
import type {WrittenPanel} from './written.ts'
import {readZone} from './zone.ts'

/** The built-in panel of every project. */
export const sandbox = 'sandbox'

/** The panel that is worked on. The sandbox stands in for the panel that is meant when none is named. */
export function panelOf(
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
    detail: `${quoted(name)} is not one of the panels of this project.${didYouMean(name, [...known, sandbox])}`,
    help: `Panels here are ${[...known, sandbox].join(', ')}.`,
  })
