import {readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {type Address, addressOf, campaignOf, membersAddress} from '../address.ts'
import type {Project} from '../config/campaign.ts'
import {loadProject} from '../config/load.ts'
import {namesInFiles} from '../config/names-in-files.ts'
import {personOf} from '../people/digests.ts'
import {fold} from '../state/fold.ts'
import {soundPart} from '../state/sound-part.ts'
import {isOpen, type State} from '../state/state.ts'
import type {Asked, Candidate} from './candidates.ts'
import type {Context} from './context.ts'
import {asked, panelAsked, rootOf} from './open.ts'

/** What names from files and records may hold to be offered: nothing that a shell could take for more than a word. */
const plain = /^[a-z0-9@#+/-]+$/

/** A recorded state that is larger is not read while somebody types: bytes. */
const largest = 16 * 1_048_576

/** Panels of the project, and the sandbox that each has. */
export const panels = ({context}: Asked): readonly Candidate[] => {
  const {panels} = namesInFiles(rootOf(context))
  return unique([...panels.map(({name}) => [name, ''] as const), ['sandbox', 'the built-in API on this machine']])
}

/** Campaigns in the files and in the records. */
export const campaigns = ({context}: Asked): readonly Candidate[] => {
  const recorded = addressesIn(recordedIn(context)).map(campaignOf)
  return unique([
    ...namesInFiles(rootOf(context)).campaigns.map(name => [name, ''] as const),
    ...recorded.map(name => [name, 'recorded'] as const),
  ])
}

/** Addresses in the records and in the files. The people of a batch are offered once one is begun: there may be thousands. */
export async function addresses({context, text}: Asked): Promise<readonly Candidate[]> {
  const state = recordedIn(context)
  // Of a server only its panel's names matter, and they are the same wherever it is.
  const {project} = await loadProject({...asked(context), url: undefined, members: 'never'})
  const shown = (address: string): string => (text.includes('#') ? address : address.replace(/#.*/, ''))
  return unique([
    ...addressesIn(state).map(address => [shown(address), 'recorded'] as const),
    ...(project ? addressesOf(project, state?.lineage) : []).map(address => [shown(address), ''] as const),
  ])
}

/** Sends that wait for their outcome. */
export const doubts = ({context}: Asked): readonly Candidate[] =>
  unique(
    [...(recordedIn(context)?.attempts.values() ?? [])].filter(isOpen).map(({address}) => [address, 'no outcome yet'] as const),
  )

const unique = (found: readonly (readonly [value: string, says: string])[]): readonly Candidate[] => {
  const known = new Map<string, string>()
  for (const [value, says] of found) if (plain.test(value) && !known.has(value)) known.set(value, says)
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, says]) => ({value, says}))
}

const addressesIn = (state: State | undefined): readonly Address[] =>
  state ? [...[...state.attempts.values()].map(({address}) => address), ...state.posted.campaigns().map(membersAddress)] : []

function addressesOf({campaigns}: Project, lineage: string | undefined): readonly Address[] {
  return campaigns.flatMap(({name: campaign, members, batches}) => [
    ...(members ? [membersAddress(campaign)] : []),
    ...batches.flatMap(({name: batch, wave, recipients, resend}) => {
      const parts = {campaign, batch, number: resend?.number ?? 1, ...(wave && {wave: wave.name})}
      // Members may be a million, and are in a file of their own: of these the records know.
      if (recipients.kind === 'members') return [addressOf({...parts, number: 1})]
      if (recipients.kind !== 'people') return [addressOf(parts)]
      // Without a recorded state people have no digests that last.
      if (!lineage) return [addressOf({...parts, number: 1})]
      return recipients.people.map(({address}) => addressOf({...parts, person: personOf(lineage, address)}))
    }),
  ])
}

/** The sound part of what is recorded of the panel; undefined where nothing can be read. */
function recordedIn(context: Context): State | undefined {
  const root = rootOf(context)
  const {panels, home} = namesInFiles(root)
  const name = panelAsked(context) ?? home
  const names = [name, ...(panels.find(panel => panel.name === name)?.formerly ?? [])]
  const path = names.map(each => join(root, '.fieldwork', `${each}.jsonl`)).find(each => isPlainFile(each))
  return path === undefined ? undefined : fold(soundPart(readFileSync(path)).lines)
}

function isPlainFile(path: string): boolean {
  const status = statSync(path, {throwIfNoEntry: false})
  return status?.isFile() === true && status.size <= largest
}
