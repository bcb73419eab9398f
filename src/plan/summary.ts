import type {Desired} from '../desired/desired.ts'
import type {Action, CreateBatch, Plan, Summary} from './model.ts'
import {pointsAtMost} from './points.ts'

/** The totals of a plan, in what a panel manager counts: people, points, calls, time. */
export function summaryOf(
  {campaigns, limits}: Desired,
  actions: readonly Action[],
  rest: Pick<Plan, 'waiting' | 'held' | 'unchanged' | 'inDoubt'>,
): Summary {
  const batches = actions.filter(action => action.type === 'create-batch')
  const members = actions.filter(action => action.type === 'add-members')
  // What a pinned filter means is read again before a send to it.
  const reads = batches.filter(({reach}) => reach.kind === 'filter' && reach.meaning).length
  const apiCalls = batches.length + reads + sum(members.map(({count}) => Math.ceil(count / limits.membersPerCall)))
  return {
    campaigns: campaigns.length,
    membersToAdd: sum(members.map(({count}) => count)),
    batchesToCreate: batches.length,
    unchanged: total(rest.unchanged),
    waiting: total(rest.waiting),
    held: total(rest.held),
    inDoubt: rest.inDoubt.length,
    people: peopleOf(batches),
    pointsAtMost: pointsAtMost(batches),
    apiCalls,
    allowance: limits.allowance,
    secondsAbout: secondsAbout(apiCalls, limits.callsPerMinute),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)
const total = (rows: readonly {readonly count: number}[]): number => sum(rows.map(({count}) => count))

function peopleOf(batches: readonly CreateBatch[]): Summary['people'] {
  const many = batches.flatMap(({reach}) => (reach.kind === 'person' ? [] : [reach]))
  return {
    listed: batches.length - many.length,
    expected: sum(many.map(({expect}) => expect ?? 0)),
    unknownBatches: many.filter(({expect}) => expect === undefined).length,
  }
}

/** A call takes about 0.4 s; past the rate limit a whole minute has to go by for each further share. */
const secondsAbout = (calls: number, callsPerMinute: number): number =>
  calls === 0 ? 0 : Math.ceil(Math.min(calls, callsPerMinute) * 0.4) + 60 * Math.floor((calls - 1) / callsPerMinute)
