import type {BatchId} from '../address.ts'
import {adoptionGuard, adoptionOf} from '../apply/adoption.ts'
import type {BatchReading} from '../apply/ports.ts'
import {desired} from '../desired/desire.ts'
import {type ExitCode, exit, stop} from '../exit.ts'
import {instant} from '../instant.ts'
import {beginJournal, tornStop} from '../state/journal.ts'
import {adoptionLines} from '../views/adoption-lines.ts'
import {line, toned} from '../views/line.ts'
import {shownAddress} from '../views/short-address.ts'
import {batchIdOf} from './batch-id-of.ts'
import {type Context, columns, isInteractive} from './context.ts'
import {type MeantUnit, meantUnit} from './meant-unit.ts'
import {mustBeAdoptable} from './must-be-adoptable.ts'
import {mustTrust, type Opened, openProject, openState, type Recorded} from './open.ts'
import {openReader} from './open-reader.ts'
import {ended, print} from './output.ts'
import {readNamedBatch} from './read-named-batch.ts'
import {harmlessReason} from './reason.ts'
import {refuse} from './resolution.ts'
import {needsYes, typed} from './typed.ts'

export interface AdoptOptions {
  readonly address: string
  readonly batchId: number
  readonly yes: boolean
  readonly reason?: string
}

/** `fieldwork adopt ADDRESS BATCH_ID`: records a batch that was created elsewhere, so that it is never sent. It only reads from the API. */
export async function adopt(context: Context, options: AdoptOptions): Promise<ExitCode> {
  const id = batchIdOf(options.batchId)
  const opened = await openProject(context, 'later')
  const recorded = await openState(context, opened.project)
  mustTrust(recorded)
  const {journal, place} = recorded
  if (journal.torn) throw tornStop(place, journal.torn)
  await lastingAddresses(recorded, options.address)
  const {lineage, head} = journal.state
  const meant = meantUnit(desired(opened.project, lineage), journal.state, options.address)
  mustBeAdoptable(context, recorded, meant, id)
  const {created, ...reading} = await readFitting(context, opened, meant, id)
  const at = Date.parse(created)
  const entry = adoptionOf(meant.unit, meant.number, {
    batchID: id,
    ...(!Number.isNaN(at) && {created: instant(at)}),
    who: context.who,
    ...(options.reason !== undefined && {reason: harmlessReason(context, opened.project, options.reason)}),
  })
  print(context, adoptionLines({entry, status: reading.status, width: columns(context.stdout)}))
  const panel = opened.project.panel.name
  if (!(await confirmed(context, options))) return ended(context, panel, exit.held)
  await beginJournal(journal)
  const {address} = entry
  const read = {type: 'batch.read' as const, address, batchID: id, surveyID: reading.surveyID, status: reading.status, created}
  const guard = adoptionGuard(meant.unit, meant.number, id, head?.seq ?? 0)
  const done = await journal.appendAll([entry, read], state => state.lineage === lineage && guard(state))
  if (!done) throw changedMeanwhile(address)
  print(context, [line(toned('send', '✓'), ` ${shownAddress(address)} is recorded as batch ${id}, created elsewhere.`)])
  return ended(context, panel, exit.done, done)
}

/** Before the first record people's digests are others each time: whoever names one needs a state that is begun. */
async function lastingAddresses({journal, place}: Recorded, text: string): Promise<void> {
  if (journal.state.head || !text.includes('#')) return
  await beginJournal(journal)
  throw refuse(
    'FW190',
    'The addresses of people were not lasting yet',
    `Nothing was recorded of this panel, so that every plan showed its people under other digests. ${place} is begun now, and they stay from here on.`,
    'Look the address up again:\nfieldwork plan',
  )
}

/** What the API says of the batch, if it is of the survey that the files state. */
async function readFitting(
  context: Context,
  {project}: Opened,
  {unit}: MeantUnit,
  id: BatchId,
): Promise<BatchReading & {is: 'read'}> {
  const reader = await openReader(context, project)
  try {
    const reading = await readNamedBatch(reader.readBatch, id)
    const {surveyID} = unit.batch.compose
    if (reading.surveyID === surveyID) return reading
    throw refuse(
      'FW174',
      'It does not fit',
      `Batch ${id} is of survey ${reading.surveyID}, and ${unit.campaign.file} states survey ${surveyID} here.`,
    )
  } finally {
    reader.close()
  }
}

async function confirmed(context: Context, {yes, address, batchId}: AdoptOptions): Promise<boolean> {
  if (yes) return true
  if (!isInteractive(context)) throw needsYes(context, 'adopt', address, String(batchId))
  return /^y(es)?$/i.test(await typed(context, '\nRecord it? [y/N] '))
}

const changedMeanwhile = (address: string) =>
  stop(exit.busy, {
    code: 'FW171',
    summary: 'It was settled meanwhile',
    detail: `${address} is no longer as it was: another run has begun or recorded it.`,
    help: 'Nothing was recorded. Look again:\nfieldwork status',
  })
