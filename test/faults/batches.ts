import {earlierBatch, letters, surveyOf, threeBatches} from './campaigns.ts'
import {type Case, faultOf, limits, limitsFor, nthOf, turnOf} from './case.ts'
import {settle} from './desk.ts'
import {type Trial, trial} from './trial.ts'

/** What came of an apply of three batches of which one was struck. */
export async function batchesCase(each: Case) {
  await using at = await trial({'fieldwork.yaml': limits()})
  const {server, project} = at
  // For an ID that is recorded already there has to be one.
  const before = each.name === 'number-of-another' ? await sendEarlier(at) : 0
  const heard = (): number => server.heard('batches') - before
  project.write('fieldwork.yaml', limitsFor(faultOf(each)))
  for (const [path, text] of Object.entries(threeBatches)) project.write(path, text)

  await server.arm(faultOf(each), 'batches', nthOf(each), turnOf(each))
  const first = await at.run(['apply', '--yes', '-v'])
  await server.calm()
  const end = {exit: first.code, heard: heard(), states: await statesAt(at)}
  project.write('fieldwork.yaml', limits())
  const second = await at.run(['apply', '--yes', '-v', '--format', 'json'])
  const again = {exit: second.code, heard: heard()}

  const settled = second.code === 4 ? await settle(at, surveyOf) : []
  const last = settled.length > 0 ? await at.run(['apply', '--yes']) : second
  const plan = await at.run(['plan', '--detailed-exitcode', '--out', 'plan.json'])
  return {
    end: {...end, again},
    settled,
    last: last.code,
    plan: plan.code,
    made: letters.map(letter => server.memory.batches.filter(({surveyID}) => surveyID === surveyOf(`${letter}/`)).length),
    traces: at.traces(),
    strange: server.strange(),
    elsewhere: server.elsewhere(),
  }
}

async function sendEarlier(at: Trial): Promise<number> {
  for (const [path, text] of Object.entries(earlierBatch)) at.project.write(path, text)
  await at.run(['apply', '--yes'])
  return at.server.heard('batches')
}

/** How a, b and c stand by `status`; a dash where nothing is recorded. */
async function statesAt(at: Trial): Promise<readonly string[]> {
  const {batches} = JSON.parse((await at.run(['status', '--format', 'json'])).out) as {
    readonly batches: readonly {readonly address: string; readonly state: string}[]
  }
  return letters.map(letter => batches.find(({address}) => address.startsWith(`${letter}/`))?.state ?? '—')
}
