import type {Diagnostic} from '../diagnostics.ts'
import {mistake} from './codes.ts'
import type {ProjectSource} from './project-of.ts'
import type {WrittenPanel} from './written.ts'

type Panels = Readonly<Record<string, WrittenPanel>>

/** With several panels a key by default could be the other panel's. */
export function keyMistakes(panels: Panels, {document}: ProjectSource): readonly Diagnostic[] {
  const all = Object.entries(panels)
  if (all.length < 2) return []
  return all
    .filter(([, {apiKey}]) => apiKey === undefined)
    .map(([name]) =>
      mistake('FW070', {
        span: document.keySpan(['panels', name]),
        detail: `There are ${all.length} panels, and "${name}" doesn't say where its key is read from.`,
        help: `Add apiKey: {env: QUESTIONPRO_${name.toUpperCase().replaceAll('-', '_')}_KEY} to it.`,
      }),
    )
}

/** Names of panels, present and former, are used once; sandbox is the built-in one's. */
export function panelNameMistakes(panels: Panels, {document}: ProjectSource): readonly Diagnostic[] {
  const taken = new Set([...Object.keys(panels), 'sandbox'])
  const reserved = Object.hasOwn(panels, 'sandbox')
    ? [
        mistake('FW075', {
          span: document.keySpan(['panels', 'sandbox']),
          detail: '"sandbox" is the built-in panel of every project.',
          help: 'Write another name, such as staging.',
        }),
      ]
    : []
  return [
    ...reserved,
    ...Object.entries(panels).flatMap(([panel, {formerly = []}]) =>
      formerly.flatMap((name, index) => {
        const isTaken = taken.has(name)
        taken.add(name)
        if (!isTaken) return []
        const span = document.span(['panels', panel, 'formerly', index])
        return [
          mistake('FW075', {
            span,
            detail: `"${name}" is, or was, the name of another panel.`,
            help: `Remove ${name} from formerly.`,
          }),
        ]
      }),
    ),
  ]
}

/** `requires: ">=1.2"` against the version of this program. */
export function versionMistake({document, written}: ProjectSource, version: string): readonly Diagnostic[] {
  const {requires} = written.value
  if (requires === undefined || compared(requires.slice(2), version) <= 0) return []
  return [
    mistake('FW074', {
      span: document.span(['requires']),
      detail: `The project asks for fieldwork ${requires}, and this is ${version}.`,
      help: `Install a newer fieldwork, or write requires: ">=${version.split('-')[0]}"`,
    }),
  ]
}

/** Below, at or above zero as the first version is lower than, equal to or higher than the second. */
function compared(first: string, second: string): number {
  const [one, other] = [first, second].map(text => (text.split('-')[0] ?? '').split('.').map(Number))
  for (let index = 0; index < 3; index++) {
    const apart = (one?.[index] ?? 0) - (other?.[index] ?? 0)
    if (apart !== 0) return apart
  }
  return 0
}
