import {campaignName, type Digest} from '../address.ts'
import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import type {WrittenPlace} from './batch-layers.ts'
import {type BatchSource, batchesAt} from './batch-of.ts'
import type {Campaign, Members} from './campaign.ts'
import {nameOf} from './campaign-name.ts'
import type {Context, Source} from './context.ts'
import {membersOf} from './members-of.ts'
import {tooManyRounds} from './round-limit.ts'
import {rules} from './rules.ts'
import type {WrittenCampaign} from './written.ts'

/** A campaign without a mistake, or as much of it as can be looked at further. */
export interface CampaignRead {
  readonly campaign?: Campaign
  readonly members?: Members
  readonly diagnostics: readonly Diagnostic[]
}

/** From what is written to what the program uses: every default and shorthand ends here. All mistakes but those in rows of members are told at once. */
export function campaignOf(source: Source, context: Context): CampaignRead {
  const {document, written} = source
  const {value, broken, meant} = written
  const states = (key: keyof WrittenCampaign) => document.has([key]) || meant.has(key)
  const found: Diagnostic[] = [...written.mistakes]
  const told = <T extends {readonly diagnostics: readonly Diagnostic[]}>(part: T): T => {
    found.push(...part.diagnostics)
    return part
  }

  const {name} = told(nameOf(source))
  const {members} = value.members ? told(membersOf(value.members, source, context)) : {}
  const batchSource: BatchSource = {source, context, members: members ?? (states('members') ? 'broken' : undefined)}
  const excess = tooManyRounds(source)
  if (excess) found.push(excess)
  const batches = excess ? [] : placesOf(value, states).flatMap(place => told(batchesAt(place, batchSource)).batches)
  if (!broken.has('')) found.push(...rules.flatMap(rule => rule({document, written: value, states, name})))
  const diagnostics = once(found)
  const brand = campaignName(name)
  const read = {...(members && {members}), diagnostics}
  if (hasErrors(diagnostics) || !brand) return read
  const file = members?.file
  return {
    ...read,
    campaign: {
      name: brand,
      file: document.file,
      formerly: value.formerly ?? [],
      ...(value.description !== undefined && {description: value.description}),
      sources: {[document.file]: source.digest, ...(file && {[file.path]: file.digest})} satisfies Record<string, Digest>,
      ...(members && {members}),
      batches,
    },
  }
}

/** Every batch that a file states, in each of its waves. */
function placesOf(value: Partial<WrittenCampaign>, states: (key: keyof WrittenCampaign) => boolean): readonly WrittenPlace[] {
  const {batches, waves = {}} = value
  const places: readonly WrittenPlace[] = batches
    ? Object.entries(batches).map(([name, written]) => ({name, at: ['batches', name], written}))
    : states('batches')
      ? []
      : [{name: 'main', at: [], written: value}]
  const rounds = Object.entries(waves).map(([name, written]) => ({name, at: ['waves', name], written}))
  return rounds.length === 0 ? places : rounds.flatMap(wave => places.map(place => ({...place, wave})))
}

/** What is laid under several batches is wrong once, however many they are. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Map(
    diagnostics.map(each => [
      JSON.stringify([each.code, each.span?.file, each.span?.line, each.span?.column, each.detail]),
      each,
    ]),
  )
  return [...told.values()]
}
