import {adoptionGuard, adoptionOf} from '../../src/apply/adoption.ts'
import {misfit, notSentFrom} from '../../src/apply/desk.ts'
import {Stop} from '../../src/exit.ts'
import {instant, millis} from '../../src/instant.ts'
import {personOf} from '../../src/people/digests.ts'
import {adoptable} from '../../src/plan/adoptable.ts'
import {attemptsOf, mayHaveGone, type Unit} from '../../src/plan/context.ts'
import {unitsOf} from '../../src/plan/units.ts'
import {doubts} from '../../src/state/doubt.ts'
import type {Entry, Verdict} from '../../src/state/entry.ts'
import {beginJournal} from '../../src/state/journal.ts'
import {salvage} from '../../src/state/salvage.ts'
import {soundPart} from '../../src/state/sound-part.ts'
import {type Attempt, isSettled, type State} from '../../src/state/state.ts'
import type {Made} from './server.ts'
import type {Process} from './timeline.ts'
import {journalPath, type Opened, type World} from './world.ts'

/** What an operator does about what is in doubt. All of it is true: what went out is never said not to have gone. */
export type Manner = 'by ID' | 'sent' | 'abandon' | 'not sent'

/** Settles what is in doubt, one after another. */
export async function settleDoubts(world: World, manner: Manner): Promise<void> {
  const {timeline} = world
  timeline.begin('operator', {}, async process => {
    try {
      const opened = await world.open(process)
      if (opened.journal.torn) return
      for (const attempt of doubts(opened.journal.state, opened.present())) await settle(world, process, opened, attempt, manner)
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      timeline.note(process, `stops: ${error.diagnostics[0]?.code} ${error.diagnostics[0]?.detail}`)
    }
  })
  await timeline.settle()
}

async function settle(world: World, process: Process, {journal}: Opened, attempt: Attempt, manner: Manner): Promise<void> {
  const candidate = madeBy(world, journal.state, attempt)
  const skew = world.timeline.true() - world.timeline.wall()
  const fits = candidate !== undefined && misfit(attempt, candidate.id, reading(candidate), journal.state, skew) === undefined
  const verdict = verdictOf(world, attempt, candidate, fits ? manner : manner === 'abandon' ? 'abandon' : 'sent')
  if (!verdict) return
  const {seq, address} = attempt
  const entry: Extract<Entry, {type: 'batch.resolved'}> = {
    type: 'batch.resolved',
    intent: seq,
    address,
    verdict,
    ...(verdict === 'created' && fits && {batchID: candidate.id}),
    who: 'operator',
    reason: 'looked at the server',
  }
  world.timeline.note(process, `says of ${address} (${seq}): ${verdict} ${candidate?.id ?? ''}`)
  await journal.append(entry, state => {
    const now = state.attempts.get(seq)
    return (
      now?.standing === attempt.standing &&
      (entry.batchID === undefined || (state.owned.get(entry.batchID) ?? address) === address)
    )
  })
}

function verdictOf(world: World, attempt: Attempt, candidate: Made | undefined, manner: Manner): Verdict | undefined {
  if (candidate) return manner === 'abandon' ? 'abandoned' : manner === 'sent' ? 'sent-without-id' : 'created'
  if (manner === 'abandon') return 'abandoned'
  // Whoever says so has waited by a watch that nobody sets, and the run is gone.
  const isAlive = world.processOf(attempt.run)?.state === 'running'
  const isTime = world.timeline.wall() >= millis(notSentFrom(attempt)) && world.server.pending() === 0
  return !isAlive && isTime ? 'not-sent' : undefined
}

/** The batch at the server that a try made, as a person who looks into the panel finds it. A run asks once for the same, unless it was refused. */
const madeBy = ({server, processOf}: World, state: State, attempt: Attempt): Made | undefined =>
  server.made.find(
    each =>
      each.by === processOf(attempt.run)?.name &&
      each.survey === attempt.intent.written.compose.surveyID &&
      isTo(each, state, attempt),
  )
const reading = ({id, survey, at}: Made) =>
  ({is: 'read', batchID: id, surveyID: survey, status: 'Sending', created: new Date(at).toISOString()}) as const

/** Only a person who looks into the panel can tell to whom a batch went; the API doesn't. */
function isTo({to}: Made, {lineage}: State, {parts, intent: {written}}: Attempt): boolean {
  const {recipients} = written
  if (recipients === 'person') return parts.person === personOf(lineage, to)
  return to === (recipients === 'everyone' ? 'everyone' : `filter ${recipients.filter}`)
}

/**
 * Makes a batch by hand of something that the files ask for, and adopts it; the two take their time. Where a run was faster, the batch
 * stays nobody's: what a person does in the browser is not fieldwork's to keep from happening.
 */
export async function adopt(world: World, process: Process, chosen: number): Promise<void> {
  try {
    const opened = await world.open(process)
    const {journal} = opened
    if (journal.torn) return
    await beginJournal(journal)
    const seen = journal.state.head?.seq ?? 0
    // The files as they are now: whoever edits them while this person takes his time is not seen.
    const {files} = world
    const open = adoptables(world, opened)
    const [unit, number] = open[chosen % Math.max(1, open.length)] ?? []
    if (!unit || number === undefined) return
    await world.timeline.step(process, 'make a batch by hand')
    const {surveyID} = unit.batch.compose
    const made = world.server.make(surveyID, whomOf(files, unit, journal.state))
    await world.timeline.step(process, 'say yes')
    const entry = adoptionOf(unit, number, {batchID: made.id, created: instant(made.at), who: 'operator'})
    const done = await journal.append(entry, adoptionGuard(unit, number, made.id, seen))
    world.timeline.note(process, `${done ? 'adopts' : 'may not adopt'} batch ${made.id} as ${entry.address}`)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    world.timeline.note(process, `stops: ${error.diagnostics[0]?.code} ${error.diagnostics[0]?.detail}`)
  }
}

/**
 * Each send that the files ask for by now and that may be adopted. Where one was abandoned, or the same went out under another name, a person who
 * makes another one by hand does what fieldwork wouldn't: that is nobody's to hold against it.
 */
function adoptables(world: World, opened: Opened): readonly (readonly [Unit, number])[] {
  const {state} = opened.journal
  const {campaigns} = world.desired(opened)
  const units = campaigns.flatMap(campaign => campaign.batches.flatMap(batch => unitsOf(state, campaign, batch)))
  return units.flatMap(unit => {
    const attempts = attemptsOf({state}, unit)
    if (attempts.some(({standing}) => standing === 'abandoned')) return []
    const alike = (state.contents.get(unit.content) ?? []).flatMap(seq => state.attempts.get(seq) ?? [])
    if (alike.some(each => mayHaveGone(each) && !attempts.includes(each))) return []
    const number = 1 + Math.max(0, ...attempts.filter(isSettled).map(({parts}) => parts.number))
    const isAsked = number <= (unit.batch.resend?.number ?? 1)
    return isAsked && adoptable(state, unit, number).is === 'free' ? [[unit, number] as const] : []
  })
}

/** To whom a unit goes, in the server's words. */
function whomOf(files: World['files'], {campaign, person, batch: {recipients}}: Unit, {lineage}: State): string {
  const names = files.find(({name}) => name === campaign.name)?.to
  if (person && names?.kind === 'people')
    return names.names.map(name => `${name}@example.com`).find(each => personOf(lineage, each) === person.digest) ?? 'somebody'
  return recipients.kind === 'filter' ? `filter ${recipients.id}` : 'everyone'
}

/** Halts everything, or lifts the halt. */
export async function setHalt(world: World, to: 'halt' | 'resume'): Promise<void> {
  const {timeline} = world
  timeline.begin('operator', {}, async process => {
    try {
      const {journal} = await world.open(process)
      if (journal.torn) return
      await beginJournal(journal)
      const who = 'operator'
      await journal.append(to === 'halt' ? {type: 'halt', who, reason: 'a mistake'} : {type: 'resume', who})
    } catch (error) {
      if (!(error instanceof Stop)) throw error
    }
  })
  await timeline.settle()
}

/** Cuts off the end of a journal that a loss of power has left torn, and keeps what is whole behind the damage. */
export function mend(world: World): void {
  const bytes = world.disk.read(journalPath)
  if (!bytes) return
  const {end} = soundPart(bytes)
  if (end === bytes.length) return
  const salvaged = salvage(bytes)
  if (salvaged.is === 'gap') throw new Error(`line ${salvaged.damage.line}: ${salvaged.damage.what}`)
  world.timeline.note(undefined, `mended: ${bytes.length - end} bytes looked through`)
  world.disk.put(journalPath, Buffer.from(salvaged.texts.map(text => `${text}\n`).join('')))
}
