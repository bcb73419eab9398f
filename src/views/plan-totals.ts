import type {Plan, Summary} from '../plan/model.ts'
import {about, counted, listed, thousands} from './figures.ts'
import {harmless} from './harmless.ts'
import {labelled, wrapped} from './layout.ts'
import {type Line, line, type Segment, toned} from './line.ts'

const column = 14

/** The totals, as somebody who runs the panel reads them. */
export function totalLines(plan: Plan, width: number): readonly Line[] {
  const {summary} = plan
  const row = (label: string, ...value: readonly (string | Segment)[]) => labelled(label, line(...value), {width, column})
  return [
    ...sentence(plan, width),
    ...(plan.basis.head === null ? row('State', toned('wait', 'no recorded state: everything counts as never sent')) : []),
    ...(plan.partial ? row('Partial', toned('wait', "only what was chosen is planned; doubts are the whole panel's")) : []),
    ...(summary.inDoubt > 0 ? row('In doubt', toned('doubt', `? ${counted(summary.inDoubt, 'send')}, a person must look`)) : []),
    ...(summary.batchesToCreate > 0 ? row('People', peopleInWords(summary)) : []),
    ...(summary.batchesToCreate > 0 ? row('Points', pointsInWords(summary)) : []),
    ...(plan.actions.length > 0 ? row('API calls', ...callsInWords(summary)) : []),
    ...plan.notes.filter(({address}) => address === null).flatMap(({text}) => row('Note', harmless(text))),
  ]
}

function sentence({summary, actions}: Plan, width: number): readonly Line[] {
  const again = actions.reduce((sum, action) => sum + (action.type === 'add-members' ? (action.changed ?? 0) : 0), 0)
  const added = summary.membersToAdd - again
  const parts = [
    ...(added > 0 ? [`add ${counted(added, 'person', 'people')} to the panel`] : []),
    ...(again > 0 ? [`post ${counted(again, 'person', 'people')} again`] : []),
    ...(summary.batchesToCreate > 0 ? [`send ${counted(summary.batchesToCreate, 'batch', 'batches')}`] : []),
  ]
  return parts.length > 0 ? wrapped(line('  ', toned('bold', `Will ${listed(parts)}.`)), width, 2) : []
}

function peopleInWords({people: {listed: known, expected, unknownBatches}}: Summary): string {
  const parts = [
    ...(known > 0 ? [`up to ${thousands(known)} by address`] : []),
    ...(expected > 0 ? [`${thousands(expected)} expected (authors' figure, unchecked)`] : []),
    ...(unknownBatches > 0 ? [`unknown for ${counted(unknownBatches, 'batch', 'batches')}`] : []),
  ]
  return parts.length > 0 ? parts.join(' · ') : 'nobody'
}

function pointsInWords({pointsAtMost, people: {expected, unknownBatches}}: Summary): string {
  if (pointsAtMost !== null) return pointsAtMost === 0 ? 'none' : `at most ${thousands(pointsAtMost)}, one response a person`
  const why = [
    ...(expected > 0 ? [`${thousands(expected)} people are not certain`] : []),
    ...(unknownBatches > 0 ? [`${counted(unknownBatches, 'batch has', 'batches have')} no figure`] : []),
  ]
  return why.length > 0 ? `unknown (${why.join(', ')})` : 'unknown'
}

function callsInWords({apiCalls, allowance, secondsAbout}: Summary): readonly (string | Segment)[] {
  const share = `${thousands(apiCalls)} of ${thousands(allowance)}`
  const time = ` · about ${about(secondsAbout)}`
  return apiCalls > allowance ? [toned('refused', `✗ ${share}: more than the allowance`), time] : [share, time]
}
