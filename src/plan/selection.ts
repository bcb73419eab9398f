import type {Desired} from '../desired/desired.ts'
import {baseOf} from '../state/fold.ts'

/** Which addresses a plan is about. */
export interface Selection {
  /** Paths of campaign files; undefined for all. */
  readonly files?: ReadonlySet<string>
  /** Beginnings of addresses, or patterns with `*`. */
  readonly only?: readonly string[]
  readonly exclude?: readonly string[]
}

/** Says of an address of a campaign's file whether it is meant. */
export interface Selector {
  readonly partial: boolean
  /** Patterns that no address of the project fits. */
  readonly unmatched: readonly string[]
  selects(file: string, address: string): boolean
}

/** A selection, made ready for the addresses that a project has. */
export function selector({files, only, exclude}: Selection, desired: Desired): Selector {
  const bases = desired.campaigns.flatMap(({name, batches}) => [
    `${name}/members`,
    ...batches.map(({name: batch, wave}) => baseOf({campaign: name, batch, ...(wave !== undefined && {wave})})),
  ])
  const matcher = (pattern: string): ((address: string) => boolean) => {
    if (pattern.includes('*')) return address => fits(pattern, address)
    // A whole name wins over a beginning: `q3-pulse` isn't `q3-pulse-2` as well.
    const whole = bases.some(base => base === pattern || isWhole(pattern, base))
    return address => address === pattern || (whole ? isWhole(pattern, address) : address.startsWith(pattern))
  }
  const [wanted, unwanted] = [only?.map(matcher), (exclude ?? []).map(matcher)]
  return {
    partial: files !== undefined || only !== undefined || exclude !== undefined,
    unmatched: [...(only ?? []), ...(exclude ?? [])].filter(
      pattern => !bases.some(base => matcher(pattern)(base) || pattern.startsWith(`${base}#`)),
    ),
    selects: (file, address) =>
      (files === undefined || files.has(file)) &&
      (wanted === undefined || wanted.some(matches => matches(address))) &&
      !unwanted.some(matches => matches(address)),
  }
}

const isWhole = (pattern: string, address: string): boolean =>
  address === pattern || (address.startsWith(pattern) && /[/@#+]/.test(address[pattern.length] ?? ''))

/** `*` stands for any characters, none too. */
function fits(pattern: string, address: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop() ?? ''
  if (!address.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = address.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return address.length - last.length >= at && address.endsWith(last)
}
