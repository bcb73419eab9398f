import {familyOf} from '../address.ts'
import type {Desired, DesiredBatch} from '../desired/desired.ts'
import {baseOf} from '../state/fold.ts'

/** Which addresses a plan is about. */
export interface Selection {
  /** Paths of campaign files; undefined for all. */
  readonly files?: ReadonlySet<string>
  /** Beginnings of addresses, or patterns with `*`. */
  readonly only?: readonly string[]
  readonly exclude?: readonly string[]
  /** Just these addresses: those of a saved plan. */
  readonly addresses?: ReadonlySet<string>
}

/** Says of an address of a campaign's file whether it is meant. */
export interface Selector {
  readonly partial: boolean
  /** Patterns that no address of the project fits. */
  readonly unmatched: readonly string[]
  selects(file: string, address: string): boolean
}

/** A selection, made ready for the addresses that a project has. */
export function selector({files, only, exclude, addresses}: Selection, desired: Desired): Selector {
  const batches = desired.campaigns.flatMap(campaign => campaign.batches.map(batch => ({campaign, batch})))
  const bases = [
    ...desired.campaigns.map(({name}) => `${name}/members`),
    ...batches.map(({campaign, batch: {name, wave}}) =>
      baseOf({campaign: campaign.name, batch: name, ...(wave !== undefined && {wave})}),
    ),
  ]
  const matcher = (pattern: string): ((address: string) => boolean) => {
    if (pattern.includes('*')) return address => fits(pattern, address)
    const wanted = withoutNumber(pattern)
    // A whole name wins over a beginning: `q3-pulse` isn't `q3-pulse-2` as well.
    const whole = bases.some(base => isWhole(wanted, base))
    return address => (whole ? isWhole(wanted, address) : address.startsWith(wanted))
  }
  const [wanted, unwanted] = [only?.map(matcher), (exclude ?? []).map(matcher)]
  const exact = addresses && new Set([...addresses].map(withoutNumber))
  return {
    partial: files !== undefined || only !== undefined || exclude !== undefined,
    unmatched: [...(only ?? []), ...(exclude ?? [])].filter(pattern => {
      const matches = matcher(pattern)
      return (
        !bases.some(matches) &&
        !(pattern.includes('#') && batches.some(({campaign, batch}) => peopleOf(campaign.name, batch).some(matches)))
      )
    }),
    selects: (file, address) =>
      (files === undefined || files.has(file)) &&
      (exact === undefined || exact.has(address)) &&
      (wanted === undefined || wanted.some(matches => matches(address))) &&
      !unwanted.some(matches => matches(address)),
  }
}

/** Sends are chosen by their family: which number comes next is not for the chooser to say. */
const withoutNumber = (address: string): string => address.replace(/\+[0-9]+$/, '')

const peopleOf = (campaign: string, {name, wave, recipients}: DesiredBatch): readonly string[] =>
  recipients.kind === 'people'
    ? recipients.people.map(({person}) => familyOf({campaign, batch: name, person, ...(wave !== undefined && {wave})}))
    : []

/** Whether a pattern is a whole name at the beginning of an address: `q3-pulse` of `q3-pulse/main`. */
export const isWhole = (pattern: string, address: string): boolean =>
  address === pattern || (address.startsWith(pattern) && /[/@#+]/.test(address[pattern.length] ?? ''))

/** Whether a pattern fits an address: `*` stands for any characters, none too. */
export function fits(pattern: string, address: string): boolean {
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
