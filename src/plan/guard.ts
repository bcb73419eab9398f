import {type Family, familyOf, parseAddress} from '../address.ts'
import type {Desired} from '../desired/desired.ts'
import {haltOf} from '../state/halted.ts'
import {type Attempt, isOpen, type State} from '../state/state.ts'
import {basesOf, isReleased, mayHaveGone} from './context.ts'
import type {CreateBatch} from './model.ts'

/** A planned send in the files: its batch, and the families that it may be recorded in, under any of its names. Throws where the files don't state it. */
export function sendOf(desired: Desired, address: CreateBatch['address']) {
  const parts = parseAddress(address)
  const campaign = desired.campaigns.find(({name}) => name === parts?.campaign)
  const batch = campaign?.batches.find(({name, wave}) => name === parts?.batch && wave === parts.wave)
  if (!parts || !campaign || !batch) throw new TypeError(`${address} is not in the campaigns that the plan was made from`)
  const bases = basesOf(campaign, batch)
  const families = bases.map(base => (parts.person === undefined ? base : `${base}#${parts.person}`) as Family)
  return {parts, campaign, batch, bases, families: [...new Set([...families, familyOf(parts)])]}
}

/**
 * Whether a planned send may still be recorded as an intent, asked with the newest state: it isn't halted, nobody has taken or sent it since
 * under any of its names or to other recipients, and since `seen` (the last record that the plan was made from) nobody has sent the same survey to the same recipients elsewhere.
 */
export function guardOf(desired: Desired, {address, content}: CreateBatch, seen: number): (state: State) => boolean {
  const {parts, campaign, batch, bases, families} = sendOf(desired, address)
  const own = new Set(families)
  const attempts = (state: State, seqs: Iterable<number>): readonly Attempt[] =>
    [...seqs].flatMap(seq => state.attempts.get(seq) ?? [])
  // For one person only what went to many counts, which stands apart: a list of thousands is not gone through for each of them.
  const otherKind = (state: State, base: string): readonly number[] | undefined =>
    parts.person === undefined ? state.bases.get(base) : state.families.get(base as Family)
  return state => {
    if (haltOf(state, campaign.names)) return false
    const taken = attempts(
      state,
      [...own].flatMap(family => state.families.get(family) ?? []),
    ).some(attempt => mayHaveGone(attempt) && (attempt.parts.number >= parts.number || isOpen(attempt)))
    const elsewhere = attempts(state, state.contents.get(content) ?? []).some(
      attempt => attempt.seq > seen && !own.has(attempt.family) && mayHaveGone(attempt) && !isReleased(batch, attempt),
    )
    const others = attempts(
      state,
      bases.flatMap(base => otherKind(state, base) ?? []),
    ).some(
      attempt =>
        attempt.seq > seen && (attempt.parts.person === undefined) !== (parts.person === undefined) && mayHaveGone(attempt),
    )
    return !taken && !others && !elsewhere
  }
}
