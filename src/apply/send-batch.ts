import {type BatchId, parseAddress} from '../address.ts'
import {exit} from '../exit.ts'
import {instant, type Milliseconds, millis} from '../instant.ts'
import {guardOf} from '../plan/guard.ts'
import type {BatchRequest, CreateBatch, Reach} from '../plan/model.ts'
import {closesOf, requestOf} from '../plan/request.ts'
import type {Entry, Evidence, Line} from '../state/entry.ts'
import {type Attempt, isOpen, isSettled, type State} from '../state/state.ts'
import {type BatchConnection, ConnectFailed, type Outcome, type Refusal} from './ports.ts'
import {type ApplyPorts, stopWith, type Tally} from './run.ts'

/** Time between the record of an intent and the write of its request. */
const sendWithin: Milliseconds = 10_000
/** What is left after the longest answer, before the intent counts as given up. */
const grace: Milliseconds = 20_000
/** How far our clock may be from the server's. */
const skewAllowed: Milliseconds = 5 * 60_000
const connectTries = 3
const rateTries = 5

/**
 * Sends one batch: connect, intent, flush and mark, both clocks, write once, classify, record. Every way out leaves either a record of
 * what happened or an open intent, which counts as in doubt; none leads to a second request that a record doesn't allow.
 */
export async function sendBatch(ports: ApplyPorts, tally: Tally, action: CreateBatch, seen: number): Promise<void> {
  for (let tries = 1; ; tries++) {
    if (!mayStart(ports, tally, action)) return
    const connection = await connected(ports, tally, action)
    if (!connection) return
    const outcome = await exchange(ports, tally, action, seen, connection).finally(() => connection.close())
    if (outcome?.is !== 'not-done') return
    const {refusal} = outcome
    if (refusal.kind !== 'rate' || tries >= rateTries) return refused(ports, tally, action, outcome.evidence, refusal)
    ports.tell({type: 'waiting', address: action.address, reason: 'rate', until: instant(ports.clock.now() + refusal.after)})
    await ports.clock.sleep(refusal.after, ports.stopping)
  }
}

/** Asked before each send: the run goes on, the files are as they were read, the clocks agree, and the time is right. */
function mayStart(ports: ApplyPorts, tally: Tally, action: CreateBatch): boolean {
  const {clock, api, tell} = ports
  if (tally.stopped || ports.stopping.aborted) return notAttempted(tally)
  const changed = ports.changedFile()
  if (changed !== undefined) {
    tell({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        code: 'FW140',
        summary: 'A file was changed while the plan was carried out',
        detail: `${changed} is not as it was read. Nothing more is sent.`,
        help: 'Plan again.',
      },
    })
    stopWith(tally, exit.stale)
    return notAttempted(tally)
  }
  const skew = api.clockSkew()
  if (skew !== undefined && Math.abs(skew) > skewAllowed) {
    tell({
      type: 'diagnostic',
      diagnostic: {
        severity: 'error',
        code: 'FW141',
        summary: "This machine's clock and the server's differ",
        detail: `By ${Math.round(Math.abs(skew) / 1000)} s; nothing is sent with more than 300 s.`,
        help: 'Set the clock.',
      },
    })
    stopWith(tally, exit.held)
    return notAttempted(tally)
  }
  const now = clock.now()
  if (action.notBefore !== null && now < millis(action.notBefore)) {
    tell({type: 'waiting', address: action.address, reason: 'not-due', until: action.notBefore})
    return notAttempted(tally)
  }
  if (action.notAfter !== null && now > millis(action.notAfter)) {
    tell({type: 'held', address: action.address, reason: 'missed', detail: `it could be sent until ${action.notAfter}`})
    tally.codes.add(exit.held)
    return notAttempted(tally)
  }
  return true
}

function notAttempted(tally: Tally): false {
  tally.notAttempted++
  return false
}

/** A fresh socket. Failing here is certainly not sent, so that it may be tried again. */
async function connected(
  {api, clock, tell, stopping}: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
): Promise<BatchConnection | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      return await api.connect(stopping)
    } catch (error) {
      if (!(error instanceof ConnectFailed)) throw error
      if (stopping.aborted) {
        notAttempted(tally)
        return undefined
      }
      if (tries >= connectTries) {
        tell({type: 'batch.refused', address: action.address, why: `no connection: ${error.message}. Certainly nothing was sent`})
        tally.refused++
        stopWith(tally, exit.network)
        return undefined
      }
      await clock.sleep(500 * tries, stopping)
    }
  }
}

/** From the intent to the recorded outcome, on one connection. Undefined where another runner or a halt came first. */
async function exchange(
  ports: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
  seen: number,
  connection: BatchConnection,
): Promise<Outcome | undefined> {
  const {clock, journal, leaving, tell} = ports
  // A stop that came while the socket was opened is in time.
  if (tally.stopped || ports.stopping.aborted) {
    notAttempted(tally)
    return undefined
  }
  const {entry, request, sendBy} = intentOf(ports, action)
  const begun = clock.monotonic()
  const intent = await appendIntent(ports, entry, guardOf(ports.desired, action, seen))
  if (!intent) {
    taken(ports, tally, action)
    return undefined
  }
  tell({type: 'batch.intent', address: action.address})
  const outcome = await connection.send(request, {
    mayWrite: () => clock.now() <= sendBy && clock.monotonic() - begun <= sendWithin,
    isOwned: id => journal.state.owned.has(id),
    deadline: millis(entry.giveUpBy) - clock.now(),
    signal: leaving,
  })
  return recordOutcome(ports, tally, action, intent.seq, outcome)
}

type IntentEntry = Extract<Entry, {type: 'batch.intent'}>

function intentOf(
  {clock, desired, roster, limits}: ApplyPorts,
  action: CreateBatch,
): {entry: IntentEntry; request: BatchRequest; sendBy: number} {
  const now = clock.now()
  const sendBy = now + sendWithin
  const parts = parseAddress(action.address)
  const batch = desired.campaigns
    .find(({name}) => name === parts?.campaign)
    ?.batches.find(({name, wave}) => name === parts?.batch && wave === parts.wave)
  if (!parts || !batch) throw new TypeError(`${action.address} is not in the campaigns`)
  const reach = wireReach(action.reach, parts.person === undefined ? undefined : roster.written(parts.campaign, parts.person))
  const request = requestOf(batch, reach, closesOf(batch.schedule, now, desired.panel.timeZone))
  const entry: IntentEntry = {
    type: 'batch.intent',
    address: action.address,
    content: action.content,
    written: batch.written,
    people: action.reach.kind === 'person' ? 1 : null,
    reach: reachText(action.reach),
    round: action.round,
    sendBy: instant(sendBy),
    giveUpBy: instant(sendBy + limits.answerTimeout + grace),
  }
  return {entry, request, sendBy}
}

/** Who is reached, with the address as written where it is one person. */
function wireReach(reach: Reach, written: string | undefined): Reach {
  if (reach.kind !== 'person') return reach
  if (written === undefined) throw new TypeError('the person of a planned send is not in the campaign')
  return {kind: 'person', masked: written}
}

/** Who is reached, in words and without an address, as the journal keeps it. */
export function reachText(reach: Reach): string {
  switch (reach.kind) {
    case 'person':
      return 'one person'
    case 'everyone':
      return `everyone, ${reach.expect} expected`
    case 'filter':
      return `filter ${reach.id}${reach.label === undefined ? '' : ` "${reach.label}"`}${reach.expect === undefined ? '' : `, ${reach.expect} expected`}`
    default:
      return reach satisfies never
  }
}

/** The intent, flushed and marked. If it landed but couldn't be marked, it is closed at once: nothing was written yet. */
async function appendIntent(
  {journal, run}: ApplyPorts,
  entry: IntentEntry,
  allowed: Parameters<typeof journal.append>[1],
): Promise<Line | undefined> {
  try {
    return await journal.append(entry, allowed)
  } catch (error) {
    const landed = [...journal.state.attempts.values()].findLast(
      attempt => attempt.address === entry.address && attempt.run === run && attempt.standing === 'open',
    )
    if (landed) {
      const evidence: Evidence = {phase: 'before-write', why: 'the mark could not be kept, so that nothing was written'}
      // The same trouble may keep this from being recorded too: then the intent stays open and counts as in doubt. The first error is the one to report.
      await journal.append({type: 'batch.refused', intent: landed.seq, address: entry.address, evidence}).catch(() => undefined)
    }
    throw error
  }
}

/** Why the intent was not allowed any more: a halt came, another run has sent it or is at it, or the same went out elsewhere. Nothing was sent by us. */
function taken({journal: {state}, tell}: ApplyPorts, tally: Tally, {address, content}: CreateBatch): void {
  notAttempted(tally)
  const campaign = address.slice(0, address.indexOf('/'))
  const halt = state.halted ?? state.haltedCampaigns.get(campaign)
  const others = (state.contents.get(content) ?? []).flatMap(seq => state.attempts.get(seq) ?? [])
  const sent = others.find(other => isSettled(other))
  if (halt) {
    tell({type: 'halted', campaign: state.halted ? null : campaign, reason: halt.reason})
    tally.codes.add(exit.held)
  } else if (others.some(isOpen) || !sent) {
    tell({type: 'waiting', address, reason: 'in-flight', until: null})
    tally.codes.add(others.some(({standing}) => standing === 'in-doubt') ? exit.doubt : exit.busy)
  } else if (sent.address === address) {
    const detail = `${address} is recorded as ${nameOf(sent)}.`
    tell({
      type: 'diagnostic',
      diagnostic: {severity: 'warning', code: 'FW144', summary: 'Another run has sent it meanwhile', detail},
    })
  } else {
    tell({
      type: 'held',
      address,
      reason: 'looks-already-sent',
      detail: `the same survey and recipients went out as ${sent.address} meanwhile`,
    })
    tally.codes.add(exit.held)
  }
}

const nameOf = ({batchID}: Attempt): string => (batchID === undefined ? 'sent' : `batch ${batchID}`)

/** Records what the exchange proved. An ID that another send came to own in the meantime proves nothing. */
async function recordOutcome(
  ports: ApplyPorts,
  tally: Tally,
  action: CreateBatch,
  intent: number,
  claimed: Outcome,
): Promise<Outcome> {
  let outcome = claimed
  try {
    const fresh = claimed.is === 'done' ? (state: State): boolean => !state.owned.has(claimed.batchID) : undefined
    if (!(await ports.journal.append(entryOf(action, intent, outcome), fresh))) {
      outcome = {
        is: 'unknown',
        evidence: {phase: 'answer', status: 200, why: 'the answer names a batch ID that another send owns'},
      }
      await ports.journal.append(entryOf(action, intent, outcome))
    }
  } catch (error) {
    unrecorded(ports, tally, action, outcome)
    throw error
  }
  tellOutcome(ports, tally, action, outcome)
  return outcome
}

function tellOutcome({tell, limits}: ApplyPorts, tally: Tally, {address}: CreateBatch, outcome: Outcome): void {
  if (outcome.is === 'done') {
    tally.batchesCreated++
    tell({type: 'batch.created', address, batchID: outcome.batchID})
    for (const detail of outcome.warnings) {
      tell({
        type: 'diagnostic',
        diagnostic: {severity: 'warning', code: 'FW142', summary: 'The answer differs from the documented one', detail},
      })
    }
  }
  if (outcome.is === 'unknown') {
    tally.inDoubt++
    tally.codes.add(exit.doubt)
    if (tally.inDoubt >= limits.maxDoubts) tally.stopped = true
    tell({type: 'batch.in-doubt', address, why: outcome.evidence.why})
  }
}

function entryOf({address}: CreateBatch, intent: number, outcome: Outcome): Entry {
  switch (outcome.is) {
    case 'done': {
      const {batchID, requestID, date} = outcome
      return {
        type: 'batch.created',
        intent,
        address,
        batchID,
        ...(requestID !== undefined && {requestID}),
        ...(date !== undefined && {date}),
      }
    }
    case 'not-done':
      return {type: 'batch.refused', intent, address, evidence: outcome.evidence}
    case 'unknown':
      return {type: 'batch.in-doubt', intent, address, evidence: outcome.evidence}
    default:
      return outcome satisfies never
  }
}

/** The answer came and can't be recorded: the ID is shown in a line to copy, and nothing more is sent. */
function unrecorded({tell, keepUnrecorded}: ApplyPorts, tally: Tally, {address}: CreateBatch, outcome: Outcome): void {
  stopWith(tally, exit.doubt)
  tally.inDoubt++
  const command = outcome.is === 'done' ? recover(address, outcome.batchID) : `fieldwork doubts`
  keepUnrecorded(`${command}\n`)
  tell({
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      code: 'FW143',
      summary: 'An answer came and could not be recorded',
      detail:
        outcome.is === 'done' ? `${address} was created as batch ${outcome.batchID}.` : `${address}: ${outcome.evidence.why}.`,
      help: `When the recorded state can be written again: ${command}`,
    },
  })
}

const recover = (address: string, id: BatchId): string => `fieldwork resolve '${address}' --batch-id ${id}`

function refused({tell}: ApplyPorts, tally: Tally, {address}: CreateBatch, evidence: Evidence, refusal: Refusal): void {
  tally.refused++
  tell({type: 'batch.refused', address, why: evidence.why, ...(evidence.status !== undefined && {status: evidence.status})})
  switch (refusal.kind) {
    case 'key':
    case 'permission':
    case 'allowance':
      return stopWith(tally, exit.refused)
    case 'payload':
    case 'rate':
      tally.codes.add(exit.refused)
      return
    case 'not-written':
      tally.codes.add(exit.network)
      return
    default:
      refusal satisfies never
  }
}
