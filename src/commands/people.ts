import type {Campaign, Project} from '../config/campaign.ts'
import {inOrder} from '../config/file-mistakes.ts'
import {ignoredIn, invitesOf, type People, readPeople} from '../config/people.ts'
import {formOf, type PeopleOf, type PostedWhole} from '../desired/people-of.ts'
import {type Diagnostic, hasErrors} from '../diagnostics.ts'
import {exit, Stop} from '../exit.ts'
import type {MemberRecord, State} from '../state/state.ts'
import type {Reading} from './reading.ts'

const silent = (): Reading => ({campaigns: () => {}, rows: () => {}, end: () => {}})

/** The people of a project, and what was met in their files. */
export interface PeopleRead {
  readonly peopleOf: PeopleOf
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Reads the people of all campaigns for a recorded state, once: asked again with the same lineage it knows them. Rows are digested where
 * something is posted that they have to be held against, or will be (`rows`). Throws `Stop` (exit 3) with every mistake in their files.
 */
export type ReadPeople = (state: State, rows?: boolean) => PeopleRead

export function readingPeople({campaigns}: Project, reading: () => Reading = silent): ReadPeople {
  const known = new Map<string, {readonly of: string; readonly people: People}>()
  const read = (campaign: Campaign, {lineage}: State, rows: boolean, told: Reading): People | undefined => {
    const {members} = campaign
    if (!members) return undefined
    const of = `${lineage} ${rows}`
    const before = known.get(campaign.name)
    if (before?.of === of || before?.of === `${lineage} true`) return before.people
    const people = readPeople(members, lineage, {
      rows,
      invites: invitesOf(campaign),
      progress: count => told.rows(members.file?.path ?? campaign.file, count),
    })
    known.set(campaign.name, {of, people})
    return people
  }
  return (state, rows = false) => {
    const told = reading()
    const all = new Map(
      campaigns.map(campaign => [
        campaign,
        postedWhole(campaign, state) ?? read(campaign, state, rows || !state.posted.isEmpty, told),
      ]),
    )
    told.end()
    const diagnostics = inOrder(
      [...all.values()].flatMap(people => (people && 'diagnostics' in people ? people.diagnostics : [])),
    )
    if (hasErrors(diagnostics)) throw new Stop(exit.invalid, diagnostics)
    return {peopleOf: campaign => all.get(campaign), diagnostics}
  }
}

/** What is recorded of a campaign whose files are as they were when all of its members were posted; undefined where its people are needed. */
function postedWhole(campaign: Campaign, {memberFiles, lineage}: State): PostedWhole | undefined {
  const {members, name, formerly} = campaign
  if (!members?.file || invitesOf(campaign).length > 0) return undefined
  const records = [name, ...formerly].flatMap((each): MemberRecord | readonly MemberRecord[] => memberFiles.get(each) ?? [])
  const [newest] = [...records].sort((one, other) => other.seq - one.seq)
  if (newest?.file?.file !== members.file.digest || newest.file.form !== formOf(members, lineage)) return undefined
  // Rows that changed are posted again where that is asked for now: for that they have to be read.
  if (members.onChange === 'resend' && newest.file.changed > 0) return undefined
  return {...newest.file, ignoredColumns: ignoredIn(members.file)}
}
