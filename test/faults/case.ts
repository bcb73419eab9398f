import {type FaultName, faults} from './faults.ts'
import type {Fault, Scope} from './strike.ts'
import {table} from './table.ts'
import {type Position, positions} from './verdicts.ts'

/** One case of the matrix. */
export interface Case {
  readonly name: FaultName
  readonly scope: Scope
  readonly position: Position
}

export const names = Object.keys(table) as readonly FaultName[]

/** Every fault on every request of every scope. */
export const everyCase = (scope: Scope): readonly Case[] =>
  names.flatMap(name => positions.map(position => ({name, scope, position})))

export const faultOf = ({name}: Case): Fault => faults[name]
export const isSlow = (fault: Fault): boolean => 'slow' in fault
export const nthOf = ({position}: Case): number => positions.indexOf(position) + 1
/** Another way of repeating the canaries for each. */
export const turnOf = (each: Case): number => names.indexOf(each.name) * 3 + nthOf(each)

/** Short only where nothing comes: elsewhere a slow machine would turn an answer into a doubt. */
export function limitsFor(fault: Fault): string {
  const answer = 'silent' in fault ? '5s' : '120s'
  const connect = fault.at === 'down' && fault.how === 'black-hole' ? '1s' : '15s'
  return limits(answer, connect)
}
export const limits = (answer = '120s', connect = '15s'): string =>
  `limits: {concurrency: 1, membersPerCall: 2, answerTimeout: ${answer}, connectTimeout: ${connect}}\n`
