import type {Person, RowDigest} from '../address.ts'
import {hexOf, hexWord, type PersonTable, personTable} from '../people/person-table.ts'
import type {Postings} from './packed.ts'

/** Who is recorded as posted, and with which row. */
export interface Posted extends Iterable<readonly [Person, RowDigest]> {
  /** Whether it is nobody. Asked of a journal of millions, this takes no time. */
  readonly isEmpty: boolean
  /** What these campaigns have posted: a campaign under all names that it ever had. */
  by(campaigns: readonly string[]): PostedBy
  /** The campaigns that have posted somebody, in the order in which they began. This takes no time either. */
  campaigns(): readonly string[]
  /** How many people each campaign has posted. */
  counts(): ReadonlyMap<string, number>
}

export interface PostedBy {
  /** The row that they posted last, under whichever name; of whoever posted the person first, where none of them did. */
  row(people: PersonTable, place: number): RowDigest | undefined
  /** How many of those whom they posted aren't in the table. */
  missingFrom(people: PersonTable): number
}

/** Postings that grow. They are taken apart when somebody asks, since most who read a journal don't. */
export interface PostedFold extends Posted {
  add(campaign: string, people: Postings): void
}

interface Row {
  readonly high: number
  readonly low: number
  /** Which posting it was, counted from 1: of two rows the later one counts. */
  readonly turn: number
}

export function postedFold(): PostedFold {
  const waiting: {readonly campaign: string; readonly people: Postings}[] = []
  const table = personTable()
  /** Of each place: who posted it first, the two halves of the row that they posted last, and when that was. */
  let first = new Uint32Array(4 * 64)
  let turns = 0
  const campaigns: string[] = []
  const numbers = new Map<string, number>()
  /** People whom more than one campaign has posted: by campaign, place and row. */
  const others = new Map<number, Map<number, Row>>()

  const numberOf = (campaign: string): number => {
    const known = numbers.get(campaign)
    if (known !== undefined) return known
    numbers.set(campaign, campaigns.length)
    return campaigns.push(campaign) - 1
  }
  const settle = (): void => {
    for (const {campaign, people} of waiting.splice(0)) {
      const number = numberOf(campaign)
      for (const both of people) take(number, both)
    }
  }
  const take = (number: number, both: string): void => {
    const before = table.size
    const place = table.addHex(both)
    const row = {high: hexWord(both, 33), low: hexWord(both, 41), turn: ++turns}
    if (place * 4 === first.length) {
      const more = new Uint32Array(first.length * 2)
      more.set(first)
      first = more
    }
    const at = place * 4
    if (place === before || first[at] === number) {
      first[at] = number
      first[at + 1] = row.high
      first[at + 2] = row.low
      first[at + 3] = row.turn
    } else {
      const theirs = others.get(number) ?? new Map<number, Row>()
      others.set(number, theirs.set(place, row))
    }
  }
  const ownerOf = (place: number): number => first[place * 4] ?? 0
  const firstRow = (place: number): Row => ({
    high: first[place * 4 + 1] ?? 0,
    low: first[place * 4 + 2] ?? 0,
    turn: first[place * 4 + 3] ?? 0,
  })
  return {
    add: (campaign, people) => void waiting.push({campaign, people}),
    get isEmpty() {
      return table.size === 0 && waiting.every(({people}) => people.length === 0)
    },
    campaigns: () => [...new Set([...campaigns, ...waiting.map(({campaign}) => campaign)])],
    counts: () => {
      settle()
      const counts = new Map<string, number>()
      const count = (number: number, people: number): void => {
        const name = campaigns[number] ?? ''
        counts.set(name, (counts.get(name) ?? 0) + people)
      }
      for (const number of campaigns.keys()) count(number, others.get(number)?.size ?? 0)
      for (let place = 0; place < table.size; place++) count(ownerOf(place), 1)
      return counts
    },
    by: names => {
      settle()
      const own = new Set(names.flatMap(name => numbers.get(name) ?? []))
      return {
        row: (people, at) => {
          const place = table.findOf(people, at)
          if (place < 0) return undefined
          let newest = own.has(ownerOf(place)) ? firstRow(place) : undefined
          for (const number of own) {
            const theirs = others.get(number)?.get(place)
            if (theirs && theirs.turn > (newest?.turn ?? 0)) newest = theirs
          }
          return digestOfRow(newest ?? firstRow(place))
        },
        missingFrom: people => {
          let missing = 0
          for (let place = 0; place < table.size; place++) {
            const isTheirs = own.has(ownerOf(place)) || [...own].some(number => others.get(number)?.has(place))
            if (isTheirs && people.findOf(table, place) < 0) missing++
          }
          return missing
        },
      }
    },
    *[Symbol.iterator]() {
      settle()
      for (let place = 0; place < table.size; place++) yield [table.at(place), digestOfRow(firstRow(place))] as const
    },
  }
}

const digestOfRow = ({high, low}: Row): RowDigest => `${hexOf(high)}${hexOf(low)}` as RowDigest
