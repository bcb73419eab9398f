import {canonical} from '../canonical.ts'
import type {Desired} from '../desired/desired.ts'
import {isSettled, type State} from '../state/state.ts'
import type {Action, Plan} from './model.ts'

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
  const open = saved.actions.filter(action => !isDone(action, anew, state))
  const differences = [
    ...new Set(open.flatMap(action => [...changedSources(action, saved, desired), ...changedAction(action, anew, now)])),
  ]
  return differences.length > 0
    ? {is: 'stale', differences}
    : {is: 'good', actions: open.flatMap(({address}) => anew.get(address) ?? [])}
}

function isDone(action: Action, anew: ReadonlyMap<string, Action>, state: State): boolean {
  if (action.type === 'add-members') return !anew.has(action.address)
  return [...(state.contents.get(action.content) ?? [])].some(seq => {
    const attempt = state.attempts.get(seq)
    return attempt?.address === action.address && isSettled(attempt)
  })
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
