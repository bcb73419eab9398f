import {domainToASCII} from 'node:url'

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const local = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const domain = new RegExp(`^(?:${label}\\.)+[a-z](?:[a-z0-9-]*[a-z0-9])$`)
/** Nearly all addresses: plain, nothing to convert. One pass, without going back. */
const plain = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9]+[.-])+[a-z]{2,63}$/

/**
 * The normalised address, by which a person is told apart: space around it trimmed, local part ASCII, domain by IDNA to ASCII, all in
 * lower case. Undefined if it isn't an address.
 */
export function normalised(address: string): string | undefined {
  const lower = address.trim().toLowerCase()
  if (plain.test(lower) && lower.length <= 254 && !lower.includes('-.')) return lower
  const at = lower.lastIndexOf('@')
  if (at < 1 || lower.length > 254 || !local.test(lower.slice(0, at))) return undefined
  const written = lower.slice(at + 1)
  const ascii = /^[\x21-\x7e]*$/.test(written) ? written : domainToASCII(written)
  return domain.test(ascii) && ascii.length <= 253 ? `${lower.slice(0, at)}@${ascii}` : undefined
}

const madeUp = /(?:^|[.@])(?:example\.(?:com|org|net)|[a-z0-9-]+\.(?:example|test|invalid|localhost))$/

/** Whether a normalised address can be somebody's: the domains that are set aside for examples are nobody's. */
export const isReal = (address: string): boolean => !madeUp.test(address.slice(address.lastIndexOf('@') + 1))
