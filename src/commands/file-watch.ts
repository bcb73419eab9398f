import {statSync} from 'node:fs'
import {join} from 'node:path'
import type {DesiredCampaign} from '../desired/desired.ts'
import type {Action} from '../plan/model.ts'

/** Remembers size and time of the files that the actions come from. The answer names one that isn't as it was, if there is one. */
export function changedFileOf(
  root: string,
  actions: readonly Action[],
  campaigns: readonly DesiredCampaign[],
): () => string | undefined {
  const wanted = new Set(actions.map(({source}) => source.file))
  const files = [...new Set(campaigns.filter(({file}) => wanted.has(file)).flatMap(({sources}) => Object.keys(sources)))]
  const stamp = (file: string): string => {
    const status = statSync(join(root, file), {throwIfNoEntry: false})
    return status ? `${status.size} ${status.mtimeMs} ${status.ino}` : 'gone'
  }
  const before = new Map(files.map(file => [file, stamp(file)]))
  return () => files.find(file => stamp(file) !== before.get(file))
}
