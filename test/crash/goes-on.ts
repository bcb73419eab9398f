import {createHash} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {SandboxBatch} from '../../src/sandbox/memory.ts'
import type {Line} from '../../src/state/entry.ts'
import {soundPart} from '../../src/state/sound-part.ts'
import {later} from '../support/later.ts'
import type {TestPanel} from '../support/panel.ts'
import type {Ended} from '../support/program.ts'
import {sentTo, wanted} from './scene.ts'

/** What a project came to, counted at the server. */
export interface Came {
  /** What went out more than once. */
  readonly twice: readonly string[]
  /** What never went out. */
  readonly lost: readonly string[]
  /** Why there is no end; undefined where everything is settled and the files ask for nothing more. */
  readonly stuck?: string
  readonly settled: number
}

/**
 * A user goes on after something went wrong: applies again, looks into the panel for what is in doubt and says the truth, until nothing is left to do.
 * "It was not sent" is said half an hour later, by the program's clock.
 */
export async function goesOn(panel: TestPanel): Promise<Came> {
  let settled = 0
  for (let round = 0; round < 6; round++) {
    const applied = await panel.run(['apply', '--yes'])
    if (applied.code === 7 && applied.out.concat(applied.err).includes('state mend')) {
      const mended = await panel.run(['state', 'mend', '--yes'])
      if (mended.code !== 0) return came(panel, settled, said(mended))
      continue
    }
    if (applied.code === 0) {
      const left = await panel.run(['plan', '--detailed-exitcode'])
      return came(panel, settled, left.code === 0 ? undefined : said(left))
    }
    if (applied.code !== 4) return came(panel, settled, said(applied))
    for (const doubt of await doubts(panel)) {
      const ended = await settle(panel, doubt)
      if (ended.code !== 0) return came(panel, settled, said(ended))
      settled++
    }
  }
  return came(panel, settled, 'still something to do after six rounds')
}

const said = ({code, out, err}: Ended): string => `exit ${code}: ${err}${out}`

function came({sandbox}: TestPanel, settled: number, stuck: string | undefined): Came {
  const sent = sandbox.batches.map(({request}) => sentTo(request))
  return {
    twice: sent.filter((each, index) => sent.indexOf(each) !== index),
    lost: wanted.filter(each => !sent.includes(each)),
    settled,
    ...(stuck !== undefined && {stuck}),
  }
}

interface Doubt {
  readonly address: string
  readonly surveyID: number
}
const doubts = async (panel: TestPanel): Promise<readonly Doubt[]> =>
  (JSON.parse((await panel.run(['doubts', '--format', 'json'])).out) as {readonly doubts: readonly Doubt[]}).doubts

/** Says of a send what the server knows of it. */
async function settle(panel: TestPanel, {address, surveyID}: Doubt): Promise<Ended> {
  const lines = recorded(panel)
  const owned = new Set(lines.flatMap(line => ('batchID' in line && line.batchID !== undefined ? [Number(line.batchID)] : [])))
  const [{lineage} = {lineage: ''}] = lines.filter(line => line.type === 'journal')
  const found = panel.sandbox.batches.find(
    batch => batch.surveyID === surveyID && !owned.has(batch.id) && isTo(batch, lineage, address),
  )
  if (found) return panel.run(['resolve', address, '--batch-id', String(found.id)])
  approveNotSent(panel, address)
  return panel.run(
    ['resolve', address, '--not-sent', '--reason', 'the panel does not show it', '--approval', 'approval.json'],
    later(1800),
  )
}

/** Lays down `approval.json`, in which a person says of the last send at an address that it was not sent. */
export function approveNotSent(panel: TestPanel, address: string): void {
  const seq = recorded(panel).findLast(line => line.type === 'batch.intent' && line.address === address)?.seq
  panel.write('approval.json', JSON.stringify({address, seq}))
}

/** Whether a batch of the server is to the person that an address names. */
function isTo({request}: SandboxBatch, lineage: string, address: string): boolean {
  const [, person] = address.split('#')
  const to = sentTo(request).split(' to ')[1] ?? ''
  return person === undefined || createHash('sha256').update(`${lineage}\n${to}`).digest('hex').startsWith(person)
}

/** The records of a project that count, up to whatever can't be there. */
export function recorded(panel: TestPanel): readonly Line[] {
  const path = join(panel.root, '.fieldwork/default.jsonl')
  return existsSync(path) ? soundPart(readFileSync(path)).lines : []
}
