import {addTo} from '../add-to.ts'
import {membersAddress} from '../address.ts'
import type {Desired, DesiredCampaign} from '../desired/desired.ts'
import type {State} from '../state/state.ts'
import {type Context, haltedInWords} from './context.ts'
import type {CreateBatch, Note} from './model.ts'
import {isRecorded, type Round} from './rounds.ts'

/** Rounds that were never sent and never will be, since a newer one is due: told, not held. */
export function passedNotes(context: Context, campaign: DesiredCampaign, rounds: readonly Round[]): readonly Note[] {
  const passed = rounds.flatMap(({batch, turn}) => {
    const address = `${campaign.name}/${batch.name}${batch.wave === undefined ? '' : `@${batch.wave}`}`
    return turn.is === 'passed' && !isRecorded(context.state, campaign, batch) && context.selector.selects(campaign.file, address)
      ? [{batch, by: turn.by}]
      : []
  })
  const groups = new Map<string, (typeof passed)[number][]>()
  for (const round of passed) addTo(groups, round.batch.name, round)
  return [...groups].map(([name, own]) => {
    const waves = own.map(({batch}) => batch.wave)
    const listed = waves.length > 3 ? `${waves.length} rounds from ${waves[0]} to ${waves.at(-1)}` : waves.join(', ')
    return {
      address: membersAddress(campaign.name),
      text: `${name}: ${listed} ${waves.length === 1 ? 'was' : 'were'} never sent, and won't be: ${own.at(-1)?.by.wave} is the newest.`,
    }
  })
}

/** What is halted. */
export const haltNotes = ({halted, haltedCampaigns}: State): readonly Note[] => [
  ...(halted ? [{address: null, text: `Everything is ${haltedInWords(halted)}.`}] : []),
  ...[...haltedCampaigns].map(([name, halt]) => ({address: null, text: `${name} is ${haltedInWords(halt)}.`})),
]

/** Facts that contradict each other: kept as they came, and never passed over in silence. */
export const alarmNotes = ({attempts}: State): readonly Note[] =>
  [...attempts.values()].flatMap(({address, alarm}) =>
    alarm === undefined ? [] : [{address: null, text: `${address}: ${alarm}. Look into it: it may have been sent twice.`}],
  )

/** Where closing times may be read in another zone than they are written in. */
export const zoneNote = ({panel}: Desired, batches: readonly CreateBatch[]): readonly Note[] =>
  panel.zoneAssumed && batches.some(({closes}) => closes)
    ? [
        {
          address: null,
          text: `Closing times are written in UTC, since no file says in which zone the panel reads them (panels.${panel.name}.timeZone in fieldwork.yaml).`,
        },
      ]
    : []
