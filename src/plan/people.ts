import {membersAddress} from '../address.ts'
import type {DesiredCampaign, DesiredMembers} from '../desired/desired.ts'
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

/** Members to add: desired minus recorded as posted, whichever campaign posted them. */
export function planMembers({state, selector}: Context, campaign: DesiredCampaign): MembersPart {
  const {members, name, file} = campaign
  const address = membersAddress(name)
  if (!members) return {missing: 0, notes: []}
  const count = newPeople(members, state).length
  const selected = selector.selects(file, address)
  const notes = selected ? notesOf(campaign, members, state) : []
  if (count === 0 || !selected) return {missing: count, notes}
  const source = {file, line: members.line}
  const halted = haltOf(state, campaign.names)
  if (halted) {
    const decision = held(address, source, 'halted', haltedInWords(halted.halt), liftIt)
    return {missing: count, notes, ...(decision.is === 'held' && {held: {...decision.held, count}})}
  }
  return {missing: count, notes, action: {type: 'add-members', address, count, listed: members.people.length, source}}
}

/** Indices of the people who aren't recorded as posted, in row order. */
export function newPeople({people}: DesiredMembers, {posted}: State): readonly number[] {
  const indices: number[] = []
  for (const [index, person] of people.entries()) if (!posted.has(person)) indices.push(index)
  return indices
}

function notesOf({names, name}: DesiredCampaign, members: DesiredMembers, state: State): readonly Note[] {
  const address = membersAddress(name)
  let changed = 0
  // Where nobody is posted yet nothing can have changed: a first plan of many people isn't gone through once more.
  if (state.posted.size > 0)
    for (const [index, person] of members.people.entries()) {
      const row = state.posted.get(person)
      if (row === undefined) continue
      if (row !== members.row(index)) changed++
    }
  const posted = names.flatMap(each => state.postedBy.get(each) ?? [])
  const listed = new Set(posted.length > 0 ? members.people : [])
  const gone = posted.filter(person => !listed.has(person)).length
  const ignored = members.ignoredColumns
  const say = (count: number, text: string): readonly Note[] => (count > 0 ? [{address, text}] : [])
  return [
    ...say(
      ignored.length,
      `${counted(ignored.length, 'column')} of the file ${ignored.length === 1 ? 'is' : 'are'} not sent: ${ignored.slice(0, 5).join(', ')}${ignored.length > 5 ? ', …' : ''}.`,
    ),
    ...say(changed, `${counted(changed, 'row')} changed since posted: not sent again.`),
    ...say(gone, `${counted(gone, 'person', 'people')} no longer in the file: nobody is removed from the panel.`),
  ]
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
