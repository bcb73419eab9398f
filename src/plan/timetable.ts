import {addTo} from '../add-to.ts'
import type {DesiredBatch, DesiredCampaign} from '../desired/desired.ts'

/** The rounds of a campaign, in order once: a plan asks of each of them where it stands among the others. */
export interface Timetable {
  /** The newest round of a batch that fits, of those that have a time. */
  newest(batch: string, fits: (round: DesiredBatch) => boolean): DesiredBatch | undefined
  /** When the next round of a batch is after a moment, in milliseconds since 1970. */
  next(batch: string, moment: number): number | undefined
  /** The batch of a name in a wave, or in none. */
  find(batch: string, wave: string | undefined): DesiredBatch | undefined
}

/** The timetable of a campaign. What fits is asked once a batch, and must not change while the timetable is used. */
export function timetableOf({batches}: DesiredCampaign): Timetable {
  const rounds = new Map<string, DesiredBatch[]>()
  const named = new Map<string, DesiredBatch>()
  for (const batch of batches) {
    const name = `${batch.name}@${batch.wave ?? ''}`
    if (!named.has(name)) named.set(name, batch)
    if (batch.wave === undefined || batch.schedule.sendAt === undefined) continue
    addTo(rounds, batch.name, batch)
  }
  for (const own of rounds.values()) own.sort((one, two) => timeOf(one) - timeOf(two))
  const newest = new Map<string, DesiredBatch | undefined>()
  return {
    newest: (name, fits) => {
      if (!newest.has(name)) newest.set(name, rounds.get(name)?.findLast(fits))
      return newest.get(name)
    },
    next: (name, moment) => {
      const own = rounds.get(name) ?? []
      const first = own[firstAfter(own, moment)]
      return first && timeOf(first)
    },
    find: (name, wave) => named.get(`${name}@${wave ?? ''}`),
  }
}

const timeOf = ({schedule: {sendAt}}: DesiredBatch): number => sendAt ?? 0

/** Where the first round after a moment stands, by halving. */
function firstAfter(rounds: readonly DesiredBatch[], moment: number): number {
  let [low, high] = [0, rounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const round = rounds[middle]
    if (round && timeOf(round) > moment) high = middle
    else low = middle + 1
  }
  return low
}
