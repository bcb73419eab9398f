import {type Address, campaignOf, parseAddress} from '../address.ts'
import type {AddMembers, CreateBatch, Held, InDoubt, Plan, Waiting} from '../plan/model.ts'

/** One row of a plan's picture. */
export type Row =
  | {readonly kind: 'members'; readonly of: AddMembers}
  | {readonly kind: 'send'; readonly of: CreateBatch}
  | {readonly kind: 'waiting'; readonly of: Waiting}
  | {readonly kind: 'held'; readonly of: Held}
  | {readonly kind: 'in-doubt'; readonly of: InDoubt}

/** Rows that say the same of different people or waves: shown together. */
export interface Group {
  readonly first: Row
  readonly rows: readonly Row[]
}

export interface Section {
  readonly campaign: string
  readonly file: string | null
  readonly groups: readonly Group[]
}

/** The plan by campaigns, in the order in which the plan names them: what is done first, then what waits, is held or in doubt. */
export function sectionsOf(plan: Plan): readonly Section[] {
  const campaigns = new Map<string, Map<string, Row[]>>()
  for (const row of rowsOf(plan)) {
    const groups = at(campaigns, campaignOf(row.of.address), () => new Map<string, Row[]>())
    at(groups, groupKey(row), () => []).push(row)
  }
  // What is only noted has to be seen too.
  for (const {address} of plan.notes) if (address !== null) at(campaigns, campaignOf(address), () => new Map<string, Row[]>())
  return [...campaigns].map(([campaign, groups]) => ({
    campaign,
    file: fileOf([...groups.values()].flat()),
    groups: [...groups.values()].flatMap(group),
  }))
}

const rowsOf = ({actions, waiting, held, inDoubt}: Plan): readonly Row[] => [
  ...actions.map((of): Row => (of.type === 'add-members' ? {kind: 'members', of} : {kind: 'send', of})),
  ...waiting.map((of): Row => ({kind: 'waiting', of})),
  ...held.map((of): Row => ({kind: 'held', of})),
  ...inDoubt.map((of): Row => ({kind: 'in-doubt', of})),
]

const group = (rows: readonly Row[]): readonly Group[] => rows.slice(0, 1).map(first => ({first, rows}))

const fileOf = (rows: readonly Row[]): string | null =>
  rows.map(({of}) => of.source?.file).find(file => file !== undefined) ?? null

/** Equal for rows that differ only in the person, or (where nothing else is known of them) in the wave. */
function groupKey(row: Row): string {
  const {kind, of} = row
  switch (kind) {
    case 'members':
      return key(kind, of.address)
    case 'send':
      return of.reach.kind === 'person'
        ? key(kind, batchOf(of.address, 'wave'), of.cause, of.reason, of.round)
        : key(kind, of.address)
    case 'waiting':
      return key(kind, batchOf(of.address, of.reason === 'not-due' ? 'batch' : 'wave'), of.reason)
    case 'held':
      return key(kind, batchOf(of.address, 'wave'), of.reason, of.diff, of.diff === '' ? '' : of.detail)
    case 'in-doubt':
      return key(kind, of.address)
    default:
      return row satisfies never
  }
}

const key = (...parts: readonly (string | number | undefined)[]): string => parts.join('\n')

const batchOf = (address: Address, level: 'batch' | 'wave'): string => {
  const parts = parseAddress(address)
  return parts ? [parts.campaign, parts.batch, level === 'wave' && parts.wave].join('/') : address
}

function at<K, V>(map: Map<K, V>, of: K, fresh: () => V): V {
  const value = map.get(of) ?? fresh()
  map.set(of, value)
  return value
}
