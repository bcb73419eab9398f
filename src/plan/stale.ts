import {familyOf, parseAddress} from '../address.ts'
import {canonical} from '../canonical.ts'
import type {Desired} from '../desired/desired.ts'
import {type Attempt, isOpen, isSettled, type State} from '../state/state.ts'
import type {Action, Plan} from './model.ts'
import {postingLeft} from './people.ts'

/** What is left to do of a saved plan, or why it may not be carried out any more. */
export type Saved =
  | {readonly is: 'good'; readonly actions: readonly Action[]}
  | {readonly is: 'stale'; readonly differences: readonly string[]}

/**
 * Holds a saved plan against the plan that would be made now: each saved action that isn't recorded as done must still be in it, equal, and the files of
 * its campaign unchanged. What the new plan has beyond it isn't carried out.
 */
export function compare(saved: Plan, now: Plan, desired: Desired, state: State): Saved {
  if (saved.panel !== now.panel || saved.host !== now.host)
    return {
      is: 'stale',
      differences: [`it was made for panel ${saved.panel} (${saved.host}), this is ${now.panel} (${now.host})`],
    }
  if (saved.basis.lineage !== now.basis.lineage) return {is: 'stale', differences: ['it was made from another recorded state']}
  const anew = new Map(now.actions.map(action => [action.address, action]))
  // What is in doubt or in flight is not stale: it is settled elsewhere, and the rest goes on.
  const open = saved.actions.filter(action => !isDone(action, desired, state) && !isOpenAt(action, state))
  const differences = [
    ...new Set(open.flatMap(action => [...changedSources(action, saved, desired), ...changedAction(action, anew, now)])),
  ]
  return differences.length > 0
    ? {is: 'stale', differences}
    : {is: 'good', actions: open.flatMap(({address}) => anew.get(address) ?? [])}
}

/** Recorded as done: everybody is posted, or the send went out. */
function isDone(action: Action, {campaigns}: Desired, state: State): boolean {
  if (action.type === 'add-members') {
    const campaign = campaigns.find(({file}) => file === action.source.file)
    return campaign?.members !== undefined && postingLeft(campaign, campaign.members, state) === 0
  }
  return attemptsAt(action, state).some(attempt => attempt.address === action.address && isSettled(attempt))
}

const isOpenAt = (action: Action, state: State): boolean => attemptsAt(action, state).some(isOpen)

function attemptsAt({address}: Action, state: State): readonly Attempt[] {
  const parts = parseAddress(address)
  return (parts ? (state.families.get(familyOf(parts)) ?? []) : []).flatMap(seq => state.attempts.get(seq) ?? [])
}

function changedSources({source}: Action, saved: Plan, {campaigns}: Desired): readonly string[] {
  const campaign = campaigns.find(({file}) => file === source.file)
  if (!campaign) return [`${source.file} is gone`]
  return Object.entries(campaign.sources).flatMap(([file, digest]) =>
    saved.basis.sources[file] === digest ? [] : [`${file} was changed since the plan was made`],
  )
}

function changedAction(action: Action, anew: ReadonlyMap<string, Action>, now: Plan): readonly string[] {
  const other = anew.get(action.address)
  if (other)
    return canonical(compared(action)) === canonical(compared(other)) ? [] : [`${action.address} would be sent differently now`]
  const why = [...now.held, ...now.waiting].find(
    ({address}) => address === action.address || action.address.startsWith(`${address}#`),
  )?.reason
  const doubt = now.inDoubt.some(({address}) => address === action.address)
  return [`${action.address} is no longer to be done${why ? ` (${why})` : doubt ? ' (in doubt)' : ''}`]
}

/** An action without what may differ: its place in the file, how it came to be, how many, and a closing time that moves with the clock. */
function compared(action: Action): unknown {
  if (action.type === 'add-members') return {type: action.type, address: action.address}
  const {source: _source, cause: _cause, closes, request, ...rest} = action
  return {...rest, ...(closes?.approximate ? {request: withoutClosing(request)} : {closes, request})}
}

function withoutClosing({send, ...request}: Extract<Action, {type: 'create-batch'}>['request']): unknown {
  if (!send?.deliveryOptions) return {...request, send}
  const {closureDateTime: _moves, ...closure} = send.deliveryOptions.automaticClosure
  return {...request, send: {...send, deliveryOptions: {automaticClosure: closure}}}
}
