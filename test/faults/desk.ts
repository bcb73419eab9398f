import {later} from '../support/later.ts'
import type {Trial} from './trial.ts'

interface Intent {
  readonly seq: number
  readonly type: string
  readonly address: string
}

/** An operator who looks at the server's truth settles every doubt with it. Gives the exit codes of what was said. */
export async function settle(at: Trial, surveyOf: (address: string) => number): Promise<readonly (number | null)[]> {
  const {doubts} = JSON.parse((await at.run(['doubts', '--format', 'json'])).out) as {
    readonly doubts: readonly {readonly address: string}[]
  }
  const codes: (number | null)[] = []
  for (const {address} of doubts) {
    const made = at.server.memory.batches.find(({surveyID}) => surveyID === surveyOf(address))
    codes.push(made ? await created(at, address, made.id) : await notSent(at, address))
  }
  return codes
}

const created = async (at: Trial, address: string, id: number): Promise<number | null> =>
  (await at.run(['resolve', address, '--batch-id', String(id)])).code

/** That it was not sent may be said only after a while; until then it is refused, also with an approval. */
async function notSent(at: Trial, address: string): Promise<number | null> {
  const journal = at.project.read('.fieldwork/default.jsonl').trimEnd().split('\n')
  const intents = journal.map(line => JSON.parse(line) as Intent).filter(({type}) => type === 'batch.intent')
  const seq = intents.findLast(intent => intent.address === address)?.seq
  at.project.write('approval.json', JSON.stringify({address, seq}))
  const words = ['resolve', address, '--not-sent', '--reason', 'the server has no such batch', '--approval', 'approval.json']
  return (await at.run(words, later(3600))).code
}
