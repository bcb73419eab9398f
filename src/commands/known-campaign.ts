import type {Project} from '../config/campaign.ts'
import {didYouMean} from '../config/suggest.ts'
import {exit, stop} from '../exit.ts'

/** A campaign's name and all earlier ones. `recorded` are the names that the journal knows. Rejects with `Stop` (64) for a name that is in neither. */
export function knownCampaign(name: string, {campaigns}: Project, recorded: Iterable<string>): readonly string[] {
  const stated = campaigns.find(campaign => campaign.name === name)
  if (stated) return [name, ...stated.formerly]
  const others = [...new Set(recorded)]
  if (others.includes(name)) return [name]
  throw stop(exit.usage, {
    code: 'FW158',
    summary: 'No campaign has such a name',
    detail: `${JSON.stringify(name)} is neither in the files nor recorded.${didYouMean(name, [...campaigns.map(each => each.name), ...others])}`,
  })
}
