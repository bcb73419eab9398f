import {type Address, parseAddress} from '../address.ts'

/** As many digits as a reader needs to tell people apart, and to type. */
const fewest = 6

/** How many digits of a person tell all these addresses apart. */
export function digitsFor(addresses: Iterable<Address>): number {
  const people = [...new Set([...addresses].flatMap(address => parseAddress(address)?.person ?? []))].sort()
  let digits = fewest
  people.forEach((person, index) => {
    const before = people[index - 1] ?? ''
    while (digits < person.length && before !== '' && before.slice(0, digits) === person.slice(0, digits)) digits++
  })
  return digits
}

/** The part after the campaign, for a list below its name: `main@2026-q4 #3fa9c1 +2`. */
export function labelOf(address: Address, digits: number = fewest): string {
  const parts = parseAddress(address)
  if (!parts) return address
  const {batch, wave, person, number} = parts
  return [wave ? `${batch}@${wave}` : batch, person && `#${person.slice(0, digits)}`, number > 1 && `+${number}`]
    .filter(Boolean)
    .join(' ')
}

/** A whole address, the person shortened and set off: `pilot/main #3fa9c1`. */
export function shownAddress(address: Address, digits: number = fewest): string {
  const parts = parseAddress(address)
  return parts ? `${parts.campaign}/${labelOf(address, digits)}` : address
}

/** An address that can be typed: a beginning of it that names only it. */
export function typedAddress(address: Address, digits: number = fewest): string {
  const parts = parseAddress(address)
  if (!parts?.person) return address
  // Cut before `+N` only where there is none: a beginning can't leave out its middle.
  return parts.number > 1 ? address : address.slice(0, address.indexOf('#') + 1 + digits)
}
