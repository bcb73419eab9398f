import type {Digest} from '../address.ts'
import {canonical, digestOf} from '../canonical.ts'
import type {Campaign, Members} from '../config/campaign.ts'
import {invitesOf, type People, readPeople} from '../config/people.ts'

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

/** Reads everybody each time that it is asked. */
export const readingAll =
  (lineage: string): PeopleOf =>
  campaign =>
    campaign.members && readPeople(campaign.members, lineage, {rows: true, invites: invitesOf(campaign)})

/** Digest of all but the file that makes the rows of a campaign's members what they are; salted, since the list holds addresses. */
export const formOf = ({people, file}: Members, lineage: string): Digest =>
  digestOf(`${lineage}\n${canonical([file?.form ?? null, people.map(({body}) => body())])}`)
