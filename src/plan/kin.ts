import {addTo} from '../add-to.ts'
import type {DesiredBatch, DesiredCampaign} from '../desired/desired.ts'
import {basesOf, type Context, type Kin} from './context.ts'

/** Tells the kin of batches. What holds for a batch is worked out once, and not for each person that is invited. */
export function kinships(): Context['kin'] {
  const campaigns = new Map<DesiredCampaign, Relations>()
  const known = new Map<DesiredBatch, Kin>()
  return (campaign, batch) => {
    const kin = known.get(batch)
    if (kin) return kin
    const relations = campaigns.get(campaign) ?? relationsOf(campaign)
    campaigns.set(campaign, relations)
    const made = kinOf(campaign, relations, batch)
    known.set(batch, made)
    return made
  }
}

interface Relations {
  /** Batches by name, in all their rounds. */
  readonly rounds: ReadonlyMap<string, readonly DesiredBatch[]>
  /** For each batch that reminds of another or is reminded of, the names of all that hang together with it. */
  readonly circles: ReadonlyMap<string, ReadonlySet<string>>
}

function kinOf(campaign: DesiredCampaign, {rounds, circles}: Relations, batch: DesiredBatch): Kin {
  const circle = circles.get(batch.name) ?? [batch.name]
  const relatives = [...circle].flatMap(name => rounds.get(name) ?? [])
  const alike = relatives.filter(({name, wave}) => wave !== undefined || name !== batch.name)
  return {
    names: new Set(relatives.flatMap(({names}) => names)),
    bases: new Set([batch, ...alike].flatMap(each => basesOf(campaign, each))),
  }
}

function relationsOf({batches}: DesiredCampaign): Relations {
  const rounds = new Map<string, DesiredBatch[]>()
  const circles = new Map<string, Set<string>>()
  for (const batch of batches) {
    const {name, reminds} = batch
    addTo(rounds, name, batch)
    if (reminds !== undefined) join(circles, name, reminds)
  }
  return {rounds, circles}
}

/** Makes one circle of two. The smaller one joins the larger one, so that no name moves often. */
function join(circles: Map<string, Set<string>>, one: string, other: string): void {
  const [own, its] = [circles.get(one) ?? new Set([one]), circles.get(other) ?? new Set([other])]
  if (own === its) return
  const [small, large] = own.size < its.size ? [own, its] : [its, own]
  for (const each of small) {
    large.add(each)
    circles.set(each, large)
  }
  circles.set(one, large).set(other, large)
}
