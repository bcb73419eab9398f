import {digestOf} from '../canonical.ts'
import type {Batch, Campaign, Compose, Members, Project, Recipients} from '../config/campaign.ts'
import {mask} from '../config/mask.ts'
import {instant} from '../instant.ts'
import type {Desired, DesiredBatch, DesiredCampaign, DesiredMembers, DesiredRecipients, WrittenBatch} from './desired.ts'
import {contentOf, personOf, rowOf} from './digests.ts'

/** What the files of a project ask for, with people as digests of this lineage. */
export function desired(project: Project, lineage: string): Desired {
  const {panel, limits, campaigns} = project
  return {
    panel: {name: panel.name, host: new URL(panel.baseUrl).host, timeZone: panel.timeZone, zoneAssumed: panel.zoneAssumed},
    limits,
    campaigns: campaigns.map(campaign => desiredCampaign(campaign, lineage)),
  }
}

function desiredCampaign(campaign: Campaign, lineage: string): DesiredCampaign {
  return {
    name: campaign.name,
    names: [campaign.name, ...campaign.formerly],
    file: campaign.file,
    sources: campaign.sources,
    ...(campaign.members && {members: desiredMembers(campaign.members, lineage)}),
    batches: campaign.batches.map(batch => desiredBatch(batch, lineage)),
  }
}

function desiredMembers({line, people, ignoredColumns = []}: Members, lineage: string): DesiredMembers {
  return {
    line,
    ignoredColumns,
    people: people.map(({address}) => personOf(lineage, address)),
    row: index => {
      const member = people[index]
      if (!member) throw new RangeError(`no member ${index}`)
      return rowOf(lineage, member.body())
    },
  }
}

function desiredBatch(batch: Batch, lineage: string): DesiredBatch {
  const {name, formerly, wave, line, lines, compose, schedule, recipients, after, reminds, distinct, resend} = batch
  return {
    name,
    names: [name, ...formerly],
    line,
    lines,
    compose,
    schedule,
    recipients: desiredRecipients(recipients, compose.surveyID, lineage),
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

function desiredRecipients(recipients: Recipients, surveyID: number, lineage: string): DesiredRecipients {
  switch (recipients.kind) {
    case 'everyone':
      return {...recipients, content: contentOf(lineage, surveyID, {filterType: 1})}
    case 'filter':
      return {...recipients, content: contentOf(lineage, surveyID, {filterType: 3, existingFilterID: recipients.id})}
    case 'people':
      return {
        kind: 'people',
        people: recipients.people.map(({address}) => {
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
    recipients: recipients.kind === 'people' ? 'person' : recipients.kind === 'filter' ? {filter: recipients.id} : 'everyone',
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
