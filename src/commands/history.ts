import type {Project} from '../config/campaign.ts'
import {type ExitCode, exit, Stop} from '../exit.ts'
import {tornStop} from '../state/journal.ts'
import {damaged} from '../state/stores/local-stops.ts'
import {campaignOfEntry, chosenEntries, type HistoryEntry, historyEntries} from '../views/history.ts'
import {historyLines} from '../views/history-lines.ts'
import {historyJson} from '../views/json.ts'
import {momentInWords} from '../views/moments.ts'
import {verifiedLines} from '../views/verified-line.ts'
import {type Context, columns} from './context.ts'
import {knownCampaign} from './known-campaign.ts'
import {openProject} from './open.ts'
import {print, warn} from './output.ts'
import {placesOf} from './places.ts'
import {type Records, readRecords} from './read-records.ts'
import {sinceOf} from './since.ts'
import {verifyHistory} from './verify-history.ts'

export interface HistoryOptions {
  readonly since?: string
  readonly campaign?: string
  readonly verify: boolean
}

/** `fieldwork history`: what was sent, when, by whom, under which plan. Reads the journal only, whoever wrote it; `--verify` checks it. */
export async function history(context: Context, options: HistoryOptions): Promise<ExitCode> {
  const {project} = await openProject(context, 'never')
  const {path, place} = placesOf(project, context.memory)
  const records = await readRecords(context, path, place)
  const all = historyEntries(records.lines)
  if (options.verify) return verified(context, project, records, all)
  const asked = await askedFor(context, project, all, options)
  const entries = chosenEntries(all, asked)
  const {name: panel} = project.panel
  if (context.options.format === 'json') context.stdout.write(historyJson({panel, entries, damage: records.damage ?? null}))
  else {
    const {verbose: everything} = context.options
    const width = columns(context.stdout)
    print(context, historyLines({panel, all, entries, width, everything, ...(asked.words !== '' && {asked: asked.words})}))
    warnOfDamage(context, records, place)
  }
  // A torn end was never sent on: what is told before it is all that happened. Other damage may hide something, and so may an old copy.
  if (records.damage) return records.torn ? exit.done : exit.state
  return (await isKnown(context, project, records)) ? exit.done : exit.state
}

/** Whether the journal holds all that this machine has appended; where it doesn't, that is said behind what it tells. */
async function isKnown(context: Context, project: Project, records: Records): Promise<boolean> {
  try {
    await verifyHistory(context, project, records)
    return true
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    warn(context, error.diagnostics)
    return false
  }
}

async function verified(
  context: Context,
  project: Project,
  records: Records,
  entries: readonly HistoryEntry[],
): Promise<ExitCode> {
  const found = await verifyHistory(context, project, records)
  if (context.options.format === 'json')
    context.stdout.write(historyJson({panel: project.panel.name, entries, damage: null, verified: found}))
  else print(context, verifiedLines(found, columns(context.stdout)))
  return exit.done
}

/** What of the history is asked for, and that in words. */
async function askedFor(
  {clock}: Context,
  project: Project,
  all: readonly HistoryEntry[],
  {since, campaign}: HistoryOptions,
): Promise<{readonly since?: number; readonly campaigns?: readonly string[]; readonly words: string}> {
  const from = since === undefined ? undefined : await sinceOf(since, clock.now())
  const recorded = all.flatMap(entry => campaignOfEntry(entry) ?? [])
  const campaigns = campaign === undefined ? undefined : knownCampaign(campaign, project, recorded)
  const words = [campaign ?? '', from === undefined ? '' : `since ${momentInWords(from, 'UTC')}`]
  return {
    ...(from !== undefined && {since: from}),
    ...(campaigns && {campaigns}),
    words: words.filter(word => word !== '').join(' · '),
  }
}

/** Says where the records end in something that can't be there. It is told behind what is whole, and never passed over. */
function warnOfDamage(context: Context, {damage, torn, bytesLeft}: Records, place: string): void {
  if (!damage) return
  const {diagnostics} = torn ? tornStop(place, {line: damage.line, bytes: bytesLeft}) : damaged(place, damage.line, damage.what)
  warn(context, diagnostics)
}
