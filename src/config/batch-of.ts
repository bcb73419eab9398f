import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import {type BatchLayers, layersOf, ownWords, scheduleLaid, type WrittenPlace} from './batch-layers.ts'
import {type BatchDraft, batchRules} from './batch-rules.ts'
import type {Batch, Compose, Members} from './campaign.ts'
import {completeCompose, resolved} from './compose-of.ts'
import type {Context, Source} from './context.ts'
import type {SourceDocument} from './document.ts'
import {readDuration} from './duration.ts'
import {laid} from './layers.ts'
import type {Path} from './path.ts'
import {recipientsOf} from './recipients-of.ts'
import {scheduleOf} from './schedule-of.ts'
import type {Batch as WrittenBatch} from './written.ts'

/** What a batch is read with. */
export interface BatchSource {
  readonly source: Source
  readonly context: Context
  /** `broken` where they can't be read. */
  readonly members: Members | 'broken' | undefined
}

/** The batch at a place with all that is laid over each other in it, one for each of its waves; and every mistake. */
export function batchesAt(
  place: WrittenPlace,
  {source, context, members}: BatchSource,
): {readonly batches: readonly Batch[]; readonly diagnostics: readonly Diagnostic[]} {
  const {document, written: file} = source
  const diagnostics: Diagnostic[] = []
  const told = <T extends {readonly diagnostics: readonly Diagnostic[]}>(part: T): T => {
    diagnostics.push(...part.diagnostics)
    return part
  }
  const {at, written} = place
  const layers = layersOf(place, file.value)
  const composed = composeOf(layers, place, source, context, told)
  const {schedule, zone, repeat} = told(scheduleOf(scheduleLaid(layers), context, document))
  const recipientsAt: Path = [...at, 'recipients']
  const {recipients} = written.recipients
    ? told(
        recipientsOf(written.recipients, members, file.broken.has(recipientsAt.join('/')), context, {document, at: recipientsAt}),
      )
    : {}
  const draft: BatchDraft = {
    document,
    place,
    zone,
    laid: layers,
    meant: file.meant,
    ...(composed && {compose: composed}),
    ...(recipients && {recipients}),
    ...(schedule && {schedule}),
  }
  if (!file.broken.has('')) diagnostics.push(...batchRules.flatMap(rule => rule(draft)))
  const {after, reminds} = afterOf(written, document, at, told)
  if (!composed || !recipients || !schedule || hasErrors(diagnostics)) return {batches: [], diagnostics}
  const {distinct, resend} = ownWords(place).words
  const batch: Batch = {
    name: place.name,
    formerly: at.length > 0 ? (written.formerly ?? []) : [],
    line: document.keySpan(place.wave?.at ?? (at.length > 0 ? at : recipientsAt)).line,
    compose: composed,
    recipients,
    schedule,
    ...(place.wave && {wave: {name: place.wave.name, formerly: place.wave.written.formerly ?? []}}),
    ...(after && {after}),
    ...(reminds !== undefined && {reminds}),
    ...(distinct !== undefined && {distinct}),
    ...(resend && {resend}),
    lines: linesOf(draft),
  }
  // Both waves and a rule for them are a mistake, which is told elsewhere.
  if (!repeat || place.wave) return {batches: [batch], diagnostics}
  const {rule, count} = repeat
  const batches = context.calendar.occurrences(rule, count).map(({name, at: sendAt}) => ({
    ...batch,
    wave: {name, formerly: [], repeat: rule},
    schedule: {...schedule, sendAt},
  }))
  return {batches, diagnostics}
}

function composeOf(
  {compose: layers}: BatchLayers,
  {at, written: {recipients}}: WrittenPlace,
  {document, written: {broken, meant}}: Source,
  context: Context,
  told: (part: {diagnostics: readonly Diagnostic[]}) => void,
): Compose | undefined {
  const whole = laid(layers)
  const isWritten = whole.places.length > 0
  if (!isWritten && !recipients) return undefined
  const {compose, mistakes} = resolved(whole, context, document)
  if (whole.places.some(place => broken.has(place.join('/')))) return void told({diagnostics: mistakes})
  const own: Path = at.length > 0 ? at : ['compose']
  const complete = completeCompose({...context.composeDefaults, ...compose}, mistakes, meant, [own, ...whole.places], document)
  if ('surveyID' in complete) return complete
  // Without a compose of its own, what is missing is the compose itself; a rule says so.
  if (isWritten) told({diagnostics: complete})
  return undefined
}

function afterOf(
  {after, reminds}: Partial<WrittenBatch>,
  document: SourceDocument,
  at: Path,
  told: (part: {diagnostics: readonly Diagnostic[]}) => void,
): Pick<Batch, 'after' | 'reminds'> {
  const by = after?.by === undefined ? undefined : readDuration(after.by, document.span([...at, 'after', 'by']))
  if (by) told(by)
  // A reminder never goes before what it reminds of, even where only its own time is stated.
  const waitsFor = after?.batch ?? reminds
  return {
    ...(waitsFor !== undefined && {after: {batch: waitsFor, by: by?.ok ? by.value : 0}}),
    ...(reminds !== undefined && {reminds}),
  }
}

/** Lines of the keys of a batch, by their path in the language. */
function linesOf({document, place, laid: layers}: BatchDraft): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {}
  const add = (name: string, value: unknown, path: Path): void => {
    lines[name] = document.keySpan(path).line
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner, [...path, key])
  }
  const of = (name: string, {value, pathOf, places}: {value: object; pathOf: (key: never) => Path; places: readonly Path[]}) => {
    if (places[0]) lines[name] = document.keySpan(places[0]).line
    for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner, pathOf(key as never))
  }
  of('compose', laid(layers.compose))
  of('schedule', scheduleLaid(layers))
  add('recipients', place.written.recipients, [...place.at, 'recipients'])
  const own = ownWords(place)
  for (const key of ['distinct', 'resend'] as const) if (own.words[key] !== undefined) add(key, own.words[key], [...own.at, key])
  return lines
}
