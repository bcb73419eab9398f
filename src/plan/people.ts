import {membersAddress} from '../address.ts'
import type {DesiredCampaign, DesiredMembers} from '../desired/desired.ts'
import {listedIn} from '../desired/people-of.ts'
import {haltOf} from '../state/halted.ts'
import type {State} from '../state/state.ts'
import {type Context, haltedInWords, held, liftIt} from './context.ts'
import type {AddMembers, Held, Note} from './model.ts'

/** What is to be done about a campaign's members. `missing` people are not recorded as posted. */
export interface MembersPart {
  readonly action?: AddMembers
  readonly held?: Held
  readonly missing: number
  readonly notes: readonly Note[]
}

/** Members to add: desired minus recorded as posted, whichever campaign posted them; and rows that changed, where that is asked for. */
export function planMembers({state, selector}: Context, campaign: DesiredCampaign): MembersPart {
  const {members, name, file} = campaign
  const address = membersAddress(name)
  if (!members) return {missing: 0, notes: []}
  const standing = standingOf(campaign, members, state)
  const {missing} = standing
  const count = left(members, standing)
  const changed = count - missing
  const selected = selector.selects(file, address)
  const notes = selected ? notesOf(campaign, members, standing) : []
  if (count === 0 || !selected) return {missing, notes}
  const source = {file, line: members.line}
  const halted = haltOf(state, campaign.names)
  if (halted) {
    const decision = held(address, source, 'halted', haltedInWords(halted.halt), liftIt)
    return {missing, notes, ...(decision.is === 'held' && {held: {...decision.held, count}})}
  }
  const action: AddMembers = {type: 'add-members', address, count, listed: members.listed, ...(changed > 0 && {changed}), source}
  return {missing, notes, action}
}

/** How many members are left to post. */
export const postingLeft = (campaign: DesiredCampaign, members: DesiredMembers, state: State): number =>
  left(members, standingOf(campaign, members, state))

const left = ({onChange}: DesiredMembers, {missing, changed}: Standing): number => missing + (onChange === 'resend' ? changed : 0)

/** How a campaign's members stand to what is recorded. */
export interface Standing {
  /** People who aren't recorded as posted. */
  readonly missing: number
  /** Rows that were otherwise when they were posted. */
  readonly changed: number
  /** People posted earlier who are no longer listed. */
  readonly gone: number
}

export function standingOf(campaign: DesiredCampaign, members: DesiredMembers, state: State): Standing {
  const {people} = members
  if (!('at' in people)) return {missing: 0, changed: people.changed, gone: people.gone}
  // Where nobody is posted yet nothing can have changed: a first plan of many people isn't gone through once more.
  if (state.posted.isEmpty) return {missing: people.size, changed: 0, gone: 0}
  const posting = postingOf(campaign, members, state)
  let [missing, changed] = [0, 0]
  for (let place = 0; place < people.size; place++) {
    const what = posting(place)
    if (what === 'new') missing++
    else if (what === 'changed') changed++
  }
  return {missing, changed, gone: state.posted.by(campaign.names).missingFrom(people)}
}

/** Of the person at a place: not posted yet, posted with another row, or neither. */
export function postingOf(
  {names}: Pick<DesiredCampaign, 'names'>,
  members: DesiredMembers,
  {posted}: State,
): (place: number) => 'new' | 'changed' | 'posted' {
  const people = listedIn(members)
  if (!people) return () => 'posted'
  if (posted.isEmpty) return () => 'new'
  const by = posted.by(names)
  return place => {
    const recorded = by.row(people, place)
    return recorded === undefined ? 'new' : recorded === members.row(place) ? 'posted' : 'changed'
  }
}

function notesOf({name}: DesiredCampaign, {ignoredColumns: ignored, onChange}: DesiredMembers, {changed, gone}: Standing) {
  const address = membersAddress(name)
  const say = (count: number, text: string): readonly Note[] => (count > 0 ? [{address, text}] : [])
  return [
    ...say(
      ignored.length,
      `${counted(ignored.length, 'column')} of the file ${ignored.length === 1 ? 'is' : 'are'} not sent: ${ignored.slice(0, 5).join(', ')}${ignored.length > 5 ? ', …' : ''}.`,
    ),
    ...say(onChange === 'keep' ? changed : 0, `${counted(changed, 'row')} changed since posted: not sent again.`),
    ...say(gone, `${counted(gone, 'person', 'people')} no longer in the file: nobody is removed from the panel.`),
  ]
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
