import {addTo} from '../add-to.ts'
import {addressOf, parseAddress} from '../address.ts'
import {thousands} from './figures.ts'
import type {HistoryRow} from './history-rows.ts'

/** More rows alike than this are one. */
const fewAlike = 5

/** The rows of a block: chunks of the same members as one, and many people of one list to whom the same happened as one. */
export function gathered(rows: readonly HistoryRow[]): readonly HistoryRow[] {
  const alike = new Map<string, HistoryRow[]>()
  for (const row of rows) {
    const key = listOf(row)
    if (key !== undefined) addTo(alike, key, row)
  }
  const told = new Set<string>()
  return rows.flatMap(row => {
    const key = listOf(row)
    const many = key === undefined ? [] : (alike.get(key) ?? [])
    if (key === undefined || many.length <= fewAlike) return [row]
    if (told.has(key)) return []
    told.add(key)
    return [together(row, many)]
  })
}

/** What makes rows alike: the list, which send of it, and the words. */
function listOf({about, glyph, said}: HistoryRow): string | undefined {
  const parts = 'address' in about ? parseAddress(about.address) : undefined
  if (!parts?.person) return undefined
  const {person: _person, ...list} = parts
  return JSON.stringify([addressOf(list), glyph.text, said])
}

function together(first: HistoryRow, many: readonly HistoryRow[]): HistoryRow {
  const parts = 'address' in first.about ? parseAddress(first.about.address) : undefined
  if (!parts) return first
  const {person: _person, ...list} = parts
  const ids = many.flatMap(({batchID}) => batchID ?? [])
  const [least, most] = [
    ids.reduce((one, id) => Math.min(one, id), Number.MAX_SAFE_INTEGER),
    ids.reduce((one, id) => Math.max(one, id), 0),
  ]
  const named = ids.length > 0 ? [`batches ${least} … ${most}`] : []
  const rest = first.said.filter(piece => piece !== 'one person')
  const {batchID: _id, ...row} = first
  return {...row, about: {address: addressOf(list)}, said: [`${thousands(many.length)} people`, ...rest, ...named]}
}
