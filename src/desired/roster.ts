import type {Person, PostedPerson} from '../address.ts'
import type {Campaign, Members, Project} from '../config/campaign.ts'
import {type MemberBody, personBytes, personOf, rowOf} from '../people/digests.ts'
import type {PersonTable} from '../people/person-table.ts'
import {type PeopleOf, readingAll, wereRead} from './people-of.ts'

/** The people behind the digests: what apply needs to write a request, and nothing else may have. */
export interface Roster {
  /** A campaign's members in row order, each once. They are read from their file as they are asked for. */
  members(campaign: string): Iterable<RosterMember>
  /** The address of a person whom a campaign invites, as written. */
  written(campaign: string, person: string): string | undefined
}

export interface RosterMember {
  readonly person: Person
  readonly posted: () => PostedPerson
  readonly body: () => MemberBody
}

/** The roster of a project for a lineage. A campaign's people are looked up when it is first asked for. */
export function rosterOf(project: Project, lineage: string, peopleOf: PeopleOf = readingAll(lineage)): Roster {
  const campaignOf = (name: string) => project.campaigns.find(campaign => campaign.name === name)
  const invited = new Map<string, ReadonlyMap<string, string>>()
  const invitedBy = (name: string): ReadonlyMap<string, string> => {
    const known = invited.get(name)
    if (known) return known
    const campaign = campaignOf(name)
    const made = new Map(
      campaign ? invitedIn(campaign, peopleOf).map(({address, written}) => [personOf(lineage, address) as string, written]) : [],
    )
    invited.set(name, made)
    return made
  }
  return {
    members: name => {
      const campaign = campaignOf(name)
      const people = campaign && peopleOf(campaign)
      return campaign?.members && people && wereRead(people) ? rowsOf(campaign.members, people.table, lineage) : []
    },
    written: (name, person) => invitedBy(name).get(person),
  }
}

function invitedIn(campaign: Campaign, peopleOf: PeopleOf) {
  const people = campaign.members && peopleOf(campaign)
  return [
    ...campaign.batches.flatMap(({recipients}) => (recipients.kind === 'people' ? recipients.people : [])),
    ...(people && wereRead(people) ? people.invited.flat() : []),
  ]
}

/** Reads the rows once more. Whoever isn't in the table, or stands on another place, was not there when the plan was made. */
function* rowsOf({people, file}: Members, table: PersonTable, lineage: string): Generator<RosterMember> {
  let next = 0
  const member = (address: string, body: () => MemberBody): RosterMember | undefined => {
    const place = table.find(personBytes(lineage, address))
    if (place !== next) return undefined
    next++
    const person = table.at(place)
    return {person, body, posted: () => `${person}.${rowOf(lineage, body())}`}
  }
  for (const {address, body} of people) {
    const found = member(address, body)
    if (found) yield found
  }
  for (const row of file?.rows() ?? []) {
    const found = row.is === 'row' ? member(row.address, row.body) : undefined
    if (found) yield found
  }
}
