import {campaignOf} from '../address.ts'
import {listedIn} from '../desired/people-of.ts'
import type {RosterMember} from '../desired/roster.ts'
import {exit} from '../exit.ts'
import {instant} from '../instant.ts'
import {personTable} from '../people/person-table.ts'
import type {AddMembers} from '../plan/model.ts'
import {postingOf, standingOf} from '../plan/people.ts'
import {haltOf} from '../state/halted.ts'
import type {State} from '../state/state.ts'
import {fileChanged, stopForChange} from './may-start.ts'
import {pauseAfter, spreadOf} from './pause.ts'
import type {MembersOutcome} from './ports.ts'
import {type ApplyPorts, namesOf, stopWith, type Tally} from './run.ts'

/** How often an answer that proves nothing is tried for in all, and how often a server may say "too fast". Adding a member twice does nothing. */
const unconfirmedTries = 3
const rateTries = 6

/** Posts a campaign's new members in chunks. True if all of them are recorded as posted, so that its batches may go. */
export async function postMembers(ports: ApplyPorts, tally: Tally, {address}: AddMembers): Promise<boolean> {
  const {journal, roster, limits, stopping} = ports
  const campaign = campaignOf(address)
  // Read as they are needed: a file may have millions, and nobody before those in hand has to be looked at again.
  const members = roster.members(campaign)[Symbol.iterator]()
  let chunk: readonly RosterMember[] = []
  // Nobody is posted twice in one run, whatever their rows are held against.
  const done = personTable()
  for (;;) {
    const state = await journal.refresh()
    const isOwed = leftBy(ports, campaign, state)
    const isLeft = (member: RosterMember): boolean => done.findHex(member.person) < 0 && isOwed(member)
    const still = chunk.filter(isLeft)
    chunk = [...still, ...taken(members, isLeft, limits.membersPerCall - still.length)]
    if (chunk.length === 0) return isWhole(ports, tally, campaign, state)
    const halted = haltOf(state, namesOf(ports, campaign))
    if (halted) {
      ports.tell({type: 'halted', campaign: halted.campaign, reason: halted.halt.reason})
      tally.codes.add(exit.held)
      return false
    }
    if (stopping.aborted || tally.stop.signal.aborted || fileChanged(ports, tally)) return false
    const outcome = await postChunk(ports, tally, address, chunk)
    // What stopped it is found, and told, by asking again.
    if (outcome.is === 'stopped') continue
    if (outcome.is !== 'posted') {
      notPosted(ports, tally, address, chunk.length + countOf(members, isLeft), outcome)
      return false
    }
    await journal.append({
      type: 'members.posted',
      campaign,
      people: chunk.map(({posted}) => posted()),
      added: outcome.added,
      notAdded: outcome.notAdded,
    })
    for (const {person} of chunk) done.addHex(person)
    tally.membersPosted += chunk.length
    tally.membersAdded += outcome.added
    tally.membersNotAdded += outcome.notAdded
    ports.tell({type: 'members.posted', address, posted: chunk.length, added: outcome.added, notAdded: outcome.notAdded})
  }
}

/** The next ones of those who are left, at most so many. */
function taken(
  members: Iterator<RosterMember>,
  isLeft: (member: RosterMember) => boolean,
  most: number,
): readonly RosterMember[] {
  const found: RosterMember[] = []
  while (found.length < most) {
    const next = members.next()
    if (next.done) break
    if (isLeft(next.value)) found.push(next.value)
  }
  return found
}

/** How many of the rest are left, without keeping them. */
function countOf(members: Iterator<RosterMember>, isLeft: (member: RosterMember) => boolean): number {
  let count = 0
  for (let next = members.next(); !next.done; next = members.next()) if (isLeft(next.value)) count++
  return count
}

/** Who isn't posted yet, or not as the row is now where that counts. */
function leftBy({desired}: ApplyPorts, name: string, state: State): (member: RosterMember) => boolean {
  const campaign = desired.campaigns.find(each => each.name === name)
  const people = campaign?.members && listedIn(campaign.members)
  if (!campaign?.members || !people) return () => false
  const {onChange} = campaign.members
  const posting = postingOf(campaign, campaign.members, state)
  return ({person}) => {
    const place = people.findHex(person)
    const what = place < 0 ? 'posted' : posting(place)
    return what === 'new' || (onChange === 'resend' && what === 'changed')
  }
}

/**
 * Whether everybody is posted. If so it is recorded of a file, so that it need not be read again as long as it is the same; if not, the
 * file that was read row by row wasn't the one that the plan was made from.
 */
async function isWhole(ports: ApplyPorts, tally: Tally, name: string, state: State): Promise<boolean> {
  const campaign = ports.desired.campaigns.find(each => each.name === name)
  if (!campaign?.members) return true
  const {file, listed} = campaign.members
  const {missing, changed, gone} = standingOf(campaign, campaign.members, state)
  if (missing > 0) {
    stopForChange(ports, tally, file?.path ?? campaign.file)
    return false
  }
  if (file)
    await ports.journal.append({
      type: 'members.file',
      campaign: name,
      file: file.digest,
      form: file.form,
      people: listed,
      changed,
      gone,
    })
  return true
}

/** Asked again after each wait: nobody has stopped or halted it, and the files are as they were read. */
async function mayStill(ports: ApplyPorts, campaign: string): Promise<boolean> {
  const {journal, stopping, changedFile} = ports
  return !stopping.aborted && changedFile() === undefined && !haltOf(await journal.refresh(), namesOf(ports, campaign))
}

async function postChunk(
  ports: ApplyPorts,
  {retries}: Tally,
  address: AddMembers['address'],
  chunk: readonly RosterMember[],
): Promise<MembersOutcome> {
  const {api, clock, stopping, leaving, tell, run} = ports
  const body = chunk.map(member => member.body())
  const conditions = {stopping, leaving, mayStill: () => mayStill(ports, campaignOf(address))}
  for (let unconfirmed = 1, slow = 1; ; ) {
    const outcome = await api.addMembers(body, conditions)
    const rate = outcome.is === 'refused' && outcome.refusal.kind === 'rate' ? outcome.refusal.after : undefined
    if (outcome.is === 'posted') retries.answered()
    if (rate === undefined && !mayHelpToRepeat(outcome)) return outcome
    if (stopping.aborted || !(rate === undefined ? unconfirmed < unconfirmedTries && retries.spend() : slow < rateTries))
      return outcome
    if (rate !== undefined) tell({type: 'waiting', address, reason: 'rate', until: instant(clock.now() + rate)})
    await clock.sleep(rate ?? pauseAfter(unconfirmed, spreadOf(run)), stopping)
    if (rate === undefined) unconfirmed++
    else slow++
  }
}

const mayHelpToRepeat = (outcome: MembersOutcome): boolean =>
  outcome.is === 'unconfirmed' || (outcome.is === 'refused' && outcome.refusal.kind === 'not-written')

function notPosted(
  {tell}: ApplyPorts,
  tally: Tally,
  address: AddMembers['address'],
  count: number,
  outcome: Exclude<MembersOutcome, {is: 'posted' | 'stopped'}>,
): void {
  tell({type: 'members.unconfirmed', address, count, why: outcome.evidence.why})
  if (outcome.is === 'unconfirmed') return stopWith(tally, exit.network)
  // A wrong row is this campaign's own matter; a wrong key is everybody's.
  if (outcome.refusal.kind === 'payload') tally.codes.add(exit.refused)
  else stopWith(tally, outcome.refusal.kind === 'not-written' ? exit.network : exit.refused)
}
