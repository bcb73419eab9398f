import {digestOf} from '../canonical.ts'
import type {Batch, Campaign, Compose, Members, Project, Recipient, Recipients} from '../config/campaign.ts'
import {nothingPinned} from '../config/lock.ts'
import {mask} from '../config/mask.ts'
import {invitesOf, type People} from '../config/people.ts'
import {instant} from '../instant.ts'
import {personOf} from '../people/digests.ts'
import {contentOf} from './content.ts'
import type {Desired, DesiredBatch, DesiredCampaign, DesiredMembers, DesiredRecipients, WrittenBatch} from './desired.ts'
import {formOf, type PeopleOf, type PostedWhole, readingAll, wereRead} from './people-of.ts'

/** What the files of a project ask for, with people as digests of this lineage. Who they are says `peopleOf`. */
export function desired(project: Project, lineage: string, peopleOf: PeopleOf = readingAll(lineage)): Desired {
  const {panel, limits, campaigns, pinned = nothingPinned} = project
  return {
    panel: {name: panel.name, host: new URL(panel.baseUrl).host, timeZone: panel.timeZone, zoneAssumed: panel.zoneAssumed},
    limits,
    pinned,
    campaigns: campaigns.map(campaign => desiredCampaign(campaign, lineage, peopleOf)),
  }
}

function desiredCampaign(campaign: Campaign, lineage: string, peopleOf: PeopleOf): DesiredCampaign {
  const people = peopleOf(campaign)
  const invites = invitesOf(campaign)
  const invited = (recipients: Recipients): readonly Recipient[] => {
    if (recipients.kind === 'people') return recipients.people
    if (recipients.kind !== 'members' || !people || !wereRead(people)) return []
    return people.invited[invites.indexOf(recipients.where)] ?? []
  }
  // Rounds of one batch share their recipients: who they are is looked up once, however many there are.
  const known = new Map<Recipients, Map<number, DesiredRecipients>>()
  const recipientsOf = ({recipients, compose: {surveyID}}: Batch): DesiredRecipients => {
    const bySurvey = known.get(recipients) ?? new Map<number, DesiredRecipients>()
    known.set(recipients, bySurvey)
    const made = bySurvey.get(surveyID) ?? desiredRecipients(recipients, invited(recipients), surveyID, lineage)
    bySurvey.set(surveyID, made)
    return made
  }
  return {
    name: campaign.name,
    names: [campaign.name, ...campaign.formerly],
    file: campaign.file,
    sources: campaign.sources,
    ...(campaign.members && people && {members: desiredMembers(campaign.members, people, lineage)}),
    batches: campaign.batches.map(batch => desiredBatch(batch, lineage, recipientsOf(batch))),
  }
}

function desiredMembers(members: Members, people: People | PostedWhole, lineage: string): DesiredMembers {
  const {line, file, onChange} = members
  const known = {line, onChange, ...(file && {file: {path: file.path, digest: file.digest, form: formOf(members, lineage)}})}
  const {ignoredColumns} = people
  if (wereRead(people)) return {...known, listed: people.table.size, people: people.table, ignoredColumns, row: people.row}
  const row = (): never => {
    throw new RangeError('members that were not read have no rows')
  }
  return {...known, listed: people.people, people, ignoredColumns, row}
}

function desiredBatch(batch: Batch, lineage: string, recipients: DesiredRecipients): DesiredBatch {
  const {name, formerly, wave, line, lines, compose, schedule, after, reminds, distinct, resend} = batch
  return {
    name,
    names: [name, ...formerly],
    line,
    lines,
    compose,
    schedule,
    recipients,
    written: writtenBatch(batch, lineage),
    waves: wave ? [wave.name, ...wave.formerly] : [],
    ...(wave && {wave: wave.name}),
    ...(wave?.repeat && {repeat: wave.repeat}),
    ...(after && {after}),
    ...(reminds !== undefined && {reminds}),
    ...(distinct !== undefined && {distinct: digestOf(`${lineage}\n${distinct}`)}),
    ...(resend && {resend}),
  }
}

function desiredRecipients(
  recipients: Recipients,
  invited: readonly Recipient[],
  surveyID: number,
  lineage: string,
): DesiredRecipients {
  switch (recipients.kind) {
    case 'everyone':
      return {...recipients, content: contentOf(lineage, surveyID, {filterType: 1})}
    case 'filter':
      return {...recipients, content: contentOf(lineage, surveyID, {filterType: 3, existingFilterID: recipients.id})}
    case 'people':
    case 'members':
      return {
        kind: 'people',
        people: invited.map(({address}) => {
          const person = personOf(lineage, address)
          return {person, masked: mask(address), content: contentOf(lineage, surveyID, {filterType: 2, person})}
        }),
      }
    default:
      return recipients satisfies never
  }
}

/** What the batch will be compared by once it was sent. */
function writtenBatch({compose, recipients, schedule, wave}: Batch, lineage: string): WrittenBatch {
  const {sendAt, closes, responseQuota, emailInvitation} = schedule
  return {
    compose: withoutAddresses(compose, lineage),
    recipients: recipients.kind === 'filter' ? {filter: recipients.id} : recipients.kind === 'everyone' ? 'everyone' : 'person',
    ...(sendAt !== undefined && {sendAt: instant(sendAt)}),
    ...(closes && ('at' in closes ? {closeAt: instant(closes.at)} : {closeAfter: closes.after})),
    ...(responseQuota !== undefined && {responseQuota}),
    ...(emailInvitation !== undefined && {emailInvitation}),
    ...(wave?.repeat && {repeat: wave.repeat}),
  }
}

/** Compose as it may be kept and shown: an e-mail address in a text is its salted digest, so that a change of it still is one. */
const withoutAddresses = (compose: Compose, lineage: string): Compose =>
  compose.surveyAlias?.includes('@')
    ? {
        ...compose,
        surveyAlias: compose.surveyAlias.replace(
          /[^\s@<>,;:"'()]+@[^\s@<>,;:"'()]+/g,
          address => `[address ${personOf(lineage, address).slice(0, 8)}]`,
        ),
      }
    : compose
