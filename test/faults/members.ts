import {fiveMembers} from './campaigns.ts'
import {canaryPeople} from './canary.ts'
import {type Case, faultOf, limits, limitsFor, nthOf, turnOf} from './case.ts'
import {trial} from './trial.ts'

/** What came of an apply of five members in three calls of which one was struck, with a batch behind them. */
export async function membersCase(each: Case) {
  await using at = await trial({...fiveMembers, 'fieldwork.yaml': limitsFor(faultOf(each))})
  const {server, project} = at
  await server.arm(faultOf(each), 'members', nthOf(each), turnOf(each))
  const first = await at.run(['apply', '--yes', '-v', '--format', 'json'])
  await server.calm()
  const {members} = JSON.parse((await at.run(['status', '--format', 'json'])).out) as {
    readonly members: readonly {readonly posted: number}[]
  }
  const posted = members.reduce((sum, each) => sum + each.posted, 0)
  const end = {exit: first.code, heard: server.heard('members'), posted, batches: server.heard('batches')}
  project.write('fieldwork.yaml', limits())
  const second = await at.run(['apply', '--yes', '-v'])
  const plan = await at.run(['plan', '--detailed-exitcode', '--format', 'json'])
  return {
    end: {...end, again: {exit: second.code, heard: server.heard('members')}},
    plan: plan.code,
    batches: server.memory.batches.length,
    missing: canaryPeople.filter(address => !server.memory.members.has(address.toLowerCase())).length,
    members: server.memory.members.size,
    traces: at.traces(),
    strange: server.strange(),
    elsewhere: server.elsewhere(),
  }
}
