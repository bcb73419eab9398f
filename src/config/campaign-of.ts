import {campaignName, type Digest} from '../address.ts'
import {bad, type Checked, type Diagnostic, good, hasErrors} from '../diagnostics.ts'
import type {Batch, Campaign} from './campaign.ts'
import {nameOf} from './campaign-name.ts'
import {completeCompose, resolved} from './compose-of.ts'
import type {Context, Source} from './context.ts'
import type {SourceDocument} from './document.ts'
import {membersOf} from './members-of.ts'
import type {Path} from './path.ts'
import {recipientsOf} from './recipients-of.ts'
import {type Draft, rules} from './rules.ts'
import {scheduleOf} from './schedule-of.ts'
import type {WrittenCampaign} from './written.ts'

/** From what is written to what the program uses: every default and shorthand ends here. All mistakes are told at once. */
export function campaignOf(source: Source, context: Context): Checked<Campaign> {
  const {document, written} = source
  const {value, broken, meant} = written
  const states = (key: keyof WrittenCampaign) => document.has([key]) || meant.has(key)
  const found: Diagnostic[] = [...written.mistakes]
  const told = <T extends {readonly diagnostics: readonly Diagnostic[]}>(part: T): T => {
    found.push(...part.diagnostics)
    return part
  }

  const name = told(nameOf(source))
  const {members, file} = value.members ? told(membersOf(value.members, source, context)) : {}
  const knownMembers = members ?? (states('members') ? 'broken' : undefined)
  const {recipients} = value.recipients
    ? told(recipientsOf(value.recipients, knownMembers, broken.has('recipients'), context, document))
    : {}
  const compose = composeOf(source, context, told)
  const {schedule, zone} = told(scheduleOf(value.schedule ?? {}, context, document))
  const draft: Draft = {
    document,
    written: value,
    states,
    name: name.name,
    zone,
    ...(members && {members}),
    ...(compose && {compose}),
    ...(recipients && {recipients}),
    ...(schedule && {schedule}),
  }
  if (!broken.has('')) found.push(...rules.flatMap(rule => rule(draft)))
  const brand = campaignName(name.name)
  if (hasErrors(found) || !brand) return bad(found)
  return good(
    {
      name: brand,
      file: document.file,
      formerly: value.formerly ?? [],
      ...(value.description !== undefined && {description: value.description}),
      sources: {[document.file]: source.digest, ...(file && {[file.file]: file.digest})} satisfies Record<string, Digest>,
      ...(members && {members}),
      batches: batchesOf(draft),
    },
    found,
  )
}

function composeOf(
  {document, written: {value, broken, meant}}: Source,
  context: Context,
  told: (part: {diagnostics: readonly Diagnostic[]}) => void,
) {
  if (!value.compose && !value.recipients) return undefined
  const {compose, mistakes} = resolved(value.compose ?? {}, ['compose'], context, document)
  if (broken.has('compose')) return void told({diagnostics: mistakes})
  const complete = completeCompose({...context.composeDefaults, ...compose}, mistakes, meant, document)
  if ('surveyID' in complete) return complete
  // Without a compose of its own, what is missing is the compose itself; a rule says so.
  if (value.compose) told({diagnostics: complete})
  return undefined
}

/** The one batch of a campaign that states no others. */
function batchesOf({compose, recipients, schedule, written, document}: Draft): readonly Batch[] {
  if (!compose || !recipients || !schedule) return []
  const {distinct, resend} = written
  return [
    {
      name: 'main',
      formerly: [],
      line: document.keySpan(['recipients']).line,
      compose,
      recipients,
      schedule,
      ...(distinct !== undefined && {distinct}),
      ...(resend && {resend}),
      lines: linesOf(document, written),
    },
  ]
}

/** Lines of the keys of a batch, by their path. */
function linesOf(document: SourceDocument, written: Partial<WrittenCampaign>): Readonly<Record<string, number>> {
  const lines: Record<string, number> = {}
  const add = (value: unknown, path: Path) => {
    lines[path.join('.')] = document.keySpan(path).line
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, inner] of Object.entries(value)) add(inner, [...path, key])
  }
  for (const key of ['compose', 'recipients', 'schedule', 'distinct', 'resend'] as const)
    if (written[key] !== undefined) add(written[key], [key])
  return lines
}
