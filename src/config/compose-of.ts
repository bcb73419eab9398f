import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {Compose} from './campaign.ts'
import {mistake} from './codes.ts'
import type {SourceDocument} from './document.ts'
import {type IdKind, idOf, type Names} from './ids.ts'
import type {Laid} from './layers.ts'
import type {Path} from './path.ts'
import type {WrittenCampaign} from './written.ts'

type WrittenCompose = NonNullable<WrittenCampaign['compose']>

const kinds = {
  surveyID: 'survey',
  surveyLanguageID: 'language',
  templateID: 'template',
  templateLanguageID: 'templateLanguage',
} as const satisfies Partial<Record<keyof Compose, IdKind>>

/** A compose with its names resolved, and the names that aren't known. */
export function resolved(
  {value: written, pathOf}: Laid<WrittenCompose>,
  {names, panel}: {readonly names: Names; readonly panel: {readonly name: string}},
  document: SourceDocument,
): {readonly compose: Partial<Compose>; readonly mistakes: readonly Diagnostic[]} {
  const mistakes: Diagnostic[] = []
  const entries = Object.entries(written).map(([key, value]) => {
    const kind = key in kinds ? kinds[key as keyof typeof kinds] : undefined
    if (!kind || (typeof value !== 'string' && typeof value !== 'number')) return [key, value] as const
    const id = idOf(value, kind, names, panel.name, document.span(pathOf(key as keyof WrittenCompose)))
    if (typeof id === 'number') return [key, id] as const
    mistakes.push(id)
    return [key, undefined] as const
  })
  // Keys and values are the schema's; names have become numbers.
  return {compose: Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Partial<Compose>, mistakes}
}

/** What is sent, once survey and template are known; otherwise what is missing and isn't `meant` by a misplaced key. */
export function completeCompose(
  compose: Partial<Compose>,
  mistakes: readonly Diagnostic[],
  meant: ReadonlySet<string>,
  places: readonly Path[],
  document: SourceDocument,
): Compose | readonly Diagnostic[] {
  const {surveyID, templateID} = compose
  if (surveyID !== undefined && templateID !== undefined && !hasErrors(mistakes)) return {...compose, surveyID, templateID}
  const missing = (['surveyID', 'templateID'] as const).filter(
    key => compose[key] === undefined && !places.some(at => document.has([...at, key])) && !meant.has(key),
  )
  return [
    ...mistakes,
    ...missing.map(key =>
      mistake('FW013', {
        span: document.keySpan(places[0] ?? []),
        detail: `compose needs ${key}, and neither it nor the project's defaults state it.`,
        help: `Add ${key}: ${key === 'surveyID' ? 11372241 : 118632} with your ${key === 'surveyID' ? "survey's" : "template's"} ID`,
      }),
    ),
  ]
}
