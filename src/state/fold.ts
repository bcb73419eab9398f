import {addTo} from '../add-to.ts'
import {type BatchId, type Digest, type Family, familyOf, parseAddress} from '../address.ts'
import type {Entry, Line, RunId, Sending, Seq, Verdict} from './entry.ts'
import type {PostedFold} from './posted.ts'
import {type Attempt, emptyState, type Halt, type MemberRecord, type Reading, type State} from './state.ts'
import {type Fact, transitions} from './transitions.ts'

/** The state under construction: the maps are the fold's own until it hands them out. */
interface Working extends State {
  head: State['head']
  halted: Halt | null
  lineage: string
  panel: string
  origin: string
  readonly attempts: Map<Seq, Attempt>
  readonly families: Map<Family, Seq[]>
  readonly bases: Map<string, Seq[]>
  readonly contents: Map<Digest, Seq[]>
  readonly owned: Map<BatchId, Attempt['address']>
  readonly posted: PostedFold
  readonly memberFiles: Map<string, MemberRecord>
  readonly readings: Map<BatchId, Reading>
  readonly haltedCampaigns: Map<string, Halt>
  readonly runs: Map<RunId, Extract<Entry, {type: 'run.start'}>['holder']>
}

/** A fold that goes on: `state` is always the fold of all lines given so far. O(1) a line, however large the panel. */
export interface Fold {
  readonly state: State
  add(line: Line): void
}

/** Begins a fold; with nothing added its state is the empty one. */
export function startFold(lineage: string, panel: string, origin: string): Fold {
  const state = emptyState(lineage, panel, origin) as Working
  return {state, add: line => record(state, line)}
}

/** The state that a whole journal tells. */
export function fold(lines: Iterable<Line>): State {
  const working = startFold('', '', '')
  for (const line of lines) working.add(line)
  return working.state
}

function record(state: Working, line: Line): void {
  apply(state, line)
  state.head = {seq: line.seq, sum: line.sum, at: line.at}
}

function apply(state: Working, line: Line): void {
  switch (line.type) {
    case 'journal':
      state.lineage = line.lineage
      state.panel = line.panel
      state.origin = line.origin
      return
    case 'run.start':
      state.runs.set(line.run, line.holder)
      return
    case 'batch.intent':
      return opened(state, line)
    case 'batch.adopted':
      return adopted(state, line)
    case 'batch.created':
      return learned(state, line.intent, 'created', line)
    case 'batch.refused':
      return learned(state, line.intent, 'refused', line)
    case 'batch.in-doubt':
      return learned(state, line.intent, 'in-doubt', line)
    case 'batch.resolved':
      return learned(state, line.intent, factOf(line.verdict), line)
    case 'batch.read':
      state.readings.set(line.batchID, {status: line.status, surveyID: line.surveyID, created: line.created, checkedAt: line.at})
      return
    case 'members.posted':
      state.posted.add(line.campaign, line.people)
      state.memberFiles.set(line.campaign, {seq: line.seq})
      return
    case 'members.file': {
      const {seq, campaign, file, form, people, changed, gone} = line
      state.memberFiles.set(campaign, {seq, file: {file, form, people, changed, gone}})
      return
    }
    case 'halt':
    case 'resume':
      return halted(state, line)
    case 'run.end':
    case 'mend':
      return
    default:
      line satisfies never
  }
}

const factOf = (verdict: Verdict): Fact => `verdict:${verdict}`

function opened(state: Working, line: Extract<Line, {type: 'batch.intent'}>): void {
  added(state, line, {at: line.at, giveUpBy: line.giveUpBy, standing: 'open'})
}

/** A batch that was made elsewhere is one that went out, from the moment of its record on. */
function adopted(state: Working, line: Extract<Line, {type: 'batch.adopted'}>): void {
  const {at, created, batchID} = line
  added(state, line, {at: created ?? at, giveUpBy: at, standing: 'created', batchID})
  state.owned.set(batchID, line.address)
}

function added(
  state: Working,
  {seq, run, address, content, written, people, reach, round, distinct}: Sending & Pick<Line, 'seq' | 'run'>,
  {giveUpBy, ...more}: Pick<Attempt, 'at' | 'standing' | 'batchID'> & Pick<Attempt['intent'], 'giveUpBy'>,
): void {
  const parts = parseAddress(address)
  if (!parts) throw new TypeError(`line ${seq} of the journal names no address`)
  const intent = {address, content, written, people, reach, round, ...(distinct !== undefined && {distinct}), giveUpBy}
  const family = familyOf(parts)
  state.attempts.set(seq, {seq, run, address, parts, family, intent, ...more})
  addTo(state.families, family, seq)
  addTo(state.bases, baseOf(parts), seq)
  addTo(state.contents, content, seq)
}

/** `CAMPAIGN/BATCH[@WAVE]`: the batch without the person. */
export const baseOf = ({
  campaign,
  batch,
  wave,
}: {
  readonly campaign: string
  readonly batch: string
  readonly wave?: string
}): string => familyOf({campaign, batch, ...(wave !== undefined && {wave})})

function learned(state: Working, intent: Seq, fact: Fact, line: Line): void {
  const attempt = state.attempts.get(intent)
  if (!attempt) throw new TypeError(`line ${line.seq} of the journal answers line ${intent}, which is no intent`)
  const {to, alarm} = transitions[attempt.standing][fact]
  const batchID = attempt.batchID ?? ('batchID' in line ? line.batchID : undefined)
  const evidence = 'evidence' in line ? line.evidence : attempt.evidence
  const contradiction = contradictionOf(attempt, fact, alarm, line) ?? attempt.alarm
  state.attempts.set(intent, {
    ...attempt,
    standing: to,
    ...(line.run === attempt.run && {toldAt: line.at}),
    ...(batchID !== undefined && {batchID}),
    ...(evidence && {evidence}),
    ...(contradiction !== undefined && {alarm: contradiction}),
  })
  if ('batchID' in line && line.batchID !== undefined) state.owned.set(line.batchID, attempt.address)
}

/** In words: what a fact contradicts. It is recorded all the same, and reported. */
function contradictionOf({standing, batchID}: Attempt, fact: Fact, alarm: boolean | undefined, line: Line): string | undefined {
  if (alarm)
    return `record ${line.seq} says ${fact.replace('verdict:', 'by a person: ').replaceAll('-', ' ')}, but it stood as ${standing.replaceAll('-', ' ')}`
  const other = 'batchID' in line ? line.batchID : undefined
  return batchID !== undefined && other !== undefined && other !== batchID
    ? `record ${line.seq} names batch ${other}, but it is batch ${batchID}`
    : undefined
}

function halted(state: Working, line: Extract<Line, {type: 'halt' | 'resume'}>): void {
  const halt = line.type === 'halt' ? {who: line.who, reason: line.reason, at: line.at} : null
  if (line.campaign === undefined) {
    state.halted = halt
    if (!halt) state.haltedCampaigns.clear()
  } else if (halt) state.haltedCampaigns.set(line.campaign, halt)
  else state.haltedCampaigns.delete(line.campaign)
}
