import type {Person, PostedPerson} from '../address.ts'
import type {MemberBody, Project} from '../config/campaign.ts'
import {personOf, rowOf} from './digests.ts'

/** The people behind the digests: what apply needs to write a request, and nothing else may have. */
export interface Roster {
  /** A campaign's members in row order. */
  members(campaign: string): readonly RosterMember[]
  /** The address of a person whom a campaign invites, as written. */
  written(campaign: string, person: string): string | undefined
}

export interface RosterMember {
  readonly person: Person
  readonly posted: () => PostedPerson
  readonly body: () => MemberBody
}

/** The roster of a project for a lineage. A campaign's people are looked up when it is first asked for. */
export function rosterOf(project: Project, lineage: string): Roster {
  const invited = new Map<string, ReadonlyMap<string, string>>()
  const invitedBy = (name: string): ReadonlyMap<string, string> => {
    const known = invited.get(name)
    if (known) return known
    const batches = project.campaigns.find(campaign => campaign.name === name)?.batches ?? []
    const people = batches.flatMap(({recipients}) => (recipients.kind === 'people' ? recipients.people : []))
    const made = new Map(people.map(({address, written}) => [personOf(lineage, address) as string, written]))
    invited.set(name, made)
    return made
  }
  return {
    members: name =>
      (project.campaigns.find(campaign => campaign.name === name)?.members?.people ?? []).map(({address, body}) => {
        const person = personOf(lineage, address)
        return {person, body, posted: () => `${person}.${rowOf(lineage, body())}` as const}
      }),
    written: (name, person) => invitedBy(name).get(person),
  }
}
