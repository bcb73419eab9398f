import type {Digest} from '../address.ts'
import {canonical, digestOf} from '../canonical.ts'
import type {Campaign, Members} from '../config/campaign.ts'
import {invitesOf, type People, readPeople} from '../config/people.ts'
import type {PersonTable} from '../people/person-table.ts'
import type {DesiredMembers} from './desired.ts'

/** What the records say of members whose file is as it was when all of them were posted: nobody has to be read. */
export interface PostedWhole {
  readonly people: number
  readonly changed: number
  readonly gone: number
  readonly ignoredColumns: readonly string[]
}

/** A campaign's members, where it has some: as they were read, or as they are known without. */
export type PeopleOf = (campaign: Campaign) => People | PostedWhole | undefined

/** Whether they were read. */
export const wereRead = (people: People | PostedWhole): people is People => 'table' in people

/** Each person of a campaign's members, in row order; undefined where only what is recorded of them is known. */
export const listedIn = ({people}: DesiredMembers): PersonTable | undefined => ('at' in people ? people : undefined)

/** Reads everybody each time that it is asked. */
export const readingAll =
  (lineage: string): PeopleOf =>
  campaign =>
    campaign.members && readPeople(campaign.members, lineage, {rows: true, invites: invitesOf(campaign)})

/** Digest of all but the file that makes the rows of a campaign's members what they are; salted, since the list holds addresses. */
export const formOf = ({people, file}: Members, lineage: string): Digest =>
  digestOf(`${lineage}\n${canonical([file?.form ?? null, people.map(({body}) => body())])}`)
