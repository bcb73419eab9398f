import {addressOf} from '../address.ts'
import {didYouMean} from '../config/suggest.ts'
import type {Desired} from '../desired/desired.ts'
import {exit, stop} from '../exit.ts'
import type {Unit} from '../plan/context.ts'
import {addressFor} from '../plan/create.ts'
import {isWhole} from '../plan/selection.ts'
import {unitsOf} from '../plan/units.ts'
import type {State} from '../state/state.ts'
import {typedAddress} from '../views/short-address.ts'

/** A send that the files state: the unit, and which of its sends. */
export interface MeantUnit {
  readonly unit: Unit
  readonly number: number
}

/** The one send of the files that a text names: an exact address, a whole name, or a beginning, each with or without `+N`. Rejects with `Stop` (64). */
export function meantUnit(desired: Desired, state: State, text: string): MeantUnit {
  const [, wanted = text, number] = /^(.*?)(?:\+([1-9][0-9]{0,5}))?$/s.exec(text) ?? []
  const all = desired.campaigns.flatMap(campaign => campaign.batches.flatMap(batch => unitsOf(state, campaign, batch)))
  const found = firstFilled([
    all.filter(unit => addressFor(unit, 1) === wanted),
    all.filter(unit => isWhole(wanted, addressFor(unit, 1))),
    all.filter(unit => addressFor(unit, 1).startsWith(wanted)),
  ])
  const [unit, other] = found
  if (!unit) throw notStated(all, text)
  if (other) throw ambiguous(found, text)
  return {unit, number: Number(number ?? 1)}
}

const firstFilled = (lists: readonly (readonly Unit[])[]): readonly Unit[] => lists.find(list => list.length > 0) ?? []

/** A batch without its people. */
const baseFor = ({campaign, batch}: Unit): string =>
  addressOf({campaign: campaign.name, batch: batch.name, number: 1, ...(batch.wave !== undefined && {wave: batch.wave})})

function notStated(units: readonly Unit[], text: string) {
  const bases = [...new Set(units.map(baseFor))]
  const near = didYouMean(text, [...bases, ...units.map(({campaign}) => campaign.name)])
  return stop(exit.usage, {
    code: 'FW160',
    summary: 'No campaign has such an address',
    detail: `${JSON.stringify(text)} fits no batch in the campaigns.${near}`,
    help: 'The batch has to stand in a campaign file, so that plans know what was sent. "fieldwork plan" shows the addresses; a beginning of one is enough.',
  })
}

function ambiguous(units: readonly Unit[], text: string) {
  const names = units
    .slice(0, 5)
    .map(unit => `${typedAddress(addressFor(unit, 1))}${unit.person ? ` (${unit.person.masked})` : ''}`)
  return stop(exit.usage, {
    code: 'FW163',
    summary: 'More than one address begins like that',
    detail: `${JSON.stringify(text)} fits ${names.join(', ')}${units.length > 5 ? ` and ${units.length - 5} more` : ''}.`,
    help: 'Write more of it.',
  })
}
