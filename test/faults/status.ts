import {letters, threeBatches} from './campaigns.ts'
import {type Case, faultOf, limits, limitsFor, nthOf, turnOf} from './case.ts'
import {trial} from './trial.ts'

/** What came of reading three batches of which one reading was struck. */
export async function statusCase(each: Case) {
  await using at = await trial({...threeBatches, 'fieldwork.yaml': limits()})
  const {server, project} = at
  const applied = await at.run(['apply', '--yes'])
  project.write('fieldwork.yaml', limitsFor(faultOf(each)))
  await server.arm(faultOf(each), 'status', nthOf(each), turnOf(each))
  const first = await at.run(['status', '--refresh', '-v', '--format', 'json'])
  await server.calm()
  const end = {exit: first.code, heard: server.heard('status'), read: readIn(first.out)}
  project.write('fieldwork.yaml', limits())
  const second = await at.run(['status', '--refresh', '--format', 'json'])
  const plan = await at.run(['plan', '--detailed-exitcode'])
  return {
    applied: applied.code,
    end,
    again: {exit: second.code, heard: server.heard('status') - end.heard, read: readIn(second.out)},
    plan: plan.code,
    made: server.heard('batches'),
    traces: at.traces(),
    strange: server.strange(),
    elsewhere: server.elsewhere(),
  }
}

/** Which of the three have a status. */
function readIn(out: string): readonly boolean[] {
  const {batches} = JSON.parse(out) as {readonly batches: readonly {readonly address: string; readonly status: string | null}[]}
  return letters.map(letter => Boolean(batches.find(({address}) => address.startsWith(`${letter}/`))?.status))
}
