import type {Address, BatchId, Digest, Person, Sum} from '../../src/address.ts'
import type {Compose} from '../../src/config/campaign.ts'
import {instant} from '../../src/instant.ts'
import type {BatchAdopted, BatchIntent, Entry, Evidence, Line, Seq, Verdict} from '../../src/state/entry.ts'
import {written} from '../../src/state/line.ts'
import type {Fact} from '../../src/state/transitions.ts'

/** Builders of journals: casts only where a brand is made. Time stands at `start` unless a test says otherwise. */
export const lineage = '0123456789abcdef0123456789abcdef'
export const start = Date.UTC(2031, 11, 1, 9)
export const run = 'aaaaaaaaaaaaaaaa'
export const address = (text: string): Address => text as Address
export const batchId = (id: number): BatchId => id as BatchId
export const digest = (text: string): Digest => `sha256:${text.padEnd(64, '0')}` as Digest
export const person = (text: string): Person => text.padEnd(32, '0') as Person
export const compose: Compose = {surveyID: 7, templateID: 1}

export const journal = (panel = 'default', origin = 'loopback'): Entry => ({
  type: 'journal',
  lineage,
  panel,
  origin,
  normalisation: 1,
})

export const intent = (to: string, given: Partial<BatchIntent> = {}): BatchIntent => ({
  type: 'batch.intent',
  address: address(to),
  content: digest('1'),
  written: {compose, recipients: {filter: 145}},
  people: null,
  reach: 'filter 145',
  round: 1,
  sendBy: instant(start + 10_000),
  giveUpBy: instant(start + 150_000),
  ...given,
})

export const adopted = (to: string, given: Partial<BatchAdopted> = {}): BatchAdopted => {
  const {type: _type, sendBy: _by, giveUpBy: _until, ...sending} = intent(to)
  return {type: 'batch.adopted', ...sending, batchID: batchId(1500), who: 'ada@host', ...given}
}

export const evidence: Evidence = {phase: 'answer', status: 500, why: 'the server answered 500'}

/** The record that says `fact` of the try `seq`. */
export function saying(fact: Fact, seq: Seq, to: string, id = 1400): Entry {
  const about = {intent: seq, address: address(to)}
  switch (fact) {
    case 'created':
      return {type: 'batch.created', ...about, batchID: batchId(id)}
    case 'refused':
    case 'in-doubt':
      return {type: `batch.${fact}`, ...about, evidence}
    default: {
      const verdict = fact.slice('verdict:'.length) as Verdict
      const named = verdict === 'created' ? {batchID: batchId(id)} : {}
      return {type: 'batch.resolved', ...about, verdict, ...named, who: 'ada@host', reason: 'looked'}
    }
  }
}

/** The entries as the lines of one journal, each sealed and standing on the one before. */
export function linesOf(
  entries: readonly Entry[],
  at = start,
  by = run,
): {readonly lines: readonly Line[]; readonly texts: readonly string[]} {
  const [lines, texts]: [Line[], string[]] = [[], []]
  let prev: Sum | '' = ''
  for (const [index, entry] of entries.entries()) {
    const {line, text} = written(entry, {seq: index + 1, at: instant(at), run: by, prev})
    lines.push(line)
    texts.push(text)
    prev = line.sum
  }
  return {lines, texts}
}
